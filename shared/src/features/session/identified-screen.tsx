import { Text } from '@fluentui/react-components';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../components/empty-state.tsx';
import { tellIdentified } from './identification-window.ts';

/** The page that an identification window comes back to: tells the page that waits, and closes itself. */
export function IdentifiedScreen() {
  const { t } = useTranslation();
  const failed = new URLSearchParams(window.location.search).has('problem');
  useEffect(() => {
    tellIdentified();
    if (!failed) window.close();
  }, [failed]);
  return (
    <main>
      <EmptyState title="SEFOS" action={<Text>{t(failed ? 'staff.stepUp.failed' : 'staff.stepUp.done')}</Text>} />
    </main>
  );
}
