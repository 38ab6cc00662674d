import { makeNestedAppAuthBridge } from './bridge.ts';
import { openHostChannel } from './channel.ts';
import { fillContext, requirementsOf } from './context.ts';
import { enterDialog } from './dialog.ts';
import { OFFICE_ENUMS } from './enums.ts';
import { officeTheme } from './theme.ts';
import type { Welcome } from './wire.ts';

interface HostInfo {
  readonly host: string | null;
  readonly platform: string | null;
}
type EventFunction = (event: Pick<Office.MailboxEvent, 'completed'>) => void;

const WAIT_FOR_HOST_MS = 10_000;

/**
 * Defines `Office` on a window, typed with @types/office-js. Inside a frame of /dev/outlook it talks to that page; inside a window
 * opened by displayDialogAsync it talks to the opener; anywhere else it starts without a host, as the real file does.
 */
export function installOffice(own: Window): void {
  const associated = new Map<string, EventFunction>();
  let begin: (info: HostInfo) => void = () => undefined;
  const ready = new Promise<HostInfo>((resolve) => {
    begin = resolve;
  });
  const context: Record<string, unknown> = {};
  const office = {
    ...OFFICE_ENUMS,
    context,
    actions: { associate: (name: string, run: EventFunction) => void associated.set(name, run) },
    onReady: (callback?: (info: HostInfo) => unknown) => {
      void ready.then((info) => callback?.(info));
      return ready;
    },
    initialize: undefined as ((reason: string) => void) | undefined,
  };
  Object.assign(own, { Office: office });
  void ready.then(() => office.initialize?.('documentOpened'));
  const inHost = ({ platform }: Welcome): HostInfo => ({ host: 'Outlook', platform });

  // The real file takes these away wherever it is loaded (OfficeDev/office-js#429, #1344).
  Object.assign(own.history, { pushState: null, replaceState: null });
  if (own.parent !== own) startFrame();
  else if (own.opener) startDialog();
  else begin({ host: null, platform: null });

  function startFrame(): void {
    const channel = openHostChannel(own);
    const alone = setTimeout(() => begin({ host: null, platform: null }), WAIT_FOR_HOST_MS);
    channel.on('welcome', ({ welcome }) => {
      clearTimeout(alone);
      fillContext(context, channel, own, welcome);
      if (welcome.hasNestedAppAuth) Object.assign(own, { nestedAppAuthBridge: makeNestedAppAuthBridge(channel) });
      begin(inHost(welcome));
    });
    channel.on('run', ({ functionName }) => {
      const completed = (options: Office.SmartAlertsEventCompletedOptions = {}) =>
        channel.send({ kind: 'completed', options });
      associated.get(functionName)?.({ completed } as Pick<Office.MailboxEvent, 'completed'>);
    });
    // The page's own scripts come first: what they associate must be there when an event runs.
    const hello = () => channel.send({ kind: 'hello' });
    if (own.document.readyState === 'loading') own.document.addEventListener('DOMContentLoaded', hello);
    else hello();
  }

  function startDialog(): void {
    const dialog = enterDialog(own);
    const ui = {
      messageParent: (text: unknown) => dialog.messageParent(String(text)),
      addHandlerAsync: (_type: string, handler: (given: { readonly message: string }) => void) =>
        dialog.onParentMessage((message) => handler({ message })),
    };
    void dialog.welcome.then((welcome) => {
      if (!welcome) return begin({ host: null, platform: null });
      const { displayLanguage, platform, theme } = welcome;
      const requirements = requirementsOf(welcome);
      Object.assign(context, { displayLanguage, platform, requirements, ui, host: 'Outlook' });
      Object.assign(context, { officeTheme: officeTheme(theme) });
      begin(inHost(welcome));
    });
  }
}
