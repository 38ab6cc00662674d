import { DomainError } from '../../platform/errors.ts';

export const messageNotFound = () => new DomainError('not-found');
/** Recalled, expired or purged: its key is gone for this reader. */
export const messageUnavailable = (reason: 'recalled' | 'expired' | 'purged') =>
  new DomainError('message-unavailable', { reason });
export const stepUpRequired = (level: number) => new DomainError('step-up-required', { level });
export const replyNotAllowed = () => new DomainError('reply-not-allowed');
/** `index` says which recipient of the request is meant. */
export const recipientProblem = (
  type:
    | 'recipient-invalid'
    | 'recipient-domain-forbidden'
    | 'recipient-step-missing'
    | 'method-below-level'
    | 'method-unavailable'
    | 'phone-invalid'
    | 'personal-number-invalid'
    | 'known-details-changed',
  index: number,
  address: string,
) => new DomainError(type, { index, address });
