import { Button } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../components/empty-state.tsx';
import { useTitle } from '../components/use-title.ts';
import type { Host } from '../host/host.port.ts';
import { AppProviders } from './app-providers.tsx';
import { startFrame } from './start-frame.tsx';

/** A page of a Microsoft host that was opened outside it: says where it belongs, and the way to the web. */
export const startOutside = (host: Host, root: HTMLElement): Promise<void> =>
  startFrame(host, root, (i18n, language) => (
    <AppProviders host={host} i18n={i18n} language={language} router="memory">
      {() => <Outside />}
    </AppProviders>
  ));

function Outside() {
  const { t } = useTranslation();
  useTitle(t('staff.outside.title'));
  return (
    <main>
      <EmptyState
        heading
        title={t('staff.outside.title')}
        text={t('staff.outside.text')}
        action={
          <Button as="a" href="/" target="_blank" rel="noopener" appearance="primary">
            {t('staff.outside.action')}
          </Button>
        }
      />
    </main>
  );
}
