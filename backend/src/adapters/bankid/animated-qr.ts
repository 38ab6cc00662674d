import { createHmac } from 'node:crypto';
import type { BankIdOrder } from '../../ports/bankid.port.ts';

/**
 * Content of BankID's animated QR code, `bankid.<qrStartToken>.<seconds>.<hex HMAC-SHA-256(qrStartSecret, seconds)>`
 * (BankID RP API v6, "Animated QR code"). The HMAC belongs to the vendor's protocol and guards nothing of ours.
 * `elapsedSeconds` counts from the moment the order was answered; fractions are cut, negatives count as 0.
 */
export const animatedQrData = (
  order: Pick<BankIdOrder, 'qrStartToken' | 'qrStartSecret'>,
  elapsedSeconds: number,
): string => {
  const seconds = String(Math.max(0, Math.floor(elapsedSeconds)));
  const code = createHmac('sha256', order.qrStartSecret).update(seconds, 'utf8').digest('hex');
  return `bankid.${order.qrStartToken}.${seconds}.${code}`;
};
