import { randomUUID } from 'node:crypto';
import { MAILBOX_HEADER } from '@sefos/shared/contract/delegations.ts';
import { API_SCOPES, type ApiScope } from '@sefos/shared/contract/endpoint.ts';
import { GRANT_HEADER } from '@sefos/shared/contract/support-grants.ts';
import type { Answer, Browser } from '../../testing/browser.ts';
import type { TestDatabase } from '../../testing/databases.ts';
import { type AccountBrowser, HANNA, KALLE, LISA, OLGA, STURE, TestProduct } from '../../testing/product.ts';
import { fillMailbox, inMailbox, made, makeCase, RECIPIENT, type Resources } from './permission-resources.ts';
import type { Caller } from './permission-table.ts';

const DAY_MILLISECONDS = 86_400_000;

/** A caller's call. */
export interface PermissionCall {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
  /** What a key has to be made for; it is called with another. */
  readonly scope: ApiScope | undefined;
}

/** One product with somebody of every kind, and something of every kind that they may or may not touch. */
export class PermissionWorld {
  readonly product: TestProduct;
  readonly mailboxFacts = { name: 'Diariet', address: 'diariet@storkommun.example', language: null };
  /** An account that nobody signs in to. */
  accountId = '';
  /** Of the membership, and whose it is. */
  memberId = '';
  memberAccountId = '';
  delegationId = '';
  apiKeyId = '';
  provisioningTokenId = '';
  sessionId = '';
  grantId = '';
  otherOrganisationId = '';
  readonly #people = new Map<Caller, AccountBrowser>();
  readonly #keys = new Map<ApiScope, string>();
  #recipient: Browser | undefined;
  #personal: Resources | undefined;
  #function: Resources | undefined;

  private constructor(product: TestProduct) {
    this.product = product;
  }

  static async open(test: TestDatabase): Promise<PermissionWorld> {
    const world = new PermissionWorld(await TestProduct.start(test));
    await world.#invite();
    await world.#delegate();
    await world.#share();
    await world.#administer();
    await world.product.drain();
    world.#recipient = await world.product.enter(RECIPIENT);
    return world;
  }

  /** What is in the holder's mailbox. */
  get personal(): Resources {
    if (!this.#personal) throw new Error('not begun');
    return this.#personal;
  }

  /** What is in the function mailbox. */
  get shared(): Resources {
    if (!this.#function) throw new Error('not begun');
    return this.#function;
  }

  /** Calls as somebody, in the mailbox where she is what she is called, or in one that she names. */
  call(caller: Caller, { method, path, body, scope }: PermissionCall, mailboxId?: string): Promise<Answer> {
    const named = mailboxId === undefined ? this.#headers(caller, scope) : inMailbox(mailboxId);
    const headers = { 'idempotency-key': `key-${randomUUID()}`, ...named };
    return this.#browser(caller).call(method, path, body, headers);
  }

  /** Calls as the system administrator inside the organisation that has let her in. */
  callByGrant({ method, path, body }: PermissionCall): Promise<Answer> {
    const headers = { 'idempotency-key': `key-${randomUUID()}`, [GRANT_HEADER]: this.grantId };
    return this.#person('system').call(method, path, body, headers);
  }

  #person(caller: Caller): AccountBrowser {
    const found = this.#people.get(caller);
    if (!found) throw new Error(`nobody is ${caller}`);
    return found;
  }

  #browser(caller: Caller): Browser {
    if (caller === 'nobody' || caller === 'API key') return this.product.nobody();
    return caller === 'recipient' ? (this.#recipient ?? this.product.nobody()) : this.#person(caller);
  }

  #headers(caller: Caller, scope: ApiScope | undefined): Record<string, string> {
    const other = API_SCOPES.find((known) => known !== scope) ?? API_SCOPES[0];
    if (caller === 'API key') return { authorization: `Bearer ${this.#keys.get(other)}` };
    if (caller === 'delegate' || caller === 'read-only delegate') return { [MAILBOX_HEADER]: this.personal.mailboxId };
    if (caller === 'member' || caller === 'mailbox administrator') return { [MAILBOX_HEADER]: this.shared.mailboxId };
    return {};
  }

  async #invite(): Promise<void> {
    const { product } = this;
    const makeAdministrator =
      "update account set roles = 'user,organisation-administrator' where email = ? returning organisation_id";
    const [lill] = await product.database.write<{ organisation_id: string }>(makeAdministrator, LISA);
    this.otherOrganisationId = lill?.organisation_id ?? '';
    const olga = await product.signIn(OLGA);
    const person = async (name: string): Promise<AccountBrowser> => {
      const email = `${name}@storkommun.example`;
      const account = { email, displayName: name, role: 'user', language: 'sv', invite: false };
      made(await olga.post('/organisation/accounts', account), name);
      return product.signIn(email);
    };
    for (const [caller, browser] of [
      ['user', await product.signIn(KALLE)],
      ['holder', await product.signIn(HANNA)],
      ['delegate', await person('dora')],
      ['read-only delegate', await person('rita')],
      ['member', await person('mia')],
      ['mailbox administrator', await person('max')],
      ['administrator', olga],
      ['other administrator', await product.signIn(LISA)],
      ['system', await product.signIn(STURE)],
    ] as const)
      this.#people.set(caller, browser);
    this.accountId = (await person('vera')).accountId;
  }

  async #delegate(): Promise<void> {
    const { product } = this;
    const hanna = this.#person('holder');
    const at = (days: number) => new Date(product.clock.now().getTime() + days * DAY_MILLISECONDS).toISOString();
    const give = async (name: string): Promise<string> => {
      const period = { startsAt: at(0), endsAt: at(30), olderMessages: true };
      return made(await hanna.post('/delegations', { address: `${name}@storkommun.example`, ...period }), name).id;
    };
    await product.database.write('update delegation set read_only = 1 where id = ? returning id', await give('rita'));
    this.delegationId = await give('dora');
    this.#personal = await fillMailbox(product, hanna, hanna.mailboxId);
  }

  async #share(): Promise<void> {
    const { product } = this;
    const [olga, member] = [this.#person('administrator'), this.#person('member')];
    const { address } = this.mailboxFacts;
    const { id } = made(await olga.post('/function-mailboxes', this.mailboxFacts), 'function mailbox');
    const join = async (name: string, role: string) =>
      made(
        await olga.post(`/function-mailboxes/${id}/members`, { addresses: [`${name}@storkommun.example`], role }),
        role,
      );
    const [membership] = await join('mia', 'member');
    await join('max', 'administrator');
    this.memberId = membership.id;
    this.memberAccountId = member.accountId;
    const cases = await makeCase(product, { from: this.#person('holder'), member, mailboxId: id, address });
    this.#function = await fillMailbox(product, member, id, cases);
  }

  /** What administrators have made, and a second session of the user's. */
  async #administer(): Promise<void> {
    const olga = this.#person('administrator');
    const { address } = this.mailboxFacts;
    const make = async (path: string, body: object) => made(await olga.post(`/organisation/${path}`, body), path);
    for (const scope of API_SCOPES) {
      const { token, key } = await make('api-keys', { name: scope, address, scopes: [scope], days: 30 });
      this.#keys.set(scope, token);
      this.apiKeyId = key.id;
    }
    this.provisioningTokenId = (await make('provisioning/tokens', { scope: 'read', days: 30 })).view.id;
    this.grantId = (await make('support-grants', { email: STURE, hours: 1, reason: 'Prov' })).id;
    await this.product.signIn(KALLE);
    const { sessions } = made(await this.#person('user').get('/account/sessions'), 'sessions');
    this.sessionId = sessions.find(({ current }: { current: boolean }) => !current).id;
  }
}
