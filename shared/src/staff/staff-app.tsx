import type { i18n } from 'i18next';
import { BrowserRouter } from 'react-router';
import type { Host } from '../host/host.port.ts';
import type { Language } from '../i18n/languages.ts';
import { AppProviders } from './app-providers.tsx';
import { StaffRoutes } from './staff-routes.tsx';

export interface StaffAppProps {
  readonly host: Host;
  /** Ready in the first language. */
  readonly i18n: i18n;
  readonly language: Language;
}

/** The staff screens in any host: the web page, and the Teams tab with a host of its own. */
export function StaffApp(props: StaffAppProps) {
  return (
    <AppProviders {...props}>
      {(frame) => (
        <BrowserRouter basename={props.host.basePath || '/'}>
          <StaffRoutes {...frame} />
        </BrowserRouter>
      )}
    </AppProviders>
  );
}
