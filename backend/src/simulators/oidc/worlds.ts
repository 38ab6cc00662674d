import { createHash } from 'node:crypto';
import type { OidcProvider } from '../../ports/oidc.port.ts';

/** An invented person; an issuer offers those who have what its world needs. */
export interface OidcTestPerson {
  readonly givenName: string;
  readonly surname: string;
  /** Needed by Entra. */
  readonly email?: string;
  /** 12 digits; needed by Freja and SITHS. */
  readonly personalNumber?: string;
  /** Needed by SITHS. */
  readonly hsaId?: string;
  /** Entra tenant and object id; made from the e-mail address when not given. */
  readonly tenantId?: string;
  readonly objectId?: string;
}

export type OidcKind = 'entra' | 'freja' | 'siths';
export const OIDC_KINDS: readonly OidcKind[] = ['entra', 'freja', 'siths'];

export const ACR_LOA2 = 'http://id.elegnamnden.se/loa/1.0/loa2';
export const ACR_LOA3 = 'http://id.elegnamnden.se/loa/1.0/loa3';
export const ACR_LOA4 = 'http://id.elegnamnden.se/loa/1.0/loa4';
export const ACR_UNCERTIFIED_LOA3 = 'http://id.swedenconnect.se/loa/1.0/uncertified-loa3';
export const PERSONAL_NUMBER_CLAIM = 'https://id.oidc.se/claim/personalIdentityNumber';
const PERSONAL_NUMBER_SCOPE = 'https://id.oidc.se/scope/naturalPersonNumber';

/** How the person signed in: an acr value, or for Entra the amr values joined by a space. */
export interface SignInLevel {
  readonly value: string;
  readonly label: string;
}

type Fields = readonly { readonly name: keyof OidcTestPerson; readonly label: string }[];
type ClaimSet = Readonly<Record<string, unknown>>;

/** What differs between the issuers: their claims, their levels and how a relying party must show who it is. */
export interface OidcWorld {
  readonly title: string;
  readonly clientAuthentication: 'client_secret_post' | 'private_key_jwt';
  readonly signingAlgorithm: 'RS256' | 'ES256';
  readonly acrValues: readonly string[];
  /** Offered at sign-in, the ordinary one first. */
  readonly levels: readonly SignInLevel[];
  readonly scopes: readonly string[];
  /** Claims by scope. */
  readonly claims: Readonly<Record<string, readonly string[]>>;
  /** All claims in the ID token as Entra does, or only what was asked for by name (OIDC Core §5.4). */
  readonly claimsInIdToken: boolean;
  readonly fields: Fields;
  readonly provider: Pick<OidcProvider, 'scope' | 'acrValues' | 'claims' | 'levels'>;
  describe(person: OidcTestPerson): ClaimSet | null;
}

/** A UUID that is always the same for the same text. */
const stableUuid = (text: string): string => {
  const hex = createHash('sha256').update(text, 'utf8').digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};

const fullName = ({ givenName, surname }: OidcTestPerson): string => `${givenName} ${surname}`;
const profile = (person: OidcTestPerson): ClaimSet => ({
  name: fullName(person),
  given_name: person.givenName,
  family_name: person.surname,
});
const NAME_FIELDS: Fields = [
  { name: 'givenName', label: 'Given name' },
  { name: 'surname', label: 'Surname' },
];
const PERSONAL_NUMBER_FIELD = { name: 'personalNumber', label: 'Personnummer (12 digits)' } as const;

const ENTRA_CLAIMS = ['tid', 'oid', 'preferred_username', 'xms_edov'];
const entra: OidcWorld = {
  title: 'Microsoft Entra ID (simulator)',
  clientAuthentication: 'client_secret_post',
  signingAlgorithm: 'RS256',
  acrValues: [],
  levels: [
    { value: 'pwd mfa', label: 'Password and second factor (amr mfa)' },
    { value: 'pwd', label: 'Password only' },
  ],
  scopes: ['openid', 'profile', 'email'],
  claims: { openid: ['sub', 'amr', ...ENTRA_CLAIMS], profile: ['name'], email: ['email'] },
  claimsInIdToken: true,
  fields: [...NAME_FIELDS, { name: 'email', label: 'E-mail (user principal name)' }],
  provider: {
    scope: 'openid profile email',
    acrValues: [],
    claims: { email: 'email', name: 'name' },
    levels: { 'amr:mfa': 2, default: 1 },
  },
  describe: (person) => {
    const email = person.email?.toLowerCase();
    if (email === undefined) return null;
    const oid = person.objectId ?? stableUuid(`oid ${email}`);
    const tid = person.tenantId ?? stableUuid(`tid ${email.split('@')[1] ?? ''}`);
    // The demo's tenants own their domains; Entra then says so by the optional claim xms_edov.
    return {
      ...profile(person),
      sub: stableUuid(`sub ${oid}`),
      oid,
      tid,
      preferred_username: email,
      email,
      xms_edov: true,
    };
  },
};

const freja: OidcWorld = {
  title: 'Freja eID (simulator)',
  clientAuthentication: 'client_secret_post',
  signingAlgorithm: 'ES256',
  acrValues: [ACR_LOA2, ACR_LOA3],
  levels: [
    { value: ACR_LOA3, label: 'Freja+ (LoA 3)' },
    { value: ACR_LOA2, label: 'Freja extended (LoA 2)' },
  ],
  scopes: ['openid', 'profile', PERSONAL_NUMBER_SCOPE],
  claims: {
    openid: ['sub', 'acr'],
    profile: ['name', 'given_name', 'family_name'],
    [PERSONAL_NUMBER_SCOPE]: [PERSONAL_NUMBER_CLAIM],
  },
  claimsInIdToken: false,
  fields: [...NAME_FIELDS, PERSONAL_NUMBER_FIELD],
  provider: {
    scope: `openid profile ${PERSONAL_NUMBER_SCOPE}`,
    acrValues: [ACR_LOA3],
    claims: { personalNumber: PERSONAL_NUMBER_CLAIM, name: 'name' },
    levels: { [ACR_LOA3]: 3, [ACR_LOA2]: 2 },
  },
  describe: (person) =>
    person.personalNumber === undefined
      ? null
      : {
          ...profile(person),
          sub: stableUuid(`freja ${person.personalNumber}`),
          [PERSONAL_NUMBER_CLAIM]: person.personalNumber,
        },
};

const SITHS_CLAIMS = ['employeeHsaId', 'credentialPersonalIdentityNumber'];
const siths: OidcWorld = {
  title: 'SITHS eID, Inera IdP (simulator)',
  clientAuthentication: 'private_key_jwt',
  signingAlgorithm: 'ES256',
  acrValues: [ACR_LOA2, ACR_LOA3, ACR_LOA4, ACR_UNCERTIFIED_LOA3],
  levels: [
    { value: ACR_LOA3, label: 'SITHS card (LoA 3)' },
    { value: ACR_LOA4, label: 'LoA 4' },
    { value: ACR_UNCERTIFIED_LOA3, label: 'Uncertified LoA 3' },
    { value: ACR_LOA2, label: 'LoA 2' },
  ],
  scopes: ['openid', 'profile', PERSONAL_NUMBER_SCOPE],
  claims: {
    openid: ['sub', 'acr', ...SITHS_CLAIMS],
    profile: ['name', 'given_name', 'family_name'],
    [PERSONAL_NUMBER_SCOPE]: [PERSONAL_NUMBER_CLAIM],
  },
  claimsInIdToken: true,
  fields: [...NAME_FIELDS, PERSONAL_NUMBER_FIELD, { name: 'hsaId', label: 'HSA-id' }],
  provider: {
    scope: 'openid profile',
    acrValues: [ACR_LOA3, ACR_LOA4],
    claims: { personalNumber: 'credentialPersonalIdentityNumber', name: 'name' },
    levels: { [ACR_LOA3]: 3, [ACR_LOA4]: 3 },
  },
  describe: (person) =>
    person.personalNumber === undefined || person.hsaId === undefined
      ? null
      : {
          ...profile(person),
          sub: person.hsaId,
          employeeHsaId: person.hsaId,
          credentialPersonalIdentityNumber: person.personalNumber,
          [PERSONAL_NUMBER_CLAIM]: person.personalNumber,
        },
};

export const OIDC_WORLDS: Readonly<Record<OidcKind, OidcWorld>> = { entra, freja, siths };
