import { DomainError } from '../../platform/errors.ts';
import type { BankIdPort } from '../../ports/bankid.port.ts';

const absent = async (): Promise<never> => {
  throw new DomainError('bankid-unavailable');
};

/** BankID where the installation has no agreement for it: nobody is offered it, and whoever asks is told that it is not to be had. */
export const absentBankId: BankIdPort = {
  start: absent,
  collect: absent,
  cancel: absent,
  qrData: () => {
    throw new DomainError('bankid-unavailable');
  },
};
