import { useTranslation } from 'react-i18next';
import { Loading } from '../../../components/loading.tsx';
import { useTitle } from '../../../components/use-title.ts';

/** Nothing is known yet of what is selected. */
export function PaneWaiting() {
  const { t } = useTranslation();
  useTitle(t('paneRead.title'));
  return <Loading lines={6} />;
}
