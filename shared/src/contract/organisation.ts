import { type Static, Type } from 'typebox';
import { LIMITS } from '../domain/limits.ts';
import { EmailAddress, IdParams, Instant, Nullable, strict } from './common.ts';
import { endpoint } from './endpoint.ts';
import { literals } from './message-shapes.ts';
import {
  LevelChange,
  LevelView,
  LogoChange,
  MailPreview,
  MessageRules,
  MessageRulesChange,
  PreviewMail,
  SecondFactorChange,
  SecondFactorRules,
  SenderChange,
  SenderIdentityView,
  SessionChange,
  SessionRules,
  SignInChange,
  SignInRules,
} from './organisation-rules.ts';

export * from './organisation-rules.ts';

const tag = 'Organisation';

const days = (most: number) => Type.Integer({ minimum: 0, maximum: most, description: 'Days; 0 = off' });

/** What an organisation decides for itself, as far as its administrators change it themselves. */
export const OrganisationSettings = Type.Object(
  {
    /** Messages are purged when they are so old. */
    retentionDays: Type.Integer(),
    /** Before a link ends, its reader and its sender are reminded. */
    reminderDays: Type.Integer(),
    /** A draft goes when nobody has saved it for so long. */
    draftDays: Type.Integer(),
    domains: Type.Object({ trusted: Type.Array(Type.String()), forbidden: Type.Array(Type.String()) }, strict),
    levels: Type.Array(LevelView),
    session: SessionRules,
    signIn: SignInRules,
    secondFactors: SecondFactorRules,
    messages: MessageRules,
    sender: SenderIdentityView,
  },
  strict,
);
export type OrganisationSettings = Static<typeof OrganisationSettings>;

const dayChange = <const S extends 'retentionDays' | 'reminderDays' | 'draftDays'>(setting: S) =>
  Type.Object(
    {
      setting: Type.Literal(setting),
      days: days(LIMITS[setting]),
      /** As the administrator saw it: refused with settings-changed when it is something else by now. */
      expected: Type.Integer(),
    },
    strict,
  );
export const DayChange = Type.Union([dayChange('retentionDays'), dayChange('reminderDays'), dayChange('draftDays')]);
export type DayChange = Static<typeof DayChange>;

const DomainList = Nullable(literals('trusted', 'forbidden'));
export const DomainChange = Type.Object(
  {
    domain: Type.String({ minLength: 1, maxLength: 254 }),
    /** null = in neither. */
    list: DomainList,
    /** The list that the administrator saw it in. */
    expected: DomainList,
  },
  strict,
);
export type DomainChange = Static<typeof DomainChange>;

/** What would go now. */
export const RetentionPreview = Type.Object(
  {
    mailboxes: Type.Integer({ description: 'Mailboxes that retention would go through' }),
    received: Type.Integer(),
    sent: Type.Integer(),
    held: Type.Integer({ description: 'As old, and kept all the same' }),
    oldest: Nullable(Instant),
    /** There is more than was counted. Absent = the counts are exact. */
    atLeast: Type.Optional(Type.Literal(true)),
  },
  strict,
);
export type RetentionPreview = Static<typeof RetentionPreview>;

const MailboxDays = Nullable(days(LIMITS.retentionDays));
/** A mailbox with its own retention; null = the organisation's. */
export const MailboxRetention = Type.Object(
  { address: Type.String(), name: Type.String(), days: Nullable(Type.Integer()) },
  strict,
);
export type MailboxRetention = Static<typeof MailboxRetention>;

const administrators = { tag, access: 'account', own: true } as const;

export const getOrganisationSettings = endpoint({
  ...administrators,
  method: 'GET',
  path: '/organisation/settings',
  byGrant: true,
  status: 200,
  summary: "The settings of one's own organisation; for its administrators",
  response: OrganisationSettings,
  problems: ['not-allowed'],
});
export const saveDays = endpoint({
  ...administrators,
  method: 'PUT',
  path: '/organisation/settings/days',
  status: 200,
  summary: 'Change a number of days; answers the settings as they are then',
  body: DayChange,
  response: OrganisationSettings,
  problems: ['not-allowed', 'settings-changed'],
});
export const listDomain = endpoint({
  ...administrators,
  method: 'PUT',
  path: '/organisation/settings/domains',
  byGrant: true,
  status: 200,
  summary: 'Put a domain, with those below it, into one list and out of the other, or out of both',
  body: DomainChange,
  response: OrganisationSettings,
  problems: ['not-allowed', 'settings-changed', 'domain-invalid', 'domain-own', 'domains-too-many'],
});
export const saveLevel = endpoint({
  ...administrators,
  method: 'PUT',
  path: '/organisation/settings/levels',
  byGrant: true,
  status: 200,
  summary: 'Turn a level on or off, describe it in own words, choose the methods that are used at it',
  body: LevelChange,
  response: OrganisationSettings,
  problems: ['not-allowed', 'settings-changed', 'levels-none', 'method-unavailable'],
});
export const saveSessionRules = endpoint({
  ...administrators,
  method: 'PUT',
  path: '/organisation/settings/session',
  byGrant: true,
  status: 200,
  summary: 'Change how long sessions live; what has ended by the rules before stays ended',
  body: SessionChange,
  response: OrganisationSettings,
  problems: ['not-allowed', 'settings-changed'],
});
export const saveSignIn = endpoint({
  ...administrators,
  method: 'PUT',
  path: '/organisation/settings/sign-in',
  status: 200,
  summary: 'Choose how accounts may sign in; holds from the next sign-in. An administrator must still be able to',
  body: SignInChange,
  response: OrganisationSettings,
  problems: ['not-allowed', 'settings-changed', 'last-administrator'],
});
export const previewSecondFactors = endpoint({
  ...administrators,
  method: 'POST',
  path: '/organisation/settings/second-factors/preview',
  status: 200,
  summary:
    'How many accounts would have none of these factors, and be asked for one at their next sign-in; changes nothing',
  body: SecondFactorRules,
  response: Type.Object({ accounts: Type.Integer() }, strict),
  problems: ['not-allowed'],
});
export const saveSecondFactors = endpoint({
  ...administrators,
  method: 'PUT',
  path: '/organisation/settings/second-factors',
  status: 200,
  summary:
    'Choose which factors accounts may use; holds from the next sign-in. Whoever has none of them adds one before she gets further',
  body: SecondFactorChange,
  response: OrganisationSettings,
  problems: ['not-allowed', 'settings-changed', 'factors-none'],
});
export const saveMessageRules = endpoint({
  ...administrators,
  method: 'PUT',
  path: '/organisation/settings/messages',
  byGrant: true,
  status: 200,
  summary: 'Change what holds for new messages when their sender says nothing, and the most that she may say',
  body: MessageRulesChange,
  response: OrganisationSettings,
  problems: ['not-allowed', 'settings-changed', 'default-above-most'],
});
export const saveSender = endpoint({
  ...administrators,
  method: 'PUT',
  path: '/organisation/settings/sender',
  byGrant: true,
  status: 200,
  summary: 'Change the name and the telephone number that recipients see',
  body: SenderChange,
  response: OrganisationSettings,
  problems: ['not-allowed', 'settings-changed', 'switchboard-invalid'],
});
export const saveLogo = endpoint({
  ...administrators,
  method: 'PUT',
  path: '/organisation/settings/logo',
  byGrant: true,
  status: 200,
  summary: 'Change or remove the logo that recipients see; it is served to everybody at /logo/<organisation id>',
  body: LogoChange,
  bodyLimitBytes: 2 * LIMITS.logoBytes,
  response: OrganisationSettings,
  problems: ['not-allowed', 'settings-changed', 'logo-invalid'],
});
export const previewMail = endpoint({
  ...administrators,
  method: 'POST',
  path: '/organisation/mail-preview',
  byGrant: true,
  status: 200,
  summary: 'The mail that recipients would get with another name or number; sends nothing',
  body: PreviewMail,
  response: MailPreview,
  problems: ['not-allowed'],
});
export const getMessageRules = endpoint({
  tag,
  access: 'account',
  method: 'GET',
  path: '/organisation/message-rules',
  status: 200,
  summary: 'What holds for new messages when their sender says nothing, and the most that she may say',
  response: MessageRules,
});
export const previewRetention = endpoint({
  ...administrators,
  method: 'POST',
  path: '/organisation/retention-preview',
  status: 200,
  summary: 'What would go now with other days, of the organisation or of one mailbox; changes nothing',
  body: Type.Object({ days: MailboxDays, address: Type.Optional(EmailAddress) }, strict),
  response: RetentionPreview,
  problems: ['not-allowed', 'not-found', 'too-many-requests'],
});
export const findMailboxRetention = endpoint({
  ...administrators,
  method: 'GET',
  path: '/organisation/mailbox-retention',
  status: 200,
  summary: 'The mailbox with an address, or else those with days of their own, the first hundred',
  query: Type.Object({ address: Type.Optional(EmailAddress) }, strict),
  response: Type.Array(MailboxRetention),
  problems: ['not-allowed'],
});
export const saveMailboxRetention = endpoint({
  ...administrators,
  method: 'PUT',
  path: '/organisation/mailbox-retention',
  status: 200,
  summary: 'Give a mailbox days of its own (0 = keeps everything), or null for those of the organisation',
  body: Type.Object({ address: EmailAddress, days: MailboxDays, expected: Nullable(Type.Integer()) }, strict),
  response: MailboxRetention,
  problems: ['not-allowed', 'not-found', 'settings-changed'],
});
export const holdMessage = endpoint({
  method: 'PUT',
  path: '/messages/:id/hold',
  tag: 'Messages',
  access: 'account',
  status: 204,
  summary:
    'Keep a message of the own organisation whatever its age, or no longer; for who has it, members of the function mailbox that has it, and administrators',
  params: IdParams,
  body: Type.Object({ held: Type.Boolean() }, strict),
  response: null,
  problems: ['not-allowed', 'message-unavailable'],
});
