import { Text } from '@fluentui/react-components';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../components/empty-state.tsx';
import { returnedProblem, tellIdentified } from './identification-window.ts';

/** The page that an identification window comes back to: tells the page that waits, and closes itself. */
export function IdentifiedScreen() {
  const { t } = useTranslation();
  const problem = returnedProblem(window.location.search);
  useEffect(() => {
    tellIdentified(problem);
    window.close();
  }, [problem]);
  return (
    <main>
      <EmptyState
        heading
        title="SEFOS"
        action={<Text>{t(problem ? 'staff.stepUp.failed' : 'staff.stepUp.done')}</Text>}
      />
    </main>
  );
}
