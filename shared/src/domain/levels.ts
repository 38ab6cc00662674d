/** Level of assurance: how surely the reader must be identified (DOMAIN.md). */
export type AssuranceLevel = 1 | 2 | 3;

export const ASSURANCE_LEVELS = [1, 2, 3] as const satisfies readonly AssuranceLevel[];

/** Ways to identify a person without an account, weakest first. */
export const EXTERNAL_METHODS = ['email', 'sms', 'bankid', 'freja', 'siths'] as const;
export type ExternalMethod = (typeof EXTERNAL_METHODS)[number];

/**
 * Every way in which somebody can have been identified, account holders included. `email` is a link of her own in her mailbox;
 * `email-code` a code sent there, where everybody got the same link.
 */
export const IDENTIFICATION_METHODS = [
  ...EXTERNAL_METHODS,
  'email-code',
  'password',
  'password-sms',
  'password-totp',
  'password-recovery',
  'passkey',
  'entra',
] as const;
export type IdentificationMethod = (typeof IDENTIFICATION_METHODS)[number];

/**
 * The one table from method to level. `entra` is the floor: the organisation's mapping of `acr`/`amr` may raise it when a
 * session starts (NORDIC.md), so a session's own level counts, never this table.
 */
export const METHOD_LEVEL: Readonly<Record<IdentificationMethod, AssuranceLevel>> = {
  email: 1,
  'email-code': 1,
  password: 2,
  sms: 2,
  'password-sms': 2,
  'password-totp': 2,
  'password-recovery': 2,
  passkey: 2,
  entra: 2,
  bankid: 3,
  freja: 3,
  siths: 3,
};

/** True when somebody identified at `reached` may read what asks for `required`. */
export const satisfies = (reached: AssuranceLevel, required: AssuranceLevel): boolean => reached >= required;

/** Methods that a sender may choose for a recipient without an account at `level`, weakest first. */
export const externalMethodsFor = (level: AssuranceLevel): ExternalMethod[] =>
  EXTERNAL_METHODS.filter((method) => satisfies(METHOD_LEVEL[method], level));

/** What the sender must know about the recipient for a method. */
export const verificationFor = (method: ExternalMethod): 'none' | 'phone' | 'personalNumber' =>
  method === 'email' ? 'none' : method === 'sms' ? 'phone' : 'personalNumber';
