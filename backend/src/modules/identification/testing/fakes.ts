import { randomUUID } from 'node:crypto';
import { DomainError } from '../../../platform/errors.ts';
import type { BankIdPort, BankIdState } from '../../../ports/bankid.port.ts';
import type { Kms } from '../../../ports/kms.port.ts';
import type { OidcIdentity, OidcPort } from '../../../ports/oidc.port.ts';
import type { SmsPort } from '../../../ports/sms.port.ts';

/** Keeps keys as they are, bound to their context. */
export const fakeKms: Kms = {
  wrap: async (key, context) => Buffer.concat([Buffer.from(key), Buffer.from(context)]),
  unwrap: async (wrapped, context) => {
    const bytes = Buffer.from(wrapped);
    if (bytes.subarray(32).toString() !== context) throw new DomainError('key-unwrap-failed');
    return Buffer.from(bytes.subarray(0, 32));
  },
};

export class FakeSms implements SmsPort {
  readonly sent: { to: string; text: string }[] = [];
  failWith: Error | undefined;
  async send(sms: { readonly to: string; readonly text: string }): Promise<void> {
    if (this.failWith) throw this.failWith;
    this.sent.push(sms);
  }
  /** The six digits of the newest message. */
  lastCode(): string {
    return /\d{6}/.exec(this.sent.at(-1)?.text ?? '')?.[0] ?? '';
  }
}

export const PENDING: BankIdState = { status: 'pending', hint: 'outstandingTransaction' };

export const personOf = (personalNumber: string): BankIdState => ({
  status: 'complete',
  person: { personalNumber, name: 'Anna Andersson', givenName: 'Anna', surname: 'Andersson' },
});

export class FakeBankId implements BankIdPort {
  state: BankIdState = PENDING;
  failWith: Error | undefined;
  collects = 0;
  readonly started: Parameters<BankIdPort['start']>[0][] = [];
  readonly cancelled: string[] = [];
  async start(order: Parameters<BankIdPort['start']>[0]) {
    if (this.failWith) throw this.failWith;
    this.started.push(order);
    const orderRef = `ref-${this.started.length}`;
    return { orderRef, autoStartToken: randomUUID(), qrStartToken: 'qr-token', qrStartSecret: 'qr-secret-canary' };
  }
  async collect(): Promise<BankIdState> {
    this.collects++;
    if (this.failWith) throw this.failWith;
    return this.state;
  }
  async cancel(orderRef: string): Promise<void> {
    this.cancelled.push(orderRef);
  }
  qrData(order: { readonly qrStartToken: string }, elapsedSeconds: number): string {
    return `bankid.${order.qrStartToken}.${elapsedSeconds}.${'0'.repeat(64)}`;
  }
}

export class FakeOidc implements OidcPort {
  answer: OidcIdentity | Error = new DomainError('oidc-refused', { reason: 'access_denied' });
  failBegin: Error | undefined;
  completes = 0;
  async begin(provider: Parameters<OidcPort['begin']>[0], redirectUri: string) {
    if (this.failBegin) throw this.failBegin;
    const state = randomUUID();
    const query = new URLSearchParams({ state, client_id: provider.clientId, redirect_uri: redirectUri });
    const checks = { state, nonce: 'nonce-canary', codeVerifier: 'verifier-canary' };
    return { url: `${provider.issuer}/authorize?${query}`, checks };
  }
  async complete(): Promise<OidcIdentity> {
    this.completes++;
    if (this.answer instanceof Error) throw this.answer;
    return this.answer;
  }
}

export const identityOf = (personalNumber: string | undefined, level: 1 | 2 | 3 = 3): OidcIdentity => ({
  subject: 'subject',
  issuer: 'https://freja.example',
  level,
  emailVerified: false,
  ...(personalNumber === undefined ? {} : { personalNumber }),
});

const providerOf = (key: string) => ({
  key,
  issuer: `https://${key}.example`,
  clientId: 'sefos',
  scope: 'openid',
  acrValues: [],
  claims: {},
  levels: { default: 3 as const },
});

export const PROVIDERS = [
  { key: 'entra', label: 'Microsoft', provider: providerOf('entra'), purposes: ['sign-in', 'step-up'] as const },
  { key: 'freja', label: 'Freja', provider: providerOf('freja'), purposes: ['step-up', 'link'] as const },
  { key: 'siths', label: 'SITHS', provider: providerOf('siths'), purposes: ['step-up', 'link'] as const },
];
