import type { AccountActor } from '../../platform/actor.ts';
import { DomainError } from '../../platform/errors.ts';

/** What reading takes besides GET: opening, downloads, exports, searching and where addresses lead. Below the API's prefix. */
const READS: ReadonlySet<string> = new Set([
  '/messages/:id/open',
  '/messages/:id/downloads',
  '/messages/:id/exports',
  '/mailboxes/:id/messages/search',
  '/recipients/resolve',
]);

/**
 * Refuses whatever is no reading in a mailbox that is open to read only; what is not listed is refused, so that new operations
 * are closed until somebody opens them. @throws {DomainError} not-allowed
 */
export const refuseReadOnly = (
  { entered }: Pick<AccountActor, 'entered'>,
  { method, path }: { readonly method: string; readonly path: string },
): void => {
  if (entered?.readOnly && method !== 'GET' && !READS.has(path)) throw new DomainError('not-allowed');
};
