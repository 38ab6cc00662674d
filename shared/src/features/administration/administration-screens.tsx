import { AccessScreen } from './access-screen.tsx';
import { OrganisationsScreen } from './organisations-screen.tsx';
import { ServersScreen } from './servers-screen.tsx';

const SCREENS = { organisations: OrganisationsScreen, access: AccessScreen, servers: ServersScreen } as const;

/** Administration: one chunk, because who looks after one page looks after the others. */
export function AdministrationScreens({ page }: { readonly page: keyof typeof SCREENS }) {
  const Screen = SCREENS[page];
  return <Screen />;
}
