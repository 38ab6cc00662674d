import { DomainError } from '../../platform/errors.ts';
import type { SmsPort } from '../../ports/sms.port.ts';
import { assertE164, callGateway, checkedGatewayUrl, GATEWAY_TIMEOUT_MS } from './gateway-request.ts';

export interface ElksSmsOptions {
  /** `https://api.46elks.com` unless told; the path `/a1/sms` is added. */
  readonly baseUrl?: string;
  readonly username: string;
  /** Secret: never log. */
  readonly password: string;
  /** What the phone shows: 1–11 letters and digits beginning with a letter, or an E.164 number. */
  readonly from: string;
  /** Longest wait for the whole answer; 15 seconds unless told. */
  readonly timeoutMs?: number;
}

const DEFAULT_BASE_URL = 'https://api.46elks.com';
const FROM = /^([a-zA-Z][a-zA-Z0-9]{0,10}|\+[1-9]\d{6,14})$/;
/** Malformed number or text. 401, 402 and 403 are about our account (credentials, credit): somebody can repair them. */
const REFUSED = new Set([400, 404, 413, 422]);

/**
 * Sends through 46elks (`POST /a1/sms`, basic authentication, form fields).
 * @throws {Error} when a setting is wrong: a sentence that says what to change
 */
export const makeElksSms = (options: ElksSmsOptions): SmsPort => {
  const baseUrl = checkedGatewayUrl(options.baseUrl ?? DEFAULT_BASE_URL, 'The 46elks base URL');
  if (!FROM.test(options.from)) {
    throw new Error(
      'The SMS sender must be 1–11 letters and digits beginning with a letter, or a number like +46701234567',
    );
  }
  const url = `${baseUrl.href.replace(/\/+$/, '')}/a1/sms`;
  const credentials = Buffer.from(`${options.username}:${options.password}`, 'utf8').toString('base64');
  return {
    send: async ({ to, text }) => {
      assertE164(to);
      const answer = await callGateway({
        url,
        method: 'POST',
        headers: {
          authorization: `Basic ${credentials}`,
          'content-type': 'application/x-www-form-urlencoded',
          accept: 'application/json',
        },
        body: new URLSearchParams({ from: options.from, to, message: text }).toString(),
        timeoutMs: options.timeoutMs ?? GATEWAY_TIMEOUT_MS,
        refusedStatuses: REFUSED,
      });
      if (statusOf(answer) === 'failed') throw new DomainError('sms-refused', { reason: 'gateway-status-failed' });
    },
  };
};

/** The message's status in the JSON answer: created, sent, delivered or failed. */
const statusOf = (answer: string): unknown => {
  try {
    const value: unknown = JSON.parse(answer);
    return typeof value === 'object' && value !== null && 'status' in value ? value.status : undefined;
  } catch {
    // A 2xx without readable JSON was accepted all the same; sending again would text the person twice.
    return undefined;
  }
};
