import type { LinkView, SharedLinkView } from '../../contract/links.ts';
import type { OpenedMessage } from './api/recipient-api.ts';
import { RecipientProblem } from './api/recipient-problem.ts';

/** The page that is shown. `shared-address` asks whose link it is, `account` sends her to sign in; `step` shows what `link.step` says; the others come after a click of the person. */
export type Screen =
  | { readonly kind: 'loading' }
  | { readonly kind: 'step' }
  | { readonly kind: 'shared-address' }
  | { readonly kind: 'account' }
  | { readonly kind: 'reading'; readonly message: OpenedMessage }
  | { readonly kind: 'replying'; readonly message: OpenedMessage }
  | { readonly kind: 'sent'; readonly message: OpenedMessage; readonly at: string }
  | { readonly kind: 'problem'; readonly problem: RecipientProblem }
  | { readonly kind: 'closed' };

export interface RecipientState {
  readonly screen: Screen;
  /** The latest that the server told; undefined until the link has been exchanged. */
  readonly link: LinkView | undefined;
  /** What a shared link told; undefined when the page is a personal link's. */
  readonly shared: SharedLinkView | undefined;
}

/** Who has written: all that is known of a link before its reader is. */
export type Sender = Pick<LinkView, 'organisation' | 'senderName' | 'language'>;

export type RecipientEvent =
  | { readonly type: 'started' }
  | { readonly type: 'told'; readonly link: LinkView }
  | { readonly type: 'shared-told'; readonly shared: SharedLinkView }
  | { readonly type: 'account-named' }
  | { readonly type: 'opened'; readonly message: OpenedMessage }
  | { readonly type: 'reply-begun' }
  | { readonly type: 'reply-left' }
  | { readonly type: 'replied'; readonly at: string }
  | { readonly type: 'failed'; readonly problem: RecipientProblem }
  | { readonly type: 'closed' };

export const START: RecipientState = { screen: { kind: 'loading' }, link: undefined, shared: undefined };

/** Results that an identification elsewhere may bring back; anything else in the address is ignored. */
const RESULTS = [
  'wrong-person',
  'identification-failed',
  'identification-cancelled',
  'identification-unavailable',
  'link-locked',
  'link-expired',
  'link-recalled',
  'link-session-ended',
  'internal-error',
  'temporarily-unavailable',
  'too-many-requests',
] as const;

/** The problem that the browser came back with, undefined when there is none that we know. */
export function resultProblem(result: string | undefined): RecipientProblem | undefined {
  const known = RESULTS.find((name) => name === result);
  return known && new RecipientProblem(known);
}

/** The next state; an event that does not fit the screen changes nothing. */
export function advance(state: RecipientState, event: RecipientEvent): RecipientState {
  switch (event.type) {
    case 'started':
      return { ...state, screen: { kind: 'loading' } };
    case 'told':
      return { ...state, link: event.link, screen: { kind: 'step' } };
    case 'shared-told':
      return { ...state, shared: event.shared, screen: { kind: 'shared-address' } };
    case 'account-named':
      return { ...state, screen: { kind: 'account' } };
    case 'opened':
      return {
        ...state,
        link: state.link && { ...state.link, opened: true },
        screen: { kind: 'reading', message: event.message },
      };
    case 'failed':
      return { ...state, screen: { kind: 'problem', problem: event.problem } };
    case 'closed':
      return { ...START, screen: { kind: 'closed' } };
    default:
      return advanceReply(state, event);
  }
}

function advanceReply(
  state: RecipientState,
  event: Extract<RecipientEvent, { type: 'reply-begun' | 'reply-left' | 'replied' }>,
): RecipientState {
  const { screen, link } = state;
  if (!('message' in screen)) return state;
  const { message } = screen;
  if (event.type === 'reply-begun') return { ...state, screen: { kind: 'replying', message } };
  if (event.type === 'reply-left') return { ...state, screen: { kind: 'reading', message } };
  return { ...state, link: link && { ...link, replied: true }, screen: { kind: 'sent', message, at: event.at } };
}
