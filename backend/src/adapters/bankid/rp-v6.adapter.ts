import { DomainError } from '../../platform/errors.ts';
import type { BankIdPort } from '../../ports/bankid.port.ts';
import { animatedQrData } from './animated-qr.ts';
import { readCancelled, readOrder, readState } from './rp-v6.answers.ts';
import { type BankIdRpOptions, makeRpTransport } from './rp-v6.transport.ts';

/** RP API v6 takes 1–1,500 characters of userVisibleData for auth, counted after base64. */
const MAX_VISIBLE_DATA_CHARACTERS = 1_500;

const refused = (code: string): DomainError => new DomainError('bankid-refused', { code });

const visibleData = (text: string): string => {
  const encoded = Buffer.from(text, 'utf8').toString('base64');
  if (encoded.length > MAX_VISIBLE_DATA_CHARACTERS) throw refused('visible-text-too-long');
  return encoded;
};

const authBody = (order: Parameters<BankIdPort['start']>[0]): Record<string, unknown> => {
  if (order.personalNumber !== undefined && !/^\d{12}$/.test(order.personalNumber)) {
    throw refused('personal-number-format');
  }
  return {
    endUserIp: order.endUserIp,
    ...(order.visibleText ? { userVisibleData: visibleData(order.visibleText) } : {}),
    ...(order.personalNumber === undefined ? {} : { requirement: { personalNumber: order.personalNumber } }),
    ...(order.returnUrl === undefined ? {} : { returnUrl: order.returnUrl }),
  };
};

/** BankID, with connections to let go of at shutdown. */
export interface BankIdRpAdapter extends BankIdPort {
  close(): void;
}

/**
 * BankID relying-party API v6 over mutual TLS. Nothing is retried on BankID's behalf and nothing is logged.
 * @throws {DomainError} bankid-misconfigured (facts.setting)
 */
export const makeBankIdRpAdapter = (options: BankIdRpOptions): BankIdRpAdapter => {
  const transport = makeRpTransport(options);
  return {
    start: async (order) => readOrder(await transport.call('/rp/v6.0/auth', authBody(order))),
    collect: async (orderRef) => readState(await transport.call('/rp/v6.0/collect', { orderRef })),
    cancel: async (orderRef) => readCancelled(await transport.call('/rp/v6.0/cancel', { orderRef })),
    qrData: animatedQrData,
    close: transport.close,
  };
};

export type { BankIdClientIdentity, BankIdRpOptions } from './rp-v6.transport.ts';
