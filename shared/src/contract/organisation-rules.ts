import { type Static, Type } from 'typebox';
import { LIMITS } from '../domain/limits.ts';
import { ExternalMethod, Language, Level, Nullable, strict } from './common.ts';

/** An organisation's own words, in the languages that it writes them in; empty ones count as none. */
const ownWords = (most: number) => {
  const text = Type.Optional(Type.String({ maxLength: most }));
  return Nullable(Type.Object({ sv: text, en: text, fi: text }, strict));
};
/** null = the product's own words. */
export type OwnWords = { readonly sv?: string; readonly en?: string; readonly fi?: string } | null;

const LevelRules = Type.Object(
  {
    active: Type.Boolean(),
    description: ownWords(LIMITS.levelDescriptionCharacters),
    /** Methods for recipients without an account that are used at the level. */
    methods: Type.Array(ExternalMethod, { uniqueItems: true }),
  },
  strict,
);
export type LevelRules = Static<typeof LevelRules>;

/** A level as its organisation has it. */
export const LevelView = Type.Object(
  {
    level: Level,
    ...LevelRules.properties,
    /** Methods that reach the level, used at it or not, weakest first. */
    offered: Type.Array(ExternalMethod),
  },
  strict,
);
export type LevelView = Static<typeof LevelView>;

/** `expected` is what the administrator saw: refused with settings-changed when it is something else by now. */
export const LevelChange = Type.Object({ level: Level, wanted: LevelRules, expected: LevelRules }, strict);
export type LevelChange = Static<typeof LevelChange>;

const { sessionIdleMinutes, sessionHours } = LIMITS;
/** How long a session lives without being used, and in all. */
export const SessionRules = Type.Object(
  {
    idleMinutes: Type.Integer({ minimum: sessionIdleMinutes.least, maximum: sessionIdleMinutes.most }),
    hours: Type.Integer({ minimum: sessionHours.least, maximum: sessionHours.most }),
  },
  strict,
);
export type SessionRules = Static<typeof SessionRules>;
/** Which ways accounts may sign in: `password` also means passkeys, `other` is every provider but Entra ID. */
export const SignInRules = Type.Object(
  { password: Type.Boolean(), entra: Type.Boolean(), other: Type.Boolean() },
  strict,
);
export type SignInRules = Static<typeof SignInRules>;
export const SignInChange = Type.Object({ wanted: SignInRules, expected: SignInRules }, strict);
export type SignInChange = Static<typeof SignInChange>;
/** Factors of SEFOS' own: what may follow a password, and passkeys alone. Recovery codes are for a day and always good. */
export const SecondFactorRules = Type.Object(
  { passkey: Type.Boolean(), totp: Type.Boolean(), sms: Type.Boolean() },
  strict,
);
export type SecondFactorRules = Static<typeof SecondFactorRules>;
export const SecondFactorChange = Type.Object({ wanted: SecondFactorRules, expected: SecondFactorRules }, strict);
export type SecondFactorChange = Static<typeof SecondFactorChange>;
export const SessionChange = Type.Object(
  {
    wanted: SessionRules,
    expected: Type.Object({ idleMinutes: Type.Integer(), hours: Type.Integer() }, strict),
  },
  strict,
);
export type SessionChange = Static<typeof SessionChange>;

const Days = Type.Integer({ minimum: 1, maximum: LIMITS.linkDays });
const Downloads = Nullable(
  Type.Integer({ minimum: 1, maximum: LIMITS.downloadsPerRecipient, description: 'null = no limit' }),
);
/** What holds for messages when their sender says nothing, and the most that she may say. */
export const MessageRules = Type.Object(
  {
    /** Days that a link works. */
    linkDays: Days,
    mostLinkDays: Days,
    /** How often each recipient may download each file. */
    maxDownloads: Downloads,
    mostDownloads: Downloads,
    /** Whether "may be answered" is ticked at first. */
    replyAllowed: Type.Boolean(),
    /** Stands readable in mails to people without an account when the sender writes nothing. */
    openText: ownWords(LIMITS.openTextCharacters),
  },
  strict,
);
export type MessageRules = Static<typeof MessageRules>;
export const MessageRulesChange = Type.Object({ wanted: MessageRules, expected: MessageRules }, strict);
export type MessageRulesChange = Static<typeof MessageRulesChange>;

const shortText = (most: number) =>
  Nullable(Type.String({ minLength: 1, maxLength: most, description: 'null = as registered' }));
/** What recipients see of the organisation in mails and pages. */
export const SenderRules = Type.Object(
  {
    displayName: shortText(LIMITS.displayNameCharacters),
    /** Telephone number by which somebody in doubt reaches the organisation. */
    switchboard: shortText(LIMITS.switchboardCharacters),
  },
  strict,
);
export type SenderRules = Static<typeof SenderRules>;
export const SenderChange = Type.Object({ wanted: SenderRules, expected: SenderRules }, strict);
export type SenderChange = Static<typeof SenderChange>;

/** SHA-256 of the picture, hex. */
const LogoHash = Nullable(Type.String({ pattern: '^[0-9a-f]{64}$' }));
export const SenderIdentityView = Type.Object({ ...SenderRules.properties, logo: LogoHash }, strict);
export type SenderIdentityView = Static<typeof SenderIdentityView>;

const logoCharacters = Math.ceil(LIMITS.logoBytes / 3) * 4;
export const LogoChange = Type.Object(
  {
    /** A PNG from 16 by 16 to 1,200 by 600 pixels, base64; it is made anew from its pixels. null = no logo. */
    png: Nullable(Type.String({ maxLength: logoCharacters, pattern: '^[A-Za-z0-9+/]+={0,2}$' })),
    expected: LogoHash,
  },
  strict,
);
export type LogoChange = Static<typeof LogoChange>;

/** The words of the mail that tells somebody without an account of a message. */
export const MailPreview = Type.Object(
  {
    from: Type.String(),
    subject: Type.String(),
    heading: Type.String(),
    said: Type.String(),
    sender: Type.String(),
    button: Type.String(),
    below: Type.Array(Type.String()),
  },
  strict,
);
export type MailPreview = Static<typeof MailPreview>;
export const PreviewMail = Type.Object({ ...SenderRules.properties, language: Language }, strict);
export type PreviewMail = Static<typeof PreviewMail>;
