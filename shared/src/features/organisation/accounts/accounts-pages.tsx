import { AccountsScreen } from './accounts-screen.tsx';
import { DirectoryScreen } from './directory-screen.tsx';
import { OwnDomainsScreen } from './own-domains-screen.tsx';

const SCREENS = { accounts: AccountsScreen, domains: OwnDomainsScreen, directory: DirectoryScreen } as const;

/** Användare, Domäner and Entra ID: one chunk, because who looks after one looks after the others. */
export function AccountsPages({ page }: { readonly page: keyof typeof SCREENS }) {
  const Screen = SCREENS[page];
  return <Screen />;
}
