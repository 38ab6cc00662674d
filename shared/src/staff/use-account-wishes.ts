import { useEffect } from 'react';
import { useSession } from '../api/session.tsx';
import type { Frame } from './app-providers.tsx';

/** The account's own language and theme win over what this browser had. */
export function useAccountWishes({ language, onLanguage, onTheme }: Frame): void {
  const { account } = useSession();
  useEffect(() => {
    if (account.language !== language) onLanguage(account.language);
  }, [account.language, language, onLanguage]);
  useEffect(() => onTheme(account.theme), [account.theme, onTheme]);
}
