import { useEffect, useState } from 'react';
import { useSession } from '../api/session.tsx';
import type { Frame } from './app-providers.tsx';

/**
 * The account's own language and theme win over what this browser had. False until the screens are in the account's language, or
 * will not come into it: nothing of the content is to be read in another one first.
 */
export function useAccountWishes({ language, onLanguage, onTheme }: Frame): boolean {
  const { account } = useSession();
  const [settled, setSettled] = useState(account.language === language);
  useEffect(() => {
    if (account.language !== language) void onLanguage(account.language).then(() => setSettled(true));
  }, [account.language, language, onLanguage]);
  useEffect(() => onTheme(account.theme), [account.theme, onTheme]);
  return settled;
}
