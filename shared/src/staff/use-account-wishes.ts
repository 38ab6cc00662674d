import { useEffect, useState } from 'react';
import type { SessionView } from '../contract/sign-in.ts';
import type { Frame } from './app-providers.tsx';

/**
 * The account's own language and theme win over what this browser had. False until the screens are in the account's language, or
 * will not come into it: nothing of the content is to be read in another one first. Undefined: nobody is signed in yet.
 */
export function useAccountWishes(
  account: SessionView['account'] | undefined,
  { language, onLanguage, onTheme }: Frame,
): boolean {
  const wanted = account?.language;
  const [settled, setSettled] = useState(wanted === language);
  useEffect(() => {
    if (wanted && wanted !== language) void onLanguage(wanted).then(() => setSettled(true));
  }, [wanted, language, onLanguage]);
  useEffect(() => {
    if (account) onTheme(account.theme);
  }, [account, onTheme]);
  return settled || wanted === language;
}
