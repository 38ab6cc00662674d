import type { OrganisationSettings } from '../../../contract/organisation.ts';
import { externalMethodsFor } from '../../../domain/levels.ts';

const level = (which: 1 | 2 | 3) => ({
  ...{ level: which, active: true, description: null },
  ...{ methods: externalMethodsFor(which), offered: externalMethodsFor(which) },
});

/** An organisation's settings as they are at first. */
export const testSettings: OrganisationSettings = {
  ...{ retentionDays: 0, reminderDays: 3, draftDays: 90 },
  domains: { trusted: ['lillkommun.se'], forbidden: [] },
  levels: [level(1), level(2), level(3)],
  sender: { displayName: null, switchboard: null, logo: null },
  session: { idleMinutes: 30, hours: 12 },
  signIn: { password: true, entra: true, other: true },
  secondFactors: { passkey: true, totp: true, sms: true },
  messages: {
    ...{ linkDays: 30, mostLinkDays: 365, maxDownloads: null, mostDownloads: null },
    ...{ replyAllowed: true, openText: null },
  },
};
