import { type Members, members, settle } from './async-method.ts';
import type { HostChannel } from './channel.ts';
import { makeDialogs } from './dialog.ts';
import { OFFICE_ENUMS } from './enums.ts';
import { makeItem } from './items.ts';
import { officeTheme } from './theme.ts';
import type { Welcome } from './wire.ts';

type Handler = (given: object) => void;

/** Since which requirement set the mailbox tells of an event. */
const EVENTS: Readonly<Record<string, number>> = {
  [OFFICE_ENUMS.EventType.ItemChanged]: 5,
  [OFFICE_ENUMS.EventType.SelectedItemsChanged]: 13,
  [OFFICE_ENUMS.EventType.OfficeThemeChanged]: 14,
};
const MAILBOX: Members<Office.Mailbox> = {
  displayMessageForm: 1,
  displayNewMessageForm: 6,
  getSelectedItemsAsync: 13,
};

/** `1.15` → 15; undefined for what is no version 1. */
const minorOf = (version: string | undefined): number | undefined => {
  const [, minor = '0'] = /^1(?:\.(\d+))?$/.exec(version ?? '1.0') ?? [];
  return /^1(\.\d+)?$/.test(version ?? '1.0') ? Number(minor) : undefined;
};

/** `Office.context.requirements`: what this Outlook says that it has. */
export const requirementsOf = ({ requirementSet, hasNestedAppAuth }: Welcome): Office.RequirementSetSupport => {
  const highest: Readonly<Record<string, number>> = {
    mailbox: requirementSet,
    dialogapi: 2,
    dialogorigin: 1,
    openbrowserwindowapi: 1,
    ...(hasNestedAppAuth ? { nestedappauth: 1 } : {}),
  };
  return {
    isSetSupported: (name: string, version?: string) => {
      const minor = minorOf(version);
      return minor !== undefined && minor <= (highest[name.toLowerCase()] ?? -1);
    },
  } as Office.RequirementSetSupport;
};

/** Event handlers of the mailbox and of the item; the host's events arrive here. */
function makeHandlers(set: () => number) {
  const handlers = new Map<string, Handler[]>();
  const api = {
    addHandlerAsync: (type: string, handler: Handler, ...rest: readonly unknown[]) => {
      const callback = rest.find((value) => typeof value === 'function') as Parameters<typeof settle<void>>[1];
      const isKnown = (EVENTS[type] ?? 7) <= set();
      if (isKnown) handlers.set(type, [...(handlers.get(type) ?? []), handler]);
      const refusal = { code: 9029, name: 'NotSupportedEvent', message: 'The event type is not supported.' };
      settle(isKnown ? Promise.resolve() : Promise.reject(refusal), callback);
    },
    removeHandlerAsync: (type: string, ...rest: readonly unknown[]) => {
      handlers.delete(type);
      settle(
        Promise.resolve(),
        rest.find((value) => typeof value === 'function') as Parameters<typeof settle<void>>[1],
      );
    },
  };
  const tell = (type: string, given: object) => {
    for (const handler of handlers.get(type) ?? []) handler({ type, ...given });
  };
  return { api, tell };
}

function makeMailbox(channel: HostChannel, welcome: Welcome, handlers: ReturnType<typeof makeHandlers>['api']) {
  const { requirementSet, surface, user } = welcome;
  return {
    ...members<Office.Mailbox>(channel, 'mailbox.', requirementSet, MAILBOX),
    item: makeItem(channel, surface, requirementSet, welcome.read),
    userProfile: { ...user, timeZone: 'W. Europe Standard Time', accountType: 'office365' },
    diagnostics: {
      hostName: welcome.platform === 'OfficeOnline' ? 'OutlookWebApp' : 'Outlook',
      hostVersion: '20261115001.08',
      OWAView: 'ThreeColumns',
    },
    ...(requirementSet >= 3
      ? {
          convertToRestId: (itemId: string) => itemId.replaceAll('/', '-').replaceAll('+', '_'),
          convertToEwsId: (restId: string) => restId.replaceAll('-', '/').replaceAll('_', '+'),
        }
      : {}),
    ...(requirementSet >= 5 ? handlers : {}),
  };
}

/** Fills Office.context of a frame and keeps it in step with the host's events. */
export function fillContext(context: object, channel: HostChannel, own: Window, welcome: Welcome): void {
  const handlers = makeHandlers(() => welcome.requirementSet);
  const mailbox = makeMailbox(channel, welcome, handlers.api);
  if (mailbox.item && welcome.requirementSet >= 7) Object.assign(mailbox.item, handlers.api);
  Object.assign(context, {
    contentLanguage: welcome.displayLanguage,
    displayLanguage: welcome.displayLanguage,
    host: 'Outlook',
    platform: welcome.platform,
    diagnostics: { host: 'Outlook', platform: welcome.platform, version: '20261115001.08' },
    requirements: requirementsOf(welcome),
    ...(welcome.requirementSet >= 14 ? { officeTheme: officeTheme(welcome.theme) } : {}),
    mailbox,
    ui: {
      ...makeDialogs(own, () => welcome),
      closeContainer: () => channel.send({ kind: 'call', id: 0, method: 'ui.closeContainer', arguments: [] }),
      openBrowserWindow: (url: string) => void own.open(url, '_blank', 'noopener,noreferrer'),
    },
  });
  channel.on('event', (message) => {
    if (message.read !== undefined) {
      mailbox.item = makeItem(channel, welcome.surface, welcome.requirementSet, message.read);
    }
    if (message.type === OFFICE_ENUMS.EventType.OfficeThemeChanged) {
      const { theme } = message.arguments as { readonly theme: string };
      Object.assign(context, { officeTheme: officeTheme(theme) });
      handlers.tell(message.type, { officeTheme: officeTheme(theme) });
      return;
    }
    handlers.tell(message.type, message.arguments);
  });
}
