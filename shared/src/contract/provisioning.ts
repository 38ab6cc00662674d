import { type Static, Type } from 'typebox';
import { Id, IdParams, Instant, Nullable, strict } from './common.ts';
import { endpoint } from './endpoint.ts';
import { literals } from './message-shapes.ts';

const tag = 'Domains and provisioning';
const administrators = { tag, access: 'account', own: true } as const;
const Domain = Type.String({ minLength: 1, maxLength: 254 });

/** A domain of the organisation, or one that it says is its own. */
export const OwnDomain = Type.Object(
  {
    domain: Type.String(),
    proven: Type.Boolean(),
    /** What DNS must say until it is proven: a TXT record. */
    record: Nullable(Type.Object({ name: Type.String(), value: Type.String() }, strict)),
  },
  strict,
);
export type OwnDomain = Static<typeof OwnDomain>;
const OwnDomains = Type.Array(OwnDomain);

export const ProvisioningScope = literals('write', 'read');
export const ProvisioningToken = Type.Object(
  {
    id: Id,
    scope: ProvisioningScope,
    createdAt: Instant,
    expiresAt: Instant,
    usedAt: Nullable(Instant),
  },
  strict,
);
export type ProvisioningToken = Static<typeof ProvisioningToken>;
export const Provisioning = Type.Object(
  {
    /** What the directory is told. */
    url: Type.String(),
    tokens: Type.Array(ProvisioningToken),
  },
  strict,
);
export type Provisioning = Static<typeof Provisioning>;

export const listOwnDomains = endpoint({
  ...administrators,
  method: 'GET',
  path: '/organisation/domains',
  status: 200,
  summary: 'Domains of the own organisation, and those that wait for their proof',
  response: OwnDomains,
  problems: ['not-allowed'],
});
export const addOwnDomain = endpoint({
  ...administrators,
  method: 'POST',
  path: '/organisation/domains',
  status: 200,
  summary: 'Say that a domain is the own one; answers what DNS must say to prove it',
  body: Type.Object({ domain: Domain }, strict),
  response: OwnDomain,
  problems: ['not-allowed', 'domain-invalid', 'domain-taken', 'domains-too-many'],
});
export const checkOwnDomain = endpoint({
  ...administrators,
  method: 'POST',
  path: '/organisation/domains/check',
  status: 200,
  summary: 'Look in DNS; a domain whose record is there is proven, and accounts can be made in it',
  body: Type.Object({ domain: Domain }, strict),
  response: OwnDomain,
  problems: [
    'not-allowed',
    'not-found',
    'domain-record-missing',
    'domain-taken',
    'dns-unavailable',
    'too-many-requests',
  ],
});
export const removeOwnDomain = endpoint({
  ...administrators,
  method: 'POST',
  path: '/organisation/domains/remove',
  status: 204,
  summary: 'A domain that is no longer the own one',
  body: Type.Object({ domain: Domain }, strict),
  response: null,
  problems: ['not-allowed', 'not-found', 'domain-in-use'],
});
export const getProvisioning = endpoint({
  ...administrators,
  method: 'GET',
  path: '/organisation/provisioning',
  status: 200,
  summary: 'How a directory provisions accounts through SCIM',
  response: Provisioning,
  problems: ['not-allowed'],
});
export const makeProvisioningToken = endpoint({
  ...administrators,
  method: 'POST',
  path: '/organisation/provisioning/tokens',
  status: 201,
  summary:
    'A token for a directory; it is shown this once. At most two at a time, so that one can take over from the other',
  body: Type.Object({ scope: ProvisioningScope, days: Type.Integer({ minimum: 1, maximum: 730 }) }, strict),
  response: Type.Object({ token: Type.String(), view: ProvisioningToken }, strict),
  problems: ['not-allowed', 'provisioning-tokens-too-many'],
});
export const revokeProvisioningToken = endpoint({
  ...administrators,
  method: 'POST',
  path: '/organisation/provisioning/tokens/:id/revoke',
  status: 204,
  summary: 'A token that opens nothing any more',
  params: IdParams,
  response: null,
  problems: ['not-allowed', 'not-found'],
});
