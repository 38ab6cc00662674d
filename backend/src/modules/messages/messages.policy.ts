import { normaliseEmail } from '@sefos/shared/domain/email.ts';
import {
  type AssuranceLevel,
  type ExternalMethod,
  METHOD_LEVEL,
  satisfies,
  verificationFor,
} from '@sefos/shared/domain/levels.ts';
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
    readonly language: 'sv' | 'en' | 'fi';
    readonly openText?: string;
  };
}

/** What the organisation allows, as far as sending asks. */
export interface SendingRules {
  readonly activeLevels: readonly AssuranceLevel[];
  readonly methods: readonly ExternalMethod[];
  readonly linkDays: number;
  /** Whether nothing may be sent to the address, which leads to the mailbox. */
  readonly forbids: (address: string, mailbox: Pick<KnownMailbox, 'organisationId'> | null) => boolean;
}

/** Where an address leads, when it leads to a mailbox here. */
export interface KnownMailbox {
  readonly id: string;
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

const planExternal = (
  input: RequestedRecipient,
  index: number,
  address: string,
  level: AssuranceLevel,
  rules: SendingRules,
): ExternalDelivery => {
  const step = input.external;
  if (!step) throw recipientProblem('recipient-step-missing', index, address);
  if (!satisfies(METHOD_LEVEL[step.method], level)) throw recipientProblem('method-below-level', index, address);
  if (!rules.methods.includes(step.method)) throw recipientProblem('method-unavailable', index, address);
  const needs = verificationFor(step.method);
  const phone = needs === 'phone' ? toE164(step.phone ?? '') : null;
  if (needs === 'phone' && !phone) throw recipientProblem('phone-invalid', index, address);
  const personalNumber = needs === 'personalNumber' ? normalisePersonalNumber(step.personalNumber ?? '') : null;
  if (needs === 'personalNumber' && !personalNumber) throw recipientProblem('personal-number-invalid', index, address);
  return { method: step.method, phone, personalNumber, language: step.language, openText: step.openText?.trim() ?? '' };
};

/** Decides for every recipient how it is reached. @throws {DomainError} what is wrong with which recipient */
export const planRecipients = (
  message: { readonly recipients: readonly RequestedRecipient[]; readonly assuranceLevel: AssuranceLevel },
  addresses: readonly string[],
  mailboxes: ReadonlyMap<string, KnownMailbox>,
  rules: SendingRules,
): PlannedRecipient[] => {
  if (!rules.activeLevels.includes(message.assuranceLevel))
    throw new DomainError('level-inactive', { level: message.assuranceLevel });
  return message.recipients.map((input, index) => {
    const address = addresses[index] ?? '';
    const mailbox = mailboxes.get(address) ?? null;
    if (rules.forbids(address, mailbox)) throw recipientProblem('recipient-domain-forbidden', index, address);
    const external = mailbox ? null : planExternal(input, index, address, message.assuranceLevel, rules);
    return { kind: input.kind, address, mailbox, external };
  });
};

const DAY = 86_400_000;
const LONGEST_DAYS = 365;

/** When links stop working: the sender's instant, else the organisation's days. @throws {DomainError} valid-until-invalid */
export const linkExpiry = (validUntil: string | undefined, rules: SendingRules, nowMs: number): number => {
  if (validUntil === undefined) return nowMs + rules.linkDays * DAY;
  const at = Date.parse(validUntil);
  requireLinkEnd(at, nowMs);
  return at;
};

/** @throws {DomainError} valid-until-invalid {longestDays} — not ahead, or too far */
export const requireLinkEnd = (at: number, nowMs: number): void => {
  if (!(at > nowMs && at <= nowMs + LONGEST_DAYS * DAY))
    throw new DomainError('valid-until-invalid', { longestDays: LONGEST_DAYS });
};
