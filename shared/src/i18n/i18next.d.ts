import type { account } from './locales/sv/account.ts';
import type { accounts } from './locales/sv/accounts.ts';
import type { administration } from './locales/sv/administration.ts';
import type { cases } from './locales/sv/cases.ts';
import type { contacts } from './locales/sv/contacts.ts';
import type { factors } from './locales/sv/factors.ts';
import type { guards } from './locales/sv/guards.ts';
import type { invitation } from './locales/sv/invitation.ts';
import type { known } from './locales/sv/known.ts';
import type { listTools } from './locales/sv/list-tools.ts';
import type { log } from './locales/sv/log.ts';
import type { mailboxes } from './locales/sv/mailboxes.ts';
import type { organisation } from './locales/sv/organisation.ts';
import type { reading } from './locales/sv/reading.ts';
import type { staffDictionary } from './locales/sv/staff-all.ts';
import type { statistics } from './locales/sv/statistics.ts';
import type { waiting } from './locales/sv/waiting.ts';
import 'i18next';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: {
      translation: typeof staffDictionary;
      account: typeof account;
      accounts: typeof accounts;
      administration: typeof administration;
      invitation: typeof invitation;
      contacts: typeof contacts;
      known: typeof known;
      mailboxes: typeof mailboxes;
      organisation: typeof organisation;
      log: typeof log;
      statistics: typeof statistics;
      reading: typeof reading;
      cases: typeof cases;
      factors: typeof factors;
      guards: typeof guards;
      listTools: typeof listTools;
      waiting: typeof waiting;
    };
  }
}
