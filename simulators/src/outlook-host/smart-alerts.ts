import { ask } from '../platform/ask.ts';
import { h } from '../platform/dom.ts';
import { OfficeFrame, type OfficeFrameOptions } from './office-frame.ts';

export type SendMode = 'promptUser' | 'softBlock' | 'block';

export interface SmartAlertsOptions extends Omit<OfficeFrameOptions, 'frame' | 'onHello' | 'onCompleted'> {
  readonly page: string;
  readonly mode: SendMode;
  readonly requirementSet: number;
}

/** What the add-in's handler came to. */
type Outcome =
  | { readonly kind: 'completed'; readonly options: Office.SmartAlertsEventCompletedOptions }
  /** It started but did not answer in time. */
  | { readonly kind: 'slow' }
  /** It never started. */
  | { readonly kind: 'unavailable' };

export type Verdict = 'send' | 'stop' | 'open-pane';

/** The manifest's name of the function. */
const HANDLER = 'onMessageSend';
/** Outlook's patience, loading included. */
const PATIENCE_MS = 5_000;

function runHandler(options: SmartAlertsOptions): Promise<Outcome> {
  return new Promise((resolve) => {
    const frame = h('iframe', { title: 'Smart Alerts', class: 'event-frame', tabindex: '-1', 'aria-hidden': 'true' });
    let isStarted = false;
    const finish = (outcome: Outcome) => {
      clearTimeout(patience);
      line.close();
      resolve(outcome);
    };
    const patience = setTimeout(() => finish({ kind: isStarted ? 'slow' : 'unavailable' }), PATIENCE_MS);
    const line = new OfficeFrame({
      ...options,
      frame,
      onHello: () => {
        isStarted = true;
        line.post({ kind: 'run', functionName: HANDLER });
      },
      onCompleted: (completed) => finish({ kind: 'completed', options: completed }),
    });
    frame.src = options.page;
    document.body.append(frame);
  });
}

const SEND_ANYWAY = { label: 'Skicka ändå', value: 'send' as Verdict };
const DO_NOT_SEND = { label: 'Skicka inte', value: 'stop' as Verdict };
const TITLE = 'SEFOS';

/**
 * The `OnMessageSend` event as Outlook runs it: loads the event page in a hidden frame, waits five seconds, shows what the add-in
 * says. An add-in that is unavailable holds nothing back unless the manifest says `block` (MS-OWEMXML 2.3.67).
 */
export async function runSmartAlerts(options: SmartAlertsOptions): Promise<Verdict> {
  const outcome = await runHandler(options);
  options.log.add('smartAlerts', [outcome]);
  if (outcome.kind === 'unavailable') return options.mode === 'block' ? 'stop' : 'send';
  if (outcome.kind === 'slow') {
    const answers = options.mode === 'promptUser' ? [SEND_ANYWAY, DO_NOT_SEND] : [DO_NOT_SEND];
    return ask({
      title: TITLE,
      paragraphs: ['Tillägget tar längre tid än väntat.'],
      answers,
      dismissed: 'stop',
      lang: 'sv',
    });
  }
  const { allowEvent, errorMessage, commandId, cancelLabel, sendModeOverride } = outcome.options;
  if (allowEvent) return 'send';
  const isNew = options.requirementSet >= 14;
  const mode = isNew && String(sendModeOverride) === 'promptUser' ? 'promptUser' : options.mode;
  const action = { label: cancelLabel ?? 'Vidta åtgärd', value: 'open-pane' as Verdict };
  return ask({
    title: TITLE,
    paragraphs: [errorMessage ?? 'Tillägget stoppade meddelandet.'],
    answers: [...(isNew && commandId ? [action] : []), ...(mode === 'promptUser' ? [SEND_ANYWAY] : []), DO_NOT_SEND],
    dismissed: 'stop',
    lang: 'sv',
  });
}
