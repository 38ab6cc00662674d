import { type ComponentType, lazy } from 'react';
import type { OrganisationSettings } from '../../contract/organisation.ts';

const LevelsSection = lazy(() =>
  import(/* webpackChunkName: "settings-levels" */ './levels-section.tsx').then((module) => ({
    default: module.LevelsSection,
  })),
);
const SignInSection = lazy(() =>
  import(/* webpackChunkName: "settings-sign-in" */ './sign-in-section.tsx').then((module) => ({
    default: module.SignInSection,
  })),
);
const SecondFactorsSection = lazy(() =>
  import(/* webpackChunkName: "settings-sign-in" */ './second-factors-section.tsx').then((module) => ({
    default: module.SecondFactorsSection,
  })),
);
const SessionSection = lazy(() =>
  import(/* webpackChunkName: "settings-sign-in" */ './session-section.tsx').then((module) => ({
    default: module.SessionSection,
  })),
);
const MessagesSection = lazy(() =>
  import(/* webpackChunkName: "settings-messages" */ './messages-section.tsx').then((module) => ({
    default: module.MessagesSection,
  })),
);
const RetentionSection = lazy(() =>
  import(/* webpackChunkName: "settings-messages" */ './retention-section.tsx').then((module) => ({
    default: module.RetentionSection,
  })),
);
const MailboxSection = lazy(() =>
  import(/* webpackChunkName: "settings-messages" */ './mailbox-section.tsx').then((module) => ({
    default: module.MailboxSection,
  })),
);
const RemindersSection = lazy(() =>
  import(/* webpackChunkName: "settings-messages" */ './days-section.tsx').then((module) => ({
    default: module.RemindersSection,
  })),
);
const DraftsSection = lazy(() =>
  import(/* webpackChunkName: "settings-messages" */ './days-section.tsx').then((module) => ({
    default: module.DraftsSection,
  })),
);
const SenderSection = lazy(() =>
  import(/* webpackChunkName: "settings-sender" */ './sender-section.tsx').then((module) => ({
    default: module.SenderSection,
  })),
);
const MailServerSection = lazy(() =>
  import(/* webpackChunkName: "settings-sender" */ './mail-server-section.tsx').then((module) => ({
    default: module.MailServerSection,
  })),
);
const DomainsSection = lazy(() =>
  import(/* webpackChunkName: "settings-domains" */ './domains-section.tsx').then((module) => ({
    default: module.DomainsSection,
  })),
);
const ApiKeysSection = lazy(() =>
  import(/* webpackChunkName: "settings-api-keys" */ './api-keys-section.tsx').then((module) => ({
    default: module.ApiKeysSection,
  })),
);
const LicenceSection = lazy(() =>
  import(/* webpackChunkName: "settings-licence" */ './licence-section.tsx').then((module) => ({
    default: module.LicenceSection,
  })),
);
const SupportSection = lazy(() =>
  import(/* webpackChunkName: "settings-support" */ './support-section.tsx').then((module) => ({
    default: module.SupportSection,
  })),
);

type SettingsSection = ComponentType<{ readonly settings: OrganisationSettings }>;

/** One page of Inställningar: its name in the address, its sections in order, and those that somebody who was let in may change. */
interface Part {
  readonly name: string;
  /** In the words of the page; that of its only section where it has one. */
  readonly title: string;
  readonly sections: readonly SettingsSection[];
  readonly inside: readonly SettingsSection[];
}

/** The pages of Inställningar, in order. What is open inside another organisation destroys nothing and lets nobody in (docs/adr/0039-installation.md). */
const PARTS = [
  { name: 'levels', title: 'levels.title', sections: [LevelsSection], inside: [LevelsSection] },
  {
    name: 'sign-in',
    title: 'parts.sign-in.title',
    sections: [SignInSection, SecondFactorsSection, SessionSection],
    inside: [SessionSection],
  },
  {
    name: 'messages',
    title: 'parts.messages.title',
    sections: [MessagesSection, RetentionSection, MailboxSection, RemindersSection, DraftsSection],
    inside: [MessagesSection],
  },
  {
    name: 'sender',
    title: 'parts.sender.title',
    sections: [SenderSection, MailServerSection],
    inside: [SenderSection],
  },
  { name: 'domains', title: 'domains.title', sections: [DomainsSection], inside: [DomainsSection] },
  { name: 'api-keys', title: 'apiKeys.title', sections: [ApiKeysSection], inside: [] },
  { name: 'licence', title: 'licence.title', sections: [LicenceSection], inside: [] },
  { name: 'support', title: 'support.title', sections: [SupportSection], inside: [] },
] as const satisfies readonly Part[];

/** A page of Inställningar, with the sections that the person may change. */
export type SettingsPart = Pick<(typeof PARTS)[number], 'name' | 'title'> & Pick<Part, 'sections'>;

/** The pages of Inställningar that are open: of one's own organisation, or inside another. */
export const settingsParts = (isInside: boolean): readonly SettingsPart[] =>
  PARTS.map(({ name, title, sections, inside }) => ({ name, title, sections: isInside ? inside : sections })).filter(
    ({ sections }) => sections.length > 0,
  );
