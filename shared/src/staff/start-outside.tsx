import { Button } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../components/empty-state.tsx';
import { useTitle } from '../components/use-title.ts';
import type { Host } from '../host/host.port.ts';
import { AppProviders } from './app-providers.tsx';
import { startFrame } from './start-frame.tsx';

/** Where a page belongs. */
type HostName = 'teams' | 'outlook';

/** A page of a Microsoft host that was opened outside it: says where it belongs, and the way to the web. */
export const startOutside = (host: Host, root: HTMLElement, belongsIn: HostName): Promise<void> =>
  startFrame(host, root, (i18n, language) => (
    <AppProviders host={host} i18n={i18n} language={language} hasAddresses={false}>
      {() => <Outside belongsIn={belongsIn} />}
    </AppProviders>
  ));

function Outside({ belongsIn }: { readonly belongsIn: HostName }) {
  const { t } = useTranslation();
  const title = t(`staff.outside.title.${belongsIn}`);
  useTitle(title);
  return (
    <main>
      <EmptyState
        heading
        title={title}
        text={t(`staff.outside.text.${belongsIn}`)}
        action={
          <Button as="a" href="/" target="_blank" rel="noopener" appearance="primary">
            {t('staff.outside.action')}
          </Button>
        }
      />
    </main>
  );
}
