import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { isDomainError } from '../platform/errors.ts';
import type { EntraPerson, EntraTokensPort } from './entra-tokens.port.ts';

/** What can be wrong with the token that the harness makes. */
export type EntraTokenFlaw = 'expired' | 'wrong-audience' | 'no-scope' | 'unknown-key';

/** The other end of the port under test: a tenant with one person, whose token can be had in any state. */
export interface EntraTokensHarness {
  readonly tokens: EntraTokensPort;
  readonly person: Pick<EntraPerson, 'tenantId' | 'objectId' | 'email' | 'displayName'>;
  token(options?: {
    readonly flaw?: EntraTokenFlaw;
    readonly amr?: readonly string[];
    readonly acrs?: readonly string[];
  }): Promise<string>;
  /** Replaces the tenant's signing key. */
  rotateKeys(): Promise<void>;
  /** Lets enough time pass for keys to be looked at again. */
  pass(): void;
  close(): Promise<void>;
}

/** Type and facts of the refusal, or what came instead. */
export const refusalOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'no refusal',
    (error: unknown) => (isDomainError(error) ? { type: error.type, ...error.facts } : error),
  );

const anyTenant = async (): Promise<boolean> => true;

/** The tests that every adapter of {@link EntraTokensPort} must pass. */
export const describeEntraTokensPort = (name: string, open: () => Promise<EntraTokensHarness>): void => {
  describe(`EntraTokensPort: ${name}`, () => {
    let harness: EntraTokensHarness;
    beforeAll(async () => {
      harness = await open();
    });
    afterAll(async () => harness.close());

    it('tells whom a good token speaks for, and how she signed in', async () => {
      const token = await harness.token({ amr: ['pwd', 'mfa', 'mfa'], acrs: ['c1'] });
      const person = await harness.tokens.verify(token, anyTenant);
      expect(person).toMatchObject({ ...harness.person, methods: { amr: ['pwd', 'mfa'], acrs: ['c1'] } });
      expect(person.expiresAt).toBeInstanceOf(Date);
    });

    it('asks whether the tenant may, by its id in lower case', async () => {
      const asked: string[] = [];
      const isTenantAllowed = async (tenantId: string) => {
        asked.push(tenantId);
        return false;
      };
      const work = harness.tokens.verify(await harness.token(), isTenantAllowed);
      expect(await refusalOf(work)).toEqual({ type: 'tenant-not-connected' });
      expect(asked).toEqual([harness.person.tenantId]);
    });

    it.each(['expired', 'wrong-audience', 'no-scope', 'unknown-key'] as const)('refuses a token: %s', async (flaw) => {
      const work = harness.tokens.verify(await harness.token({ flaw }), anyTenant);
      expect(await refusalOf(work)).toMatchObject({ type: 'entra-token-invalid' });
    });

    it.each(['', 'x', 'a.b.c', `${'a'.repeat(5_000)}.b.c`])('refuses what is no token at all', async (text) => {
      expect(await refusalOf(harness.tokens.verify(text, anyTenant))).toMatchObject({ type: 'entra-token-invalid' });
    });

    it('believes a new signing key once it looks again', async () => {
      await harness.tokens.verify(await harness.token(), anyTenant);
      await harness.rotateKeys();
      harness.pass();
      const person = await harness.tokens.verify(await harness.token(), anyTenant);
      expect(person.objectId).toBe(harness.person.objectId);
    });
  });
};
