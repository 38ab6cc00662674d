import type { BankIdView, CodeChallenge } from '@sefos/shared/contract/sign-in.ts';
import { maskPhone } from '@sefos/shared/domain/phone.ts';
import type { Database } from '../../../platform/database/database.ts';
import { DomainError } from '../../../platform/errors.ts';
import { newId } from '../../../platform/ids.ts';
import type { EntraPerson, EntraTokensPort } from '../../../ports/entra-tokens.port.ts';
import type { FixedClock } from '../../../testing/fixed-clock.ts';
import type { RateLimits, SignInCodes, SignInFlows, StepUpOrders } from '../accounts.ports.ts';

/** Takes tokens that were issued here; any other is no token. */
export class FakeEntraTokens implements EntraTokensPort {
  /** Refuses everything with this, as when Entra's keys cannot be had. */
  failure: DomainError | null = null;
  readonly #people = new Map<string, EntraPerson>();

  issue(person: Partial<EntraPerson>): string {
    const token = `entra-token-${this.#people.size}-${'x'.repeat(20)}`;
    this.#people.set(token, {
      tenantId: '11111111-1111-4111-8111-111111111111',
      objectId: '22222222-2222-4222-8222-222222222222',
      email: null,
      displayName: null,
      methods: { amr: [], acrs: [] },
      tokenId: token,
      expiresAt: new Date('2100-01-01T00:00:00Z'),
      ...person,
    });
    return token;
  }

  async verify(accessToken: string, isTenantAllowed: (tenantId: string) => Promise<boolean>): Promise<EntraPerson> {
    if (this.failure) throw this.failure;
    const person = this.#people.get(accessToken);
    if (!person) throw new DomainError('entra-token-invalid');
    if (!(await isTenantAllowed(person.tenantId))) throw new DomainError('tenant-not-connected');
    return person;
  }
}

/** Counts in memory. */
export const makeLimiter = (clock: FixedClock): RateLimits => {
  const counters = new Map<string, { count: number; endsAt: number }>();
  const find = (name: string, subject: string, windowSeconds: number) => {
    const now = clock.now().getTime();
    const known = counters.get(`${name} ${subject}`);
    if (known && known.endsAt > now) return known;
    const counter = { count: 0, endsAt: now + windowSeconds * 1000 };
    counters.set(`${name} ${subject}`, counter);
    return counter;
  };
  const refuse = () => new DomainError('too-many-requests', { retryAfterSeconds: 1 });
  return {
    hit: async (name, subject, { limit, windowSeconds }) => {
      if (++find(name, subject, windowSeconds).count > limit) throw refuse();
    },
    check: async (name, subject, { limit, windowSeconds }) => {
      if (find(name, subject, windowSeconds).count >= limit) throw refuse();
    },
    giveBack: async (name, subject) => {
      const counter = counters.get(`${name} ${subject}`);
      if (counter) counter.count -= 1;
    },
    reset: async (name, subject) => void counters.delete(`${name} ${subject}`),
  };
};

/** Codes of few rules: single use, five minutes, code 123456, and a pause between sends when a test asks for it. */
export const makeCodes = (database: Database, clock: FixedClock) => {
  const challenges = new Map<string, { subjectId: string; expiresAt: number; used: boolean; view: CodeChallenge }>();
  const pause = { on: false };
  const sent: { phone: string; phoneKey: Uint8Array; text: string }[] = [];
  const find = (id: string) => {
    const challenge = challenges.get(id);
    if (!challenge || challenge.used || challenge.expiresAt <= clock.now().getTime())
      throw new DomainError('code-expired');
    return challenge;
  };
  const codes: SignInCodes = {
    send: async ({ subjectId, phone, phoneKey, textFor }) => {
      const now = clock.now().getTime();
      if (pause.on) throw new DomainError('code-resend-too-soon', { retryAfterSeconds: 60 });
      for (const challenge of challenges.values()) if (challenge.subjectId === subjectId) challenge.used = true;
      const challengeId = newId(now);
      const at = new Date(now + 300_000).toISOString();
      const view = { challengeId, maskedPhone: maskPhone(phone), expiresAt: at, resendAt: at };
      challenges.set(challengeId, { subjectId, expiresAt: now + 300_000, used: false, view });
      sent.push({ phone, phoneKey, text: textFor('123456') });
      return view;
    },
    verify: async ({ challengeId, code, alongside }) => {
      const challenge = find(challengeId);
      if (code !== '123456') throw new DomainError('code-wrong', { triesLeft: 4 });
      await database.commit(await alongside(challenge.subjectId));
      challenge.used = true;
      return { subjectId: challenge.subjectId };
    },
    pending: async (_purpose, subjectId) =>
      [...challenges.values()].find((one) => one.subjectId === subjectId && !one.used)?.view ?? null,
    subjectOf: async (_purpose, challengeId) => find(challengeId).subjectId,
  };
  return { codes, sent, pause };
};

const view = (orderId: string, status: BankIdView['status']): BankIdView => ({
  orderId,
  status,
  hint: null,
  autoStartToken: null,
  qr: null,
});

/** An order that whoever `person` names completes. */
export const makeBankId = (database: Database, clock: FixedClock) => {
  const owners = new Map<string, string>();
  const state: { person: string | null; asked: string | null } = { person: null, asked: null };
  const orders: StepUpOrders = {
    begin: async ({ subjectId, personalNumber }) => {
      const id = newId(clock.now().getTime());
      owners.set(id, subjectId);
      state.asked = personalNumber;
      return view(id, 'pending');
    },
    collect: async (orderId, { subjectId, decide }) => {
      if (owners.get(orderId) !== subjectId) throw new DomainError('not-found');
      if (!state.person) return { view: view(orderId, 'pending') };
      const person = { personalNumber: state.person };
      const { statements, refusal } = await decide(person);
      await database.commit(statements);
      if (refusal) throw refusal;
      return { view: view(orderId, 'complete'), person };
    },
  };
  return { orders, state };
};

/** Flows that lead to a page which nobody visits; tests hand the finished flow to the completer themselves. */
export const makeFlows = () => {
  const begun: Parameters<SignInFlows['begin']>[0][] = [];
  const outage = { on: false };
  const flows: SignInFlows = {
    offered: (purpose) => [
      ...(purpose === 'sign-in' ? [{ key: 'entra', label: 'Microsoft Entra ID' }] : []),
      { key: 'freja', label: 'Freja eID+' },
      { key: 'unheard-of', label: 'X' },
    ],
    begin: async (flow) => {
      if (outage.on) throw new DomainError('identification-unavailable');
      begun.push(flow);
      return { url: `https://${flow.providerKey}.example/authorize`, binding: { cookie: 'binding', value: 'secret' } };
    },
  };
  return { flows, begun, outage };
};
