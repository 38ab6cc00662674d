import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Database } from '../../platform/database/database.ts';
import { type SqlValue, type Statement, write } from '../../platform/database/statements.ts';
import { describeOnBoth, type TestDatabase } from '../../testing/databases.ts';
import { FixedClock } from '../../testing/fixed-clock.ts';
import { AuditSealer, audit } from '../audit/index.ts';
import { dayOf } from './days.domain.ts';
import { StatisticsRepository, StatisticsRollup } from './index.ts';

/** Stands in for the key ring: keeps the key as it is. */
const keys = {
  wrap: async (ownerId: string, key: Uint8Array) => ({ ownerId, epoch: 1, wrapped: Buffer.from(key) }),
  unwrap: async ({ wrapped }: { wrapped: Uint8Array }) => Buffer.from(wrapped),
};

const ORGANISATIONS = ['a', 'b'] as const;
const MAILBOXES = ORGANISATIONS.flatMap((organisation) => [
  { id: `${organisation}-personal`, organisation, kind: 'personal' },
  { id: `${organisation}-function`, organisation, kind: 'function' },
]);
type Mailbox = (typeof MAILBOXES)[number];

const row = (table: string, values: Readonly<Record<string, SqlValue>>): Statement =>
  write(
    `insert into ${table} (${Object.keys(values).join(', ')}) values (${Object.keys(values)
      .map(() => '?')
      .join(', ')})`,
    ...Object.values(values),
  );

const mailboxRow = ({ id, organisation, kind }: Mailbox): Statement =>
  row('mailbox', {
    ...{ id, organisation_id: organisation, kind, name: id, address: `${id}@example.com`, unread: 0, created_at: 0 },
  });

const messageRow = (id: string, at: number, more: Readonly<Record<string, SqlValue>>): Statement =>
  row('message', {
    ...{ id, organisation_id: 'a', sender_name: '', sender_address: '', conversation_id: id, assurance_level: 1 },
    ...{ reply_allowed: 1, attachment_count: 0, recipient_count: 1, sent_at: at },
    ...more,
  });

const recipientRow = (messageId: string, mailbox: Mailbox | null, at: number): Statement =>
  row('recipient', {
    ...{ id: randomUUID(), message_id: messageId, position: 0, kind: 'to', address: '', name: '' },
    ...{ mailbox_id: mailbox?.id ?? null, address_kind: mailbox ? 'internal' : 'external', delivered_at: at },
    notification: 'none',
  });

/** Something that happens, at so many seconds after the one before. */
type Event =
  | {
      readonly what: 'sign-in' | 'window' | 'step-up' | 'link' | 'other';
      readonly method: string;
      readonly organisation: 'a' | 'b';
    }
  | { readonly what: 'send' | 'automatic'; readonly from: number; readonly to: readonly number[] }
  | { readonly what: 'reply'; readonly to: number };

const ACTIONS = {
  'sign-in': 'sign-in.succeeded',
  window: 'sign-in.succeeded',
  'step-up': 'session.stepped-up',
  link: 'link.identified',
  other: 'sign-in.failed',
} as const;

const mailboxAt = (index: number): Mailbox => {
  const mailbox = MAILBOXES[index % MAILBOXES.length];
  if (!mailbox) throw new Error('no such mailbox');
  return mailbox;
};

const anEvent: fc.Arbitrary<Event> = fc.oneof(
  fc.record({
    what: fc.constantFrom('sign-in', 'window', 'step-up', 'link', 'other'),
    method: fc.constantFrom('bankid', 'freja', 'password-sms'),
    organisation: fc.constantFrom(...ORGANISATIONS),
  }),
  fc.record({
    what: fc.constantFrom('send', 'automatic'),
    from: fc.nat(3),
    to: fc.array(fc.nat(5), { minLength: 1, maxLength: 4 }),
  }),
  fc.record({ what: fc.constant('reply'), to: fc.nat(3) }),
);

describeOnBoth('figures', (open) => {
  let test: TestDatabase;
  let database: Database;
  let clock: FixedClock;
  let sealer: AuditSealer;
  beforeAll(async () => {
    test = await open();
    database = test.database;
  });
  afterAll(() => test.end());
  const empty = async () => {
    const tables = ['audit_event', 'audit_head', 'audit_checkpoint', 'audit_signing_key', 'mailbox', 'message'];
    await database.commit([
      ...[...tables, 'recipient', 'statistic_day', 'statistic_mark'].map((table) => write(`delete from ${table}`)),
      ...MAILBOXES.map(mailboxRow),
    ]);
    // A few hours before summer time begins.
    clock = new FixedClock('2026-03-28T20:00:00Z');
    sealer = new AuditSealer({ database, clock, keys, keyOwnerId: 'installation', onError: () => undefined });
  };
  beforeEach(empty);
  const rollup = (stretch = 3) => new StatisticsRollup(new StatisticsRepository(database), stretch);
  const counted = async () =>
    (
      await database.all<{ key: string; count: number }>(
        "select organisation_id || ' ' || mailbox_id || ' ' || day || ' ' || metric || ' ' || kind as key, count from statistic_day order by 1",
      )
    ).map(({ key, count }) => [key, count]);

  const statementsOf = (event: Event, now: number): Statement[] => {
    const id = randomUUID();
    if ('method' in event) {
      const { organisation, what, method } = event;
      const facts = what === 'window' ? { via: 'window' } : {};
      return [
        audit(
          { organisationId: organisation, action: ACTIONS[what], actor: { kind: 'account', id: 'x', method }, facts },
          now,
        ),
      ];
    }
    if (event.what === 'reply') {
      const [to, asked, link] = [mailboxAt(event.to), randomUUID(), randomUUID()];
      return [
        messageRow(asked, now - 5, { organisation_id: to.organisation, sender_mailbox_id: to.id }),
        messageRow(id, now, { conversation_id: asked, in_reply_to: asked, sender_recipient_id: link }),
        recipientRow(id, to, now),
        audit(
          {
            organisationId: to.organisation,
            action: 'link.replied',
            actor: { kind: 'link', id: link },
            target: { kind: 'message', id: asked },
          },
          now,
        ),
      ];
    }
    const from = mailboxAt(event.from);
    const action = event.what === 'send' ? 'message.sent' : 'auto-reply.sent';
    return [
      messageRow(id, now, { organisation_id: from.organisation, sender_mailbox_id: from.id }),
      // Above 3: somebody without an account.
      ...event.to.map((index) => recipientRow(id, index > 3 ? null : mailboxAt(index), now)),
      audit(
        { organisationId: from.organisation, action, actor: { kind: 'system' }, target: { kind: 'message', id } },
        now,
      ),
    ];
  };
  /** The same from what happened, by hand. */
  const expected = (events: readonly (readonly [Event, number])[]) => {
    const sums = new Map<string, number>();
    const add = (key: string) => sums.set(key, (sums.get(key) ?? 0) + 1);
    const end = (mailbox: Mailbox, day: string, metric: string) => {
      add(`${mailbox.organisation}  ${day} ${metric} message`);
      if (mailbox.kind === 'function') add(`${mailbox.organisation} ${mailbox.id} ${day} ${metric} message`);
    };
    for (const [event, at] of events) {
      const day = dayOf(at);
      if ('method' in event) {
        if (event.what === 'window' || event.what === 'other') continue;
        const metric = event.what === 'sign-in' ? 'sign-in' : 'identification';
        add(`${event.organisation}  ${day} ${metric} ${event.method}`);
      } else if (event.what === 'reply') end(mailboxAt(event.to), day, 'received');
      else {
        end(mailboxAt(event.from), day, 'sent');
        for (const index of event.to) if (index <= 3) end(mailboxAt(index), day, 'received');
      }
    }
    return [...sums].sort(([one], [other]) => (one < other ? -1 : 1));
  };

  it('are right to the unit, whatever happens, in whatever stretches it is counted, by however many at once', async () => {
    const steps = fc.array(fc.tuple(anEvent, fc.integer({ min: 1, max: 20_000 }), fc.boolean()), { maxLength: 25 });
    await fc.assert(
      fc.asyncProperty(steps, fc.integer({ min: 1, max: 7 }), async (happening, stretch) => {
        await empty();
        const events: [Event, number][] = [];
        for (const [event, seconds, counts] of happening) {
          const now = clock.now().getTime();
          events.push([event, now]);
          await database.commit(statementsOf(event, now));
          clock.advance(seconds + 2);
          if (!counts) continue;
          await sealer.sealOnce();
          await Promise.all([rollup(stretch).run(), rollup(stretch).run()]);
        }
        await sealer.sealOnce();
        await rollup(stretch).run();
        await rollup(stretch).run();
        const sorted = (rows: readonly (readonly unknown[])[]) => rows.map((cells) => cells.join(' = ')).sort();
        expect(sorted(await counted())).toEqual(sorted(expected(events)));
      }),
      { numRuns: 12 },
    );
  });

  it('have what was committed late on the day on which it happened', async () => {
    const early = statementsOf({ what: 'sign-in', method: 'bankid', organisation: 'a' }, clock.now().getTime());
    clock.advance(86_400);
    await database.commit(
      statementsOf({ what: 'sign-in', method: 'bankid', organisation: 'a' }, clock.now().getTime()),
    );
    clock.advance(2);
    await sealer.sealOnce();
    await rollup().run();
    await database.commit(early);
    await sealer.sealOnce();
    await rollup().run();
    expect(await counted()).toEqual([
      ['a  2026-03-28 sign-in bankid', 1],
      ['a  2026-03-29 sign-in bankid', 1],
    ]);
  });

  it('go on after a break in the middle, and count nothing twice', async () => {
    for (let i = 0; i < 10; i++) {
      await database.commit(statementsOf({ what: 'send', from: 1, to: [3, 0] }, clock.now().getTime()));
      clock.advance(2);
    }
    await sealer.sealOnce();
    let commits = 0;
    class Breaking extends StatisticsRepository {
      override counted(...given: Parameters<StatisticsRepository['counted']>): Promise<void> {
        commits += 1;
        return commits === 3 ? Promise.reject(new Error('no power')) : super.counted(...given);
      }
    }
    await expect(new StatisticsRollup(new Breaking(database), 2).run()).rejects.toThrow('no power');
    await rollup(2).run();
    expect(await counted()).toEqual([
      ['a  2026-03-28 received message', 10],
      ['a  2026-03-28 sent message', 10],
      ['a a-function 2026-03-28 sent message', 10],
      ['b  2026-03-28 received message', 10],
      ['b b-function 2026-03-28 received message', 10],
    ]);
  });
});
