import { afterEach, describe, expect, it } from '@jest/globals';
import type { SmsPort } from './sms.port.ts';

/** What an adapter's test gives the contract, afresh for every test. */
export interface SmsContractSetup {
  readonly sms: SmsPort;
  /** What the gateway took, oldest first. */
  received():
    | Promise<readonly { readonly to: string; readonly text: string }[]>
    | readonly { readonly to: string; readonly text: string }[];
  /** A number that this gateway refuses for good. */
  readonly refusedNumber: string;
  /** Makes the gateway unreachable. */
  stopGateway(): Promise<void>;
  teardown(): Promise<void>;
}

/** The tests that every SmsPort adapter must pass. */
export const smsContract = (name: string, setUp: () => Promise<SmsContractSetup>): void => {
  describe(`${name} keeps the SMS contract`, () => {
    let current: SmsContractSetup | undefined;
    const start = async (): Promise<SmsContractSetup> => {
      current = await setUp();
      return current;
    };
    afterEach(async () => {
      await current?.teardown();
      current = undefined;
    });

    it.each(['Din kod är 123456', 'Två rader\noch "citat" & 100 % = {to} + 👍 ä', 'x'.repeat(400)])(
      'hands the text over unaltered: %j',
      async (text) => {
        const { sms, received } = await start();
        await sms.send({ to: '+46701740605', text });
        expect(await received()).toEqual([{ to: '+46701740605', text }]);
      },
    );

    it('reports a number that the gateway refuses as sms-refused', async () => {
      const { sms, refusedNumber, received } = await start();
      await expect(sms.send({ to: refusedNumber, text: 'hej' })).rejects.toMatchObject({ type: 'sms-refused' });
      expect(await received()).toEqual([]);
    });

    it.each(['0701740605', '+46 70 174 06 05', '', '+4670174060\n5', '+46701740605,+46701740606'])(
      'refuses %j, which is not an E.164 number',
      async (to) => {
        const { sms, received } = await start();
        await expect(sms.send({ to, text: 'hej' })).rejects.toMatchObject({ type: 'sms-refused' });
        expect(await received()).toEqual([]);
      },
    );

    it('reports a gateway that does not answer as sms-unavailable', async () => {
      const { sms, stopGateway } = await start();
      await stopGateway();
      await expect(sms.send({ to: '+46701740605', text: 'hej' })).rejects.toMatchObject({ type: 'sms-unavailable' });
    });

    it('keeps the number and the text out of its errors', async () => {
      const { sms, refusedNumber } = await start();
      const error: unknown = await sms.send({ to: refusedNumber, text: 'hemlig-kod-99' }).catch((thrown) => thrown);
      const dump = `${JSON.stringify(error)} ${error instanceof Error ? `${error.stack} ${error.cause}` : ''}`;
      expect(dump).not.toContain(refusedNumber.slice(1));
      expect(dump).not.toContain('hemlig-kod-99');
    });
  });
};
