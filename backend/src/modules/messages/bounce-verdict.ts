import type { BounceReason } from '@sefos/shared/domain/status.ts';
import type { DeliveryStatus } from '../../ports/mail-return.port.ts';

/** What a notification says of our one address; null when it says nothing against it. */
export interface Verdict {
  readonly kind: 'bounced' | 'delayed';
  readonly reason: BounceReason | null;
}

/**
 * What a notification of several addresses means for the one that we wrote to: what is said of that address itself, else (it
 * leads on to others) it has come back only if it has come back from all of them.
 */
export const verdictOf = (statuses: readonly DeliveryStatus[], address: string): Verdict | null => {
  const own = statuses.filter(({ addresses }) => addresses.includes(address.toLowerCase()));
  const about = own.length > 0 ? own : statuses;
  const arrived = about.some(({ action }) => action !== 'failed' && action !== 'delayed');
  if (about.length === 0 || arrived) return null;
  const delayed = about.find(({ action }) => action === 'delayed');
  const telling = delayed ?? about[0];
  return { kind: delayed ? 'delayed' : 'bounced', reason: reasonOf(telling?.code ?? null) };
};

const UNKNOWN_ADDRESS = /^[45]\.1\.(0|1|2|3|4|6|10)$/;
/** What Exchange Online says of an address that its domain does not have. */
const NOT_IN_DIRECTORY = '5.4.1';

/** The class of an enhanced status code (RFC 3463, RFC 7505 §4) in the words that we have. */
const reasonOf = (code: string | null): BounceReason | null => {
  if (code === null) return null;
  if (UNKNOWN_ADDRESS.test(code) || code === NOT_IN_DIRECTORY) return 'unknown-address';
  if (code === '4.2.2' || code === '5.2.2') return 'mailbox-full';
  if (/^[45]\.[34]\./.test(code)) return code.startsWith('5.3.') ? 'refused' : 'unreachable';
  return /^[45]\.[27]\./.test(code) ? 'refused' : null;
};

/** What it means that the next server would not take a mail; `smtpStatus` as the mail port gives it. */
export const refusal = ({ smtpStatus }: Readonly<Record<string, unknown>>): Verdict => ({
  kind: 'bounced',
  reason: reasonOf(typeof smtpStatus === 'string' ? smtpStatus : null),
});
