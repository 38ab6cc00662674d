import { createContext, useContext } from 'react';
import type { Endpoint } from '../contract/endpoint.ts';
import type { Language } from '../i18n/languages.ts';
import type { ApiClient } from './client.ts';
import { isProblem } from './problem-error.ts';
import type { CallInput, Route } from './route.ts';

/** A mailbox that is not one's own and that the screens are in: somebody else's, or a function mailbox. */
export interface Acting {
  readonly name: string;
  readonly address: string;
  /** ISO instant at which somebody else's closes by itself; null = a function mailbox, which is its members' own. */
  readonly until: string | null;
  /** Somebody else's that was handed over: it can be read, and nothing else be done in it. */
  readonly readOnly?: boolean;
  /** Of a function mailbox: one looks after it. */
  readonly administered?: boolean;
  /** Of a function mailbox: what it writes to people without an account in, unless somebody chooses another. */
  readonly language?: Language | undefined;
}

export interface ActingValue {
  /** Null: the screens are in one's own mailbox. */
  readonly acting: Acting | null;
  readonly ownMailboxId: string;
  /** Shows another mailbox, or one's own, at its inbox or at `path`. */
  readonly enter: (mailboxId: string, path?: string) => void;
}

const ActingContext = createContext<ActingValue | undefined>(undefined);

/** Gives the screens below the mailbox that they are in; their session names it as theirs. */
export const ActingProvider = ActingContext.Provider;

/** In which mailbox these screens are; undefined where nobody can be in another's (a host's pane). */
export const useActing = (): ActingValue | undefined => useContext(ActingContext);

/** Whether these screens are in a mailbox that can only be read. */
export const useReadOnly = (): boolean => useActing()?.acting?.readOnly === true;

const isOfMailbox = (path: string) =>
  path.startsWith('/mailboxes/') || path.startsWith('/messages') || path === '/recipients/resolve';

/** A client whose calls about messages are made in a mailbox that is not one's own; `onEnded` is told when that is closed. */
export const inMailbox = (api: ApiClient, mailboxId: string, onEnded: () => void): ApiClient => ({
  ...api,
  call: async <E extends Endpoint>(route: Route<E>, input: CallInput<E>) => {
    if (!isOfMailbox(route.path)) return api.call(route, input);
    try {
      return await api.call(route, { ...input, mailboxId });
    } catch (error) {
      if (isProblem(error, 'delegation-ended')) onEnded();
      throw error;
    }
  },
});
