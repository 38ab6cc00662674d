import { decide } from './decision.ts';
import { type DraftItem, readDraft, succeeded, WARNED_KEY } from './read-draft.ts';
import { textsFor } from './texts.ts';

/** Outlook stops waiting after 5 seconds, loading included. */
const DEADLINE_MS = 3500;
const REMEMBER_MS = 500;
/** The manifests' id of the button Kryptera meddelande: the dialog's own button opens its pane. */
export const COMPOSE_COMMAND_ID = 'composeButton';

/** The parts of Office.context that the net uses. */
export interface SendContext {
  readonly displayLanguage: string;
  readonly mailbox: { readonly item?: DraftItem };
  readonly requirements: Pick<Office.RequirementSetSupport, 'isSetSupported'>;
}

type SendEvent = Pick<Office.MailboxEvent, 'completed'>;

/** Remembers that this window has been warned; false when the host will not or is silent. Calls back once. */
function rememberWarning(item: DraftItem, onDone: (remembered: boolean) => void): void {
  let ended = false;
  const end = (remembered: boolean) => {
    if (!ended) onDone(remembered);
    ended = true;
  };
  setTimeout(() => end(false), REMEMBER_MS);
  try {
    item.sessionData.setAsync(WARNED_KEY, '1', (result) => end(succeeded(result)));
  } catch {
    end(false);
  }
}

/** The net under "Kryptera meddelande" (Smart Alerts): answers the event once, within the deadline. */
export function onMessageSend(context: SendContext, event: SendEvent, now: () => Date = () => new Date()): void {
  const { item } = context.mailbox;
  if (!item) {
    event.completed({ allowEvent: true });
    return;
  }
  readDraft(item, DEADLINE_MS, (facts) => {
    const decision = decide(facts, now().getFullYear());
    if (decision === 'allow') return event.completed({ allowEvent: true });
    const texts = textsFor(context.displayLanguage);
    const errorMessage = texts[decision];
    const canOffer = context.requirements.isSetSupported('Mailbox', '1.14');
    if (decision === 'personal-number' && !canOffer) {
      // No button to send anyway: stops once, and the same draft goes when Send is pressed again. Never stops for good.
      const warning = { allowEvent: false, errorMessage: `${errorMessage} ${texts.again}` };
      return rememberWarning(item, (remembered) => event.completed(remembered ? warning : { allowEvent: true }));
    }
    event.completed({
      allowEvent: false,
      errorMessage,
      ...(canOffer && decision !== 'unchecked' ? { commandId: COMPOSE_COMMAND_ID, cancelLabel: texts.open } : {}),
      ...(decision === 'personal-number' ? { sendModeOverride: 'promptUser' } : {}),
    });
  });
}
