import { normaliseEmail } from '@sefos/shared/domain/email.ts';
import {
  type AssuranceLevel,
  type ExternalMethod,
  METHOD_LEVEL,
  satisfies,
  verificationFor,
} from '@sefos/shared/domain/levels.ts';
import { LIMITS } from '@sefos/shared/domain/limits.ts';
import { normalisePersonalNumber } from '@sefos/shared/domain/personal-number.ts';
import { toE164 } from '@sefos/shared/domain/phone.ts';
import { DomainError } from '../../platform/errors.ts';
import { recipientProblem } from './messages.errors.ts';

/** A recipient as the sender gave it (contract/messages.ts RecipientInput). */
export interface RequestedRecipient {
  readonly address: string;
  readonly kind: 'to' | 'cc' | 'bcc';
  readonly external?: {
    readonly method: ExternalMethod;
    readonly phone?: string;
    readonly personalNumber?: string;
    readonly known?: string;
    readonly language: 'sv' | 'en' | 'fi';
    readonly openText?: string;
  };
}

/** What the organisation allows, as far as sending asks. */
export interface SendingRules {
  readonly activeLevels: readonly AssuranceLevel[];
  readonly methods: readonly ExternalMethod[];
  readonly linkDays: number;
  /** Whole days that a link may work at most. */
  readonly mostLinkDays: number;
  /** How often each file may be downloaded when the sender says nothing, and at most; null = no limit. */
  readonly maxDownloads: number | null;
  readonly mostDownloads: number | null;
  /** Whether nothing may be sent to the address, which leads to the mailbox. */
  readonly forbids: (address: string, mailbox: Pick<KnownMailbox, 'organisationId'> | null) => boolean;
}

/** Where an address leads, when it leads to a mailbox here. */
export interface KnownMailbox {
  readonly id: string;
  readonly kind: 'personal' | 'function';
  readonly organisationId: string;
  readonly name: string;
}

export interface ExternalDelivery {
  readonly method: ExternalMethod;
  readonly phone: string | null;
  readonly personalNumber: string | null;
  readonly language: 'sv' | 'en' | 'fi';
  readonly openText: string;
}

/** One recipient with everything decided. */
export interface PlannedRecipient {
  readonly kind: 'to' | 'cc' | 'bcc';
  readonly address: string;
  readonly mailbox: KnownMailbox | null;
  readonly external: ExternalDelivery | null;
}

/** Normalises the addresses of a request. @throws {DomainError} recipient-invalid, recipients-duplicate */
export const normaliseRecipients = (recipients: readonly RequestedRecipient[]): string[] => {
  const addresses = recipients.map(({ address }, index) => {
    const normalised = normaliseEmail(address);
    if (!normalised) throw recipientProblem('recipient-invalid', index, address.slice(0, 100));
    return normalised;
  });
  const twice = addresses.find((address, index) => addresses.indexOf(address) !== index);
  if (twice) throw new DomainError('recipients-duplicate', { address: twice });
  return addresses;
};

type RequestedStep = NonNullable<RequestedRecipient['external']>;

/** How a recipient without an account is identified, whatever is known of her. */
const requireStep = (
  { external: step }: RequestedRecipient,
  index: number,
  address: string,
  level: AssuranceLevel,
  rules: SendingRules,
): RequestedStep => {
  if (!step) throw recipientProblem('recipient-step-missing', index, address);
  if (!satisfies(METHOD_LEVEL[step.method], level)) throw recipientProblem('method-below-level', index, address);
  if (!rules.methods.includes(step.method)) throw recipientProblem('method-unavailable', index, address);
  return step;
};

/** The step's number or personnummer, as far as its method asks for one; `missing` is what to say where it asks in vain. */
const detailsOf = (step: RequestedStep) => {
  const needs = verificationFor(step.method);
  const phone = needs === 'phone' ? toE164(step.phone ?? '') : null;
  const personalNumber = needs === 'personalNumber' ? normalisePersonalNumber(step.personalNumber ?? '') : null;
  const asked = phone ?? personalNumber;
  const missing = needs === 'none' || asked ? null : needs === 'phone' ? 'phone-invalid' : 'personal-number-invalid';
  return { phone, personalNumber, missing } as const;
};

const planExternal = (step: RequestedStep, index: number, address: string): ExternalDelivery => {
  const { phone, personalNumber, missing } = detailsOf(step);
  if (missing) throw recipientProblem(missing, index, address);
  return { method: step.method, phone, personalNumber, language: step.language, openText: step.openText?.trim() ?? '' };
};

interface RequestedMessage {
  readonly recipients: readonly RequestedRecipient[];
  readonly assuranceLevel: AssuranceLevel;
}

interface AllowedRecipient {
  readonly input: RequestedRecipient;
  readonly index: number;
  readonly address: string;
  readonly mailbox: KnownMailbox | null;
  /** Null for an account holder. */
  readonly step: RequestedStep | null;
}

/** The recipients with where they lead; all of them may be written to, in the way that was chosen. */
const allowedRecipients = (
  message: RequestedMessage,
  addresses: readonly string[],
  mailboxes: ReadonlyMap<string, KnownMailbox>,
  rules: SendingRules,
): AllowedRecipient[] => {
  if (!rules.activeLevels.includes(message.assuranceLevel))
    throw new DomainError('level-inactive', { level: message.assuranceLevel });
  return message.recipients.map((input, index) => {
    const address = addresses[index] ?? '';
    const mailbox = mailboxes.get(address) ?? null;
    if (rules.forbids(address, mailbox)) throw recipientProblem('recipient-domain-forbidden', index, address);
    const step = mailbox ? null : requireStep(input, index, address, message.assuranceLevel, rules);
    return { input, index, address, mailbox, step };
  });
};

/** Decides for every recipient how it is reached. @throws {DomainError} what is wrong with which recipient */
export const planRecipients = (
  message: RequestedMessage,
  addresses: readonly string[],
  mailboxes: ReadonlyMap<string, KnownMailbox>,
  rules: SendingRules,
): PlannedRecipient[] =>
  allowedRecipients(message, addresses, mailboxes, rules).map(({ input, index, address, mailbox, step }) => ({
    ...{ kind: input.kind, address, mailbox },
    external: step && planExternal(step, index, address),
  }));

/** How many recipients lack what identifies them, of a message that lacks nothing else. @throws as {@link planRecipients}, but for numbers */
export const countMissingDetails = (...planned: Parameters<typeof planRecipients>): number =>
  allowedRecipients(...planned).filter(({ step }) => step !== null && detailsOf(step).missing !== null).length;

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** When links stop working: the sender's instant, else the organisation's days. @throws {DomainError} valid-until-invalid */
export const linkExpiry = (validUntil: string | undefined, rules: LinkRules, nowMs: number): number => {
  if (validUntil === undefined) return nowMs + Math.min(rules.linkDays, rules.mostLinkDays) * DAY;
  const at = Date.parse(validUntil);
  requireLinkEnd(at, rules, nowMs);
  return at;
};

type LinkRules = Pick<SendingRules, 'linkDays' | 'mostLinkDays'>;
type MostRules = Pick<SendingRules, 'mostLinkDays'>;

const tooFar = ({ mostLinkDays }: MostRules): DomainError =>
  new DomainError('valid-until-invalid', { longestDays: mostLinkDays });

/** The organisation's days are whole ones: the last ends when it ends. None goes beyond what the product keeps. */
const longest = ({ mostLinkDays }: MostRules): number => Math.min(mostLinkDays + 1, LIMITS.linkDays) * DAY;

/** @throws {DomainError} valid-until-invalid {longestDays} — not ahead, or too far */
export const requireLinkEnd = (at: number, rules: MostRules, nowMs: number): void => {
  if (!(at > nowMs && at <= nowMs + longest(rules))) throw tooFar(rules);
};

/** As {@link requireLinkEnd}, for the end of a day whose time zone only the sender knows: UTC-12 to UTC+14. @throws {DomainError} valid-until-invalid */
export const requireLinkDay = (date: string, rules: MostRules, nowMs: number): void => {
  const end = Date.parse(`${date}T23:59:59Z`);
  const isPossible = end + 12 * HOUR > nowMs && end - 14 * HOUR <= nowMs + longest(rules);
  if (!isPossible) throw tooFar(rules);
};

/** How often each recipient may download each file: as the sender says, else the organisation; null = no limit. @throws {DomainError} max-downloads-invalid {most} */
export const downloadLimit = (
  asked: number | undefined,
  { maxDownloads, mostDownloads }: Pick<SendingRules, 'maxDownloads' | 'mostDownloads'>,
): number | null => {
  if (asked === undefined) return maxDownloads ?? mostDownloads;
  if (mostDownloads !== null && asked > mostDownloads)
    throw new DomainError('max-downloads-invalid', { most: mostDownloads });
  return asked;
};
