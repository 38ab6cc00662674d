import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { seedDemo } from '../composition/demo-seed.ts';
import { makeDiskStorage } from '../composition/disk-storage.ts';
import type { Ports } from '../composition/ports.ts';
import { registerRoutes } from '../composition/routes.ts';
import { makeServices, type Services } from '../composition/services.ts';
import { invitationJobs } from '../modules/account-administration/index.ts';
import { accountJobs } from '../modules/accounts/index.ts';
import { FakeEntraTokens } from '../modules/accounts/testing/stand-ins.ts';
import { AttachmentsSweep, attachmentJobs } from '../modules/attachments/index.ts';
import { caseJobs } from '../modules/cases/index.ts';
import { FakeBankId, FakeOidc, FakeSms, fakeKms, PROVIDERS } from '../modules/identification/testing/fakes.ts';
import { closingJobs } from '../modules/installation/index.ts';
import { delegationJobs, LiveFeed, memberChangeJobs } from '../modules/mailboxes/index.ts';
import {
  activityJobs,
  autoReplyJobs,
  memberNoticeJobs,
  notificationJobs,
  reminderJobs,
  SCRUB_JOB,
  senderNoticeJobs,
} from '../modules/messages/index.ts';
import { FakeGraph } from '../modules/microsoft365/testing/fake-graph.ts';
import { INSTALLATION } from '../modules/organisations/index.ts';
import type { Database } from '../platform/database/database.ts';
import { makeServer } from '../platform/http/server.ts';
import { type JobHandler, OutboxWorker } from '../platform/jobs/outbox.ts';
import type { BlobStorage } from '../ports/storage.port.ts';
import { Browser } from './browser.ts';
import { TEST_FOLDER, type TestDatabase } from './databases.ts';
import { FakeDns } from './fake-dns.ts';
import { FakeMail, FakeMailReturn, FakeOwnMail } from './fake-mail.ts';
import { FixedClock } from './fixed-clock.ts';

export const HANNA = 'handlaggare@storkommun.example';
export const KALLE = 'kollega@storkommun.example';
export const OLGA = 'orgadmin@storkommun.example';
export const LISA = 'handlaggare@lillkommun.example';
export const STURE = 'sysadmin@sefos.example';

const PUBLIC_URL = 'https://sefos.example';
export const TEAMS_APP_ID = '11111111-2222-4333-8444-5ef055ef05ef';

/** Somebody signed in, with her mailbox. */
export class AccountBrowser extends Browser {
  mailboxId = '';
  accountId = '';
}

/** A recipient as the API wants it; external ones get a step. */
export interface TestRecipient {
  readonly address: string;
  readonly kind?: 'to' | 'cc' | 'bcc';
  readonly external?: Readonly<Record<string, unknown>>;
}

/** A person without an account, by e-mail only. */
export const external = (address: string, step: Readonly<Record<string, unknown>> = {}): TestRecipient => ({
  address,
  external: { method: 'email', language: 'sv', ...step },
});

/** The whole product on a test database: real services, routes, jobs and disk storage; mail, SMS and eIDs in memory; a clock that stands still. */
export class TestProduct {
  readonly clock = new FixedClock();
  readonly mail = new FakeMail();
  readonly mailReturn = new FakeMailReturn();
  readonly ownMail = new FakeOwnMail();
  readonly dns = new FakeDns();
  readonly sms = new FakeSms();
  readonly bankId = new FakeBankId();
  readonly oidc = new FakeOidc();
  readonly entraTokens = new FakeEntraTokens();
  readonly graph = new FakeGraph();
  readonly folder = mkdtempSync(join(TEST_FOLDER, 'sefos-product-'));
  readonly storage: BlobStorage = makeDiskStorage({ folder: join(this.folder, 'blobs') });
  readonly database: Database;
  readonly services: Services;
  readonly app: FastifyInstance;
  /** Jobs that failed, as `kind reason`. */
  readonly failedJobs: string[] = [];
  /** Jobs that ended without doing what they were asked for, as `kind reason`. */
  readonly quietJobs: string[] = [];
  readonly #log: string[];

  private constructor(database: Database, app: FastifyInstance, log: string[]) {
    this.database = database;
    this.app = app;
    this.#log = log;
    this.services = makeServices(
      { publicUrl: PUBLIC_URL, mailFrom: 'no-reply@sefos.example' },
      database,
      this.#ports(),
    );
    const feed = new LiveFeed({
      database,
      clock: this.clock,
      aliveSessions: (ids) => this.services.sessions.alive(ids),
      activeAccesses: (ids) => this.services.door.active(ids),
      onError: () => {},
    });
    // An injected request has no socket whose silence could be timed.
    app.addHook('onRequest', async ({ raw }) => {
      raw.setTimeout ??= () => raw;
    });
    const config = { mode: 'test' } as Parameters<typeof registerRoutes>[1];
    registerRoutes(app, config, this.services, feed);
  }

  static async start(test: Pick<TestDatabase, 'database'>): Promise<TestProduct> {
    const log: string[] = [];
    const logStream = new PassThrough();
    logStream.on('data', (line: Buffer) => log.push(line.toString()));
    const app = await makeServer({ logLevel: 'debug', trustedProxies: [], logStream });
    const product = new TestProduct(test.database, app, log);
    await product.services.keyRing.ensure(INSTALLATION);
    await product.mailReturn.start((mail) => product.services.bounces.take(mail));
    await seedDemo(product.services);
    await app.ready();
    return product;
  }

  async stop(): Promise<void> {
    await this.app.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Everything logged so far. */
  get log(): string {
    return this.#log.join('');
  }

  nobody(ip?: string): Browser {
    return new Browser(this.app, ip);
  }

  /** A session as sign-in makes it, without the sign-in (accounts has tests of that). */
  async signIn(email: string, level: 1 | 2 | 3 = 2): Promise<AccountBrowser> {
    const account = await this.services.accounts.findByEmail(email);
    if (!account) throw new Error(`nobody has ${email}`);
    const method = level === 3 ? 'bankid' : 'password-sms';
    const { token, statements } = await this.services.sessions.start(account, { level, method });
    await this.database.commit(statements);
    const browser = new AccountBrowser(this.app);
    browser.cookies.set('__Host-sefos', token);
    const { body } = await browser.get('/session');
    browser.csrfToken = body.csrfToken;
    browser.mailboxId = body.mailboxId;
    browser.accountId = body.account.id;
    return browser;
  }

  /** The body of a message that passes; `more` changes it. */
  message(from: AccountBrowser, to: readonly TestRecipient[], more: Readonly<Record<string, unknown>> = {}) {
    return {
      mailboxId: from.mailboxId,
      recipients: to.map((recipient) => ({ kind: 'to', ...recipient })),
      subject: 'Ärende',
      bodyHtml: '<p>Hej</p>',
      attachmentIds: [],
      assuranceLevel: 1,
      replyAllowed: true,
      ...more,
    };
  }

  /** Sends, and throws when that is refused; answers the message's id. */
  async send(
    from: AccountBrowser,
    to: readonly TestRecipient[],
    more?: Readonly<Record<string, unknown>>,
  ): Promise<string> {
    const answer = await from.post('/messages', this.message(from, to, more));
    if (answer.status !== 201) throw new Error(`not sent: ${answer.status} ${answer.problem}`);
    return answer.body.id;
  }

  /** A worker over the product's jobs; `wrap` stands between the database and it. */
  worker(database: Database = this.database): OutboxWorker {
    const handlers: Record<string, JobHandler> = {
      ...attachmentJobs(this.storage),
      ...notificationJobs(this.services.notifications),
      ...activityJobs(this.services.activities, (job, reason) => this.quietJobs.push(`${job} ${reason}`)),
      ...reminderJobs(this.services.reminderMails),
      ...accountJobs(this.services.accountNotices),
      ...delegationJobs(this.services.delegationTurns),
      ...memberChangeJobs(this.services.membersChanged),
      ...invitationJobs(this.services.invitations),
      ...closingJobs(this.services.closingNotices),
      ...autoReplyJobs(this.services.autoReplyJob),
      ...caseJobs(this.services),
      ...memberNoticeJobs(this.services.memberNotices),
      ...senderNoticeJobs(this.services.senderNotices),
      [SCRUB_JOB]: async () => {
        await this.database.scrubLog();
        return [];
      },
    };
    return new OutboxWorker({
      database,
      clock: this.clock,
      handlers,
      onError: (kind, reason) => this.failedJobs.push(`${kind} ${reason}`),
    });
  }

  /** Does all work that is due. */
  drain(): Promise<void> {
    return this.worker().drain();
  }

  sweep(): AttachmentsSweep {
    return new AttachmentsSweep({ database: this.database, storage: this.storage, clock: this.clock });
  }

  /** Id and token of the link in the newest mail to an address. */
  linkOf(address: string): { id: string; token: string } {
    const text = this.mail.to(address).at(-1)?.text ?? '';
    const [, id = '', token = ''] = /\/m\/([0-9a-f-]{36})#([\w-]+)/.exec(text) ?? [];
    if (!token) throw new Error(`no link was mailed to ${address}`);
    return { id, token };
  }

  /** Follows a link up to a session; she has said nothing yet. */
  async follow(link: { readonly id: string; readonly token: string }, ip?: string): Promise<Browser> {
    const browser = new Browser(this.app, ip);
    const answer = await browser.post('/link/session', link);
    if (answer.status !== 200) throw new Error(`link refused: ${answer.problem}`);
    browser.linkId = link.id;
    browser.csrfToken = answer.body.csrfToken;
    return browser;
  }

  /** Follows the newest link of an address that is identified by e-mail only. */
  async enter(address: string): Promise<Browser> {
    const browser = await this.follow(this.linkOf(address));
    const answer = await browser.post('/link/address', { email: address });
    if (answer.body.step !== 'ready') throw new Error(`not identified: ${answer.problem ?? answer.body.step}`);
    return browser;
  }

  /** One number from a `select count(*)`. */
  async count(sql: string, ...params: (string | number)[]): Promise<number> {
    const row = await this.database.get<{ c: number }>(`select count(*) as c from ${sql}`, ...params);
    return Number(row?.c);
  }

  async blobs(): Promise<string[]> {
    const names: string[] = [];
    for await (const name of this.storage.list(new Date(Date.now() + 86_400_000))) names.push(name);
    return names;
  }

  #ports(): Ports {
    return {
      clock: this.clock,
      mail: this.mail,
      mailReturn: this.mailReturn,
      ownMail: this.ownMail,
      dns: this.dns,
      sms: this.sms,
      bankId: this.bankId,
      externalMethods: ['email', 'sms', 'bankid', 'freja', 'siths'],
      oidc: this.oidc,
      providers: PROVIDERS,
      entraTokens: this.entraTokens,
      graph: this.graph,
      teamsAppId: TEAMS_APP_ID,
      storage: this.storage,
      kms: fakeKms,
    };
  }
}
