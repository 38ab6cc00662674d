import { useCallback, useEffect, useState } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { useSession } from '../../../api/session.tsx';
import type { Folder } from '../../../contract/messages.ts';
import { type ListLook, lookOf, sortsOf, withLook, without } from './list-look.ts';

/** By account, mailbox and folder, for as long as the page lives: what one account has chosen is not another's. */
const looks = new Map<string, ListLook>();

/** Forgets what was chosen: between tests. */
export const forgetLooks = (): void => looks.clear();

const fitting = (folder: Folder, look: ListLook): ListLook =>
  look.sort && !sortsOf(folder).includes(look.sort) ? without(look, ['sort']) : look;

/** How the folder's list is narrowed and turned. Remembered until the page goes; stands in the address but for who is looked for. */
export function useListLook(folder: Folder): readonly [ListLook, (look: ListLook) => void] {
  const { account, mailboxId } = useSession();
  const { search, state } = useLocation();
  const navigate = useNavigate();
  const key = `${account.id}/${mailboxId}/${folder}`;
  const [look, setLook] = useState(() => looks.get(key) ?? fitting(folder, lookOf(search)));
  useEffect(() => {
    looks.set(key, look);
    const wanted = withLook(search, look);
    // The address follows what is shown, and leaves no trail of every choice.
    if (wanted !== search) void navigate({ search: wanted }, { replace: true, state });
  }, [key, look, search, state, navigate]);
  return [look, useCallback((next: ListLook) => setLook(next), [])];
}
