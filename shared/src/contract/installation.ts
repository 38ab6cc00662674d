import { type Static, Type } from 'typebox';
import { LIMITS } from '../domain/limits.ts';
import { Closing } from './closing.ts';
import { EmailAddress, Id, IdParams, Instant, Language, Nullable, strict } from './common.ts';
import { endpoint } from './endpoint.ts';
import { literals } from './message-shapes.ts';
import { StatisticsPeriod } from './statistics.ts';

const tag = 'Administration of the installation';
const Count = Type.Integer({ minimum: 0 });
const Most = Nullable(Type.Integer({ minimum: 0, maximum: LIMITS.licensed, description: 'null = no limit' }));

/** How much an organisation may use. */
export const LicenceTerms = Type.Object(
  {
    accounts: Most,
    functionMailboxes: Most,
    /** From this instant on nothing is added; null = never. */
    endsAt: Nullable(Instant),
    /** Whom the organisation asks for more: an address, a number, a name. */
    contact: Type.String({ maxLength: LIMITS.licenceContactCharacters }),
  },
  strict,
);
export type LicenceTerms = Static<typeof LicenceTerms>;

/** The same with what is used of it. */
export const LicenceView = Type.Object(
  {
    /** null: nothing is limited. */
    terms: Nullable(LicenceTerms),
    used: Type.Object({ accounts: Count, functionMailboxes: Count }, strict),
  },
  strict,
);
export type LicenceView = Static<typeof LicenceView>;

/** An organisation as the installation's administrators see it: its name and figures. */
export const AdministeredOrganisation = Type.Object(
  {
    id: Id,
    name: Type.String(),
    domains: Type.Array(Type.String()),
    createdAt: Instant,
    frozenAt: Nullable(Instant),
    /** Nobody of it can sign in yet: its first administrator is invited. */
    awaited: Type.Boolean(),
    /** One's own cannot be frozen. */
    own: Type.Boolean(),
    /** How far its closing has come; null = it is not closed. */
    closing: Nullable(Closing),
    licence: LicenceView,
  },
  strict,
);
export type AdministeredOrganisation = Static<typeof AdministeredOrganisation>;

export const OrganisationsQuery = Type.Object(
  {
    /** The beginning of a word of the name, or of a domain. */
    search: Type.Optional(Type.String({ maxLength: LIMITS.searchCharacters })),
    cursor: Type.Optional(Type.String({ maxLength: 300, pattern: '^[A-Za-z0-9_-]+$' })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: LIMITS.pageRows })),
  },
  strict,
);
export type OrganisationsQuery = Static<typeof OrganisationsQuery>;

const Name = Type.String({ minLength: 1, maxLength: LIMITS.displayNameCharacters, pattern: '\\S' });
export const NewOrganisation = Type.Object(
  {
    name: Name,
    domain: Type.String({ minLength: 1, maxLength: 254 }),
    language: Language,
    /** Invited as the first one who administers it; the address lies in the domain. */
    administrator: Type.Object(
      {
        email: EmailAddress,
        displayName: Type.String({ minLength: 1, maxLength: LIMITS.accountNameCharacters, pattern: '\\S' }),
      },
      strict,
    ),
  },
  strict,
);
export type NewOrganisation = Static<typeof NewOrganisation>;

export const ChangeLicence = Type.Object(
  {
    terms: Nullable(LicenceTerms),
    /** As the administrator saw it: refused with settings-changed when it is something else by now. */
    expected: Nullable(LicenceTerms),
  },
  strict,
);
export type ChangeLicence = Static<typeof ChangeLicence>;

const administrators = { tag, access: 'account', own: true } as const;
const problems = ['not-allowed', 'step-up-required'] as const;

export const listOrganisations = endpoint({
  ...administrators,
  method: 'GET',
  path: '/installation/organisations',
  status: 200,
  summary: 'A page of organisations by name; for system administrators, as all of this',
  query: OrganisationsQuery,
  response: Type.Object({ rows: Type.Array(AdministeredOrganisation), nextCursor: Nullable(Type.String()) }, strict),
  problems: [...problems, 'invalid-request'],
});
export const createOrganisation = endpoint({
  ...administrators,
  method: 'POST',
  path: '/installation/organisations',
  status: 201,
  idempotent: true,
  summary: 'Make an organisation with its first domain, and invite its first administrator',
  body: NewOrganisation,
  response: Type.Object({ id: Id }, strict),
  problems: [...problems, 'domain-invalid', 'domain-taken', 'domain-unproven', 'address-invalid', 'account-exists'],
});
export const inviteFirstAdministrator = endpoint({
  ...administrators,
  method: 'POST',
  path: '/installation/organisations/:id/invite',
  status: 204,
  summary: 'Mail the first administrator a new invitation; only while nobody of the organisation can sign in',
  params: IdParams,
  response: null,
  problems: [...problems, 'not-found', 'already-signs-in'],
});
export const freezeOrganisation = endpoint({
  ...administrators,
  method: 'POST',
  path: '/installation/organisations/:id/freeze',
  status: 204,
  summary: 'Stop or allow sign-in to an organisation; links that were sent work, and mail arrives',
  params: IdParams,
  body: Type.Object({ frozen: Type.Boolean() }, strict),
  response: null,
  problems: [...problems, 'not-found', 'organisation-own', 'organisation-closing'],
});
export const changeLicence = endpoint({
  ...administrators,
  method: 'PUT',
  path: '/installation/organisations/:id/licence',
  status: 204,
  summary: 'Say how much an organisation may use; null = no limit',
  params: IdParams,
  body: ChangeLicence,
  response: null,
  problems: [...problems, 'not-found', 'settings-changed'],
});
export const getLicence = endpoint({
  tag: 'Settings of an organisation',
  access: 'account',
  own: true,
  method: 'GET',
  path: '/organisation/licence',
  status: 200,
  summary: "How much one's own organisation may use, and uses; for its administrators",
  response: LicenceView,
  problems: ['not-allowed'],
});

/** A process of the installation. */
export const InstallationNode = Type.Object(
  {
    id: Id,
    name: Type.String(),
    version: Type.String(),
    startedAt: Instant,
    seenAt: Instant,
    /** False: it has said nothing for a minute. */
    alive: Type.Boolean(),
    /** For how long the oldest job that was due had waited when it said so. */
    jobLagSeconds: Count,
    /** Jobs that were given up. */
    parkedJobs: Count,
  },
  strict,
);
export type InstallationNode = Static<typeof InstallationNode>;

export const listNodes = endpoint({
  ...administrators,
  method: 'GET',
  path: '/installation/nodes',
  status: 200,
  summary: 'Processes that answer, and those that answered in the last seven days',
  response: Type.Array(InstallationNode),
  problems,
});

export const exportUsage = endpoint({
  ...administrators,
  method: 'GET',
  path: '/installation/usage',
  status: 200,
  summary: 'What each organisation used in a period, as one CSV; figures alone',
  query: StatisticsPeriod,
  response: Type.Unsafe<AsyncIterable<Uint8Array>>({ type: 'string', description: 'text/csv' }),
  problems: [...problems, 'invalid-request'],
});

/** A way to sign in or to be identified that the installation's settings offer. */
export const InstalledMethod = Type.Object(
  {
    key: Type.String(),
    label: Type.String(),
    /** Where it is used: to sign in, to reach a higher level, by recipients. */
    purposes: Type.Array(literals('sign-in', 'step-up', 'link')),
    /** Whether the other side answered just now; null = that cannot be asked without identifying somebody. */
    answers: Nullable(Type.Boolean()),
  },
  strict,
);
export type InstalledMethod = Static<typeof InstalledMethod>;

export const listInstalledMethods = endpoint({
  ...administrators,
  method: 'GET',
  path: '/installation/sign-in-methods',
  status: 200,
  summary: 'Which ways to sign in are set up, and whether those who identify answer',
  response: Type.Array(InstalledMethod),
  problems,
});
