import type { LinkActor } from '../../../platform/actor.ts';
import type { Database } from '../../../platform/database/database.ts';
import { isDomainError } from '../../../platform/errors.ts';
import { newId } from '../../../platform/ids.ts';
import type { BankIdPort } from '../../../ports/bankid.port.ts';
import type { Kms } from '../../../ports/kms.port.ts';
import type { OidcPort } from '../../../ports/oidc.port.ts';
import type { SmsPort } from '../../../ports/sms.port.ts';
import { FakeMail } from '../../../testing/fake-mail.ts';
import type { FixedClock } from '../../../testing/fixed-clock.ts';
import {
  BankIdOrders,
  type OfferedProvider,
  OidcFlows,
  OneTimeCodes,
  RateLimiter,
} from '../../identification/index.ts';
import { INSTALLATION, KeyRing, OrganisationsService } from '../../organisations/index.ts';
import { makeLinkReaders } from '../link-readers.ts';
import { LinksService, type NewLink } from '../links.service.ts';
import type { AccountReader, LinkSubjects } from '../links.subject.ts';

export interface LinkWorldParts {
  readonly database: Database;
  readonly clock: FixedClock;
  readonly kms: Kms;
  readonly sms: SmsPort;
  readonly bankId: BankIdPort;
  readonly oidc: OidcPort;
  readonly providers: readonly OfferedProvider[];
}

export const PHONE = '+46701234567';
export const PERSON = '199001012385';
export const STRANGER = '198507099805';
export const ADDRESS = 'anna@example.com';
/** Lifetime of the links made here, seconds. */
export const LINK_SECONDS = 30 * 86_400;

/** The links module over a migrated database, with the message behind a link as a stand-in. */
export const makeLinkWorld = async ({ database, clock, kms, providers, ...ports }: LinkWorldParts) => {
  const keyRing = new KeyRing(database, kms, clock);
  await keyRing.ensure(INSTALLATION);
  const organisations = new OrganisationsService(database, keyRing, clock);
  const slug = newId(0);
  const organisationId = await organisations.create({ name: 'Storkommun', slug, domains: [], switchboard: '0101' });
  const limiter = new RateLimiter({ database, clock });
  const links = new LinksService({ database, clock, organisations });
  const mail = new FakeMail();
  const keys = new Map<string, Buffer>();
  /** Ids of links whose message has been opened and answered. */
  const used = new Set<string>();
  const told: { id: string; kind: string; method: string }[] = [];
  const subjects: Pick<LinkSubjects, 'facts' | 'messageKey' | 'record'> = {
    facts: async (id) =>
      keys.has(id)
        ? {
            organisationId,
            senderName: 'Eva Ek',
            assuranceLevel: 1,
            sentAt: clock.now().getTime(),
            opened: used.has(id),
            replied: used.has(id),
            replyAllowed: true,
            readReceipt: false,
            organisationMayOpen: false,
          }
        : null,
    messageKey: async (id) => keys.get(id) ?? Buffer.alloc(32),
    record: (id, kind, method) => {
      told.push({ id, kind, method });
      return [];
    },
  };
  const accounts = new Map<string, AccountReader[]>();
  const toldShared: string[] = [];
  const sharedSubjects: Pick<LinkSubjects, 'sharedFacts' | 'accountReaders' | 'recordShared'> = {
    sharedFacts: async () => ({ senderName: 'Eva Ek', sentAt: clock.now().getTime() }),
    accountReaders: async (id) => accounts.get(id) ?? [],
    recordShared: (_id, kind) => {
      toldShared.push(kind);
      return [];
    },
  };
  const codes = new OneTimeCodes({
    database,
    clock,
    keyRing,
    limiter,
    sms: ports.sms,
    mail,
  });
  const bankId = new BankIdOrders({ database, clock, keyRing, limiter, bankId: ports.bankId });
  const oidc = new OidcFlows({ database, clock, keyRing, oidc: ports.oidc, providers });
  const publicUrl = 'https://sefos.example';
  const readers = makeLinkReaders({
    database,
    clock,
    organisations,
    limiter,
    subjects: { ...subjects, ...sharedSubjects },
    codes,
    bankId,
    oidc,
    publicUrl,
    mailFrom: 'no-reply@sefos.example',
  });

  /** A link in the database; answers its id and token. */
  const make = async (method: NewLink['method'], more: Partial<NewLink> = {}) => {
    const now = clock.now().getTime();
    const id = newId(now);
    const messageKey = Buffer.from(more.messageKey ?? Buffer.alloc(32, keys.size + 1));
    keys.set(id, messageKey);
    const statements = await links.newLink({
      recipientId: id,
      messageId: newId(now),
      organisationId,
      address: ADDRESS,
      method,
      language: 'sv',
      phone: method === 'sms' ? PHONE : null,
      personalNumber: method === 'email' || method === 'sms' ? null : PERSON,
      openText: 'Hej Anna',
      expiresAt: now + LINK_SECONDS * 1000,
      messageKey,
      now,
      ...more,
    });
    await database.commit(statements);
    const notice = await links.forNotification(id, messageKey);
    return { id, token: notice?.token ?? '' };
  };

  /** A message with personal links to these addresses, and the shared link that leads to them. */
  const makeShared = async (addresses: readonly string[], more: Partial<NewLink> = {}) => {
    const now = clock.now().getTime();
    const messageId = newId(now);
    const messageKey = Buffer.alloc(32, 200);
    messageKey.write(messageId.slice(-12));
    const personal = [];
    for (const address of addresses)
      personal.push(await make(more.method ?? 'email', { messageId, messageKey, address, ...more }));
    const expiresAt = more.expiresAt ?? now + LINK_SECONDS * 1000;
    await database.commit(links.newSharedLink({ messageId, organisationId, messageKey, expiresAt, now }));
    const token = (await links.sharedLinkFor(messageId, messageKey))?.token ?? '';
    return { id: messageId, token, links: personal };
  };

  let network = 0;
  /** A session of the link; answers what the browser's calls are authenticated as, freshly each time. */
  const enter = async (link: { readonly id: string; readonly token: string }, from?: string) => {
    // Each reader has a network of her own, so that limits of networks are met only by who looks for them.
    const ip = from ?? `10.0.${Math.floor(++network / 256)}.${network % 256}`;
    const { cookie } = await readers.sessions.exchange(link, ip);
    const actor = async (): Promise<LinkActor> => {
      const found = await readers.sessions.authenticate({ [cookie.name]: cookie.value }, link.id, ip);
      if (!found) throw new Error('no session');
      return found;
    };
    return { cookie, actor, ip };
  };

  /** A session of the shared link with a reader's address named; nothing is proved. */
  const enterShared = async (shared: { readonly id: string; readonly token: string }, email: string) => {
    const ip = `10.1.${Math.floor(++network / 256)}.${network % 256}`;
    const entrance = await readers.shared.enter({ id: shared.id, token: shared.token, email }, ip);
    if (entrance.kind !== 'link') throw new Error('an account');
    const { cookie, link } = entrance;
    const actor = async (): Promise<LinkActor> => {
      const found = await readers.sessions.authenticate({ [cookie.name]: cookie.value }, link.id, ip);
      if (!found) throw new Error('no session');
      return found;
    };
    return { cookie, actor, ip, link };
  };

  /** The same, with the address confirmed. */
  const enterAndConfirm = async (link: { readonly id: string; readonly token: string }) => {
    const session = await enter(link);
    await readers.identification.confirmAddress(await session.actor(), ADDRESS);
    return session;
  };

  const log = (id: string) =>
    database
      .all<{ action: string; ip: string; method: string; level: number | null }>(
        'select action, ip, method, level from audit_event where actor_id = ? order by id',
        id,
      )
      .then((rows) => rows.map(({ action }) => action));
  const toldOf = (id: string) => told.filter((one) => one.id === id).map(({ kind }) => kind);

  return {
    ...readers,
    links,
    oidc,
    keys,
    mail,
    used,
    accounts,
    toldShared,
    make,
    makeShared,
    enter,
    enterShared,
    enterAndConfirm,
    log,
    toldOf,
    organisationId,
    organisations,
  };
};

export type LinkWorld = Awaited<ReturnType<typeof makeLinkWorld>>;

/** `['type', facts]` of a refusal, `success`, or the unexpected error itself. */
export const outcome = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'success',
    (error: unknown) => (isDomainError(error) ? [error.type, error.facts] : error),
  );
