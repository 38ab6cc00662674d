import type { RowAction } from '@sefos/shared/contract/messages.ts';
import type { AccountActor } from '../../platform/actor.ts';
import type { Database } from '../../platform/database/database.ts';
import { guard, type Statement, write } from '../../platform/database/statements.ts';
import { DomainError } from '../../platform/errors.ts';
import { enqueue } from '../../platform/jobs/outbox.ts';
import type { Clock } from '../../ports/clock.port.ts';
import { accountActor, audit } from '../audit/index.ts';
import { restoredWrites } from '../cases/index.ts';
import { liveEvent, type MailboxesService } from '../mailboxes/index.ts';
import type { CopyPurge } from './copy-purge.ts';
import { SCRUB_AFTER_MILLISECONDS } from './deleted-copies.job.ts';
import { SCRUB_JOB } from './purge.ts';
import { LostRace, settledStatements } from './recipient-events.ts';

/** One holder's copy: what she received, or what she sent. */
interface Copy {
  readonly id: string;
  readonly messageId: string;
  readonly received: boolean;
}

/** A change of one column of a copy; from the state that it must have. */
interface Change {
  readonly received: { readonly set: string; readonly from: string } | null;
  readonly sent: { readonly set: string; readonly from: string } | null;
  /** The column gets the instant, or is emptied. */
  readonly marks: boolean;
}

const change = (column: string, marks: boolean, more = ''): { set: string; from: string } => ({
  set: column,
  from: `${column} is ${marks ? '' : 'not '}null${more}`,
});
/** Nothing that is deleted is archived or marked: it is in no list. */
const NOT_DELETED = { received: ' and deleted_at is null', sent: ' and sender_deleted_at is null' };
/** What has no content for its reader any more cannot be unread. */
const THERE = ' and recalled_at is null and purged_at is null';

const moved = (action: 'archived' | 'deleted', marks: boolean): Change => {
  const received = action === 'archived' ? NOT_DELETED.received : marks ? '' : ' and purged_at is null';
  const sent = action === 'archived' ? NOT_DELETED.sent : marks ? '' : ' and sender_purged_at is null';
  return {
    received: change(`${action}_at`, marks, received),
    sent: change(`sender_${action}_at`, marks, sent),
    marks,
  };
};
type Reversible = Exclude<RowAction, 'destroy'>;
const CHANGES: Readonly<Record<Reversible, Change>> = {
  archive: moved('archived', true),
  unarchive: moved('archived', false),
  delete: moved('deleted', true),
  restore: moved('deleted', false),
  markRead: { received: change('read_at', true, NOT_DELETED.received + THERE), sent: null, marks: true },
  markUnread: { received: change('read_at', false, NOT_DELETED.received + THERE), sent: null, marks: false },
};

/** Deleted, and not destroyed yet: what stands in Borttagna. */
const RESTORABLE: Omit<Change, 'marks'> = {
  received: { set: '', from: `deleted_at is not null${THERE}` },
  sent: { set: '', from: 'sender_deleted_at is not null and purged_at is null and sender_purged_at is null' },
};

const ACTION_NAMES: Readonly<Record<Reversible, string>> = {
  archive: 'message.archived',
  unarchive: 'message.unarchived',
  markRead: 'message.marked-read',
  markUnread: 'message.marked-unread',
  delete: 'message.deleted',
  restore: 'message.restored',
};

/** How often a request decides anew when something else happened to a row in between. */
const TRIES = 5;

export interface RowActionsParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly mailboxes: MailboxesService;
  readonly copies: CopyPurge;
}

/** Only the holder's: what goes is to go with her knowledge. */
const HOLDERS: readonly RowAction[] = ['delete', 'restore', 'destroy'];

/** Members of a function mailbox are its holders together; what nobody brings back is its administrators' to destroy. @throws {DomainError} not-allowed */
const requireRight = ({ entered }: AccountActor, action: RowAction): void => {
  const refused =
    entered?.role === 'delegate' ? HOLDERS.includes(action) : entered?.role === 'member' && action === 'destroy';
  if (refused) throw new DomainError('not-allowed');
};

/** What holders do with their own copies, many at once. It says nothing to anybody else and takes nothing from them. */
export class RowActions {
  readonly #parts: RowActionsParts;

  constructor(parts: RowActionsParts) {
    this.#parts = parts;
  }

  /** Which of the rows were changed, and which were not. One batch: all that can be is done, or none. @throws {DomainError} not-found, not-allowed */
  async act(
    actor: AccountActor,
    mailboxId: string,
    action: RowAction,
    ids: readonly string[],
  ): Promise<{ done: string[]; unchanged: string[] }> {
    const { since } = await this.#parts.mailboxes.requireMember(actor, mailboxId);
    requireRight(actor, action);
    if (action === 'destroy') return this.#destroy(actor, mailboxId, ids);
    for (let attempt = 1; ; attempt++) {
      const copies = await this.#changeable(mailboxId, since, CHANGES[action], ids);
      try {
        if (copies.length > 0) await this.#parts.database.commit(this.#statements(actor, mailboxId, action, copies));
        const done = new Set(copies.map(({ id }) => id));
        return { done: ids.filter((id) => done.has(id)), unchanged: ids.filter((id) => !done.has(id)) };
      } catch (error) {
        // Read, recalled, purged or changed on another page meanwhile.
        if (!(error instanceof LostRace) || attempt === TRIES) throw error;
      }
    }
  }

  /** Each copy is a batch of its own, as when its days are over: stopped half-way, the rest is still in Borttagna. */
  async #destroy(actor: AccountActor, mailboxId: string, ids: readonly string[]) {
    const { database, copies, clock } = this.#parts;
    const found = await this.#changeable(mailboxId, 0, RESTORABLE, ids);
    const now = clock.now().getTime();
    // Before the first key goes, so that a crash does not forget it.
    if (found.length > 0) await database.commit([enqueue(SCRUB_JOB, {}, now, now + SCRUB_AFTER_MILLISECONDS)]);
    const done = new Set<string>();
    for (const { id, received } of found) {
      const outcome = await copies[received ? 'received' : 'sent'](id, 'deleted', accountActor(actor));
      if (outcome === 'purged') done.add(id);
    }
    return { done: ids.filter((id) => done.has(id)), unchanged: ids.filter((id) => !done.has(id)) };
  }

  /** The rows of the mailbox that the change applies to, in one order, so that two requests never wait for each other. */
  async #changeable(
    mailboxId: string,
    since: number,
    { received, sent }: Omit<Change, 'marks'>,
    ids: readonly string[],
  ): Promise<readonly Copy[]> {
    const { database } = this.#parts;
    const marks = ids.map(() => '?').join(', ');
    const [inbox, outbox] = await Promise.all([
      received
        ? database.all<{ id: string; message_id: string }>(
            `select id, message_id from recipient where id in (${marks}) and mailbox_id = ? and delivered_at >= ? and ${received.from} order by id`,
            ...[...ids, mailboxId, since],
          )
        : [],
      sent
        ? database.all<{ id: string }>(
            `select id from message where id in (${marks}) and sender_mailbox_id = ? and sent_at >= ? and ${sent.from} order by id`,
            ...[...ids, mailboxId, since],
          )
        : [],
    ]);
    return [
      ...inbox.map(({ id, message_id }) => ({ id, messageId: message_id, received: true })),
      ...outbox.map(({ id }) => ({ id, messageId: id, received: false })),
    ];
  }

  #statements(actor: AccountActor, mailboxId: string, action: Reversible, copies: readonly Copy[]): Statement[] {
    const now = this.#parts.clock.now().getTime();
    const entry = (target: { kind: string; id: string }, facts: Readonly<Record<string, string | number>>) =>
      audit(
        {
          organisationId: actor.organisationId,
          action: ACTION_NAMES[action],
          actor: accountActor(actor),
          target,
          facts,
        },
        now,
      );
    // What is deleted is told of one by one; putting aside and marking lose nothing.
    const entries =
      action === 'delete' || action === 'restore'
        ? copies.map(({ messageId, received }) =>
            entry({ kind: 'message', id: messageId }, { as: received ? 'recipient' : 'sender' }),
          )
        : [entry({ kind: 'mailbox', id: mailboxId }, { rows: copies.length })];
    return [
      ...copies.flatMap((copy) => changed(copy, action, now)),
      ...(action === 'restore' ? restoredCases(actor, mailboxId, copies, now) : []),
      ...entries,
      liveEvent({ type: 'mailbox-changed', mailboxId }, now),
      // Last, as in a sending, because all who send to the mailbox wait for its row.
      ...copies.flatMap(({ id, received }) => (received ? settledStatements(id, mailboxId) : [])),
    ];
  }
}

/** In a function mailbox the cases of what is brought back come back as well. */
const restoredCases = (actor: AccountActor, mailboxId: string, copies: readonly Copy[], now: number): Statement[] => {
  const ids = copies.map(({ messageId }) => messageId);
  const conversations = {
    sql: `select conversation_id from message where id in (${ids.map(() => '?').join(', ')})`,
    values: ids,
  };
  return actor.entered?.mailboxId === mailboxId ? restoredWrites(mailboxId, conversations, actor, now) : [];
};

/** The write to a copy, from exactly the state that it applies to; else LostRace. */
const changed = ({ id, received }: Copy, action: Reversible, now: number): Statement[] => {
  const { marks, ...sides } = CHANGES[action];
  const side = received ? sides.received : sides.sent;
  if (!side) return [];
  const value = marks ? now : null;
  const table = received ? 'recipient' : 'message';
  const statement = write(`update ${table} set ${side.set} = ? where id = ? and ${side.from}`, value, id);
  return [guard(statement, () => new LostRace()), ...(received ? [] : linkRows(id, action, now))];
};

/** Länkar: what is deleted takes its finished links along; as long as a link can be opened, its sender can find it and end it. */
const linkRows = (messageId: string, action: Reversible, now: number): Statement[] => {
  const links = "where message_id = ? and address_kind = 'external'";
  if (action === 'restore') return [write(`update recipient set deleted_at = null ${links}`, messageId)];
  if (action !== 'delete') return [];
  const finished = '(recalled_at is not null or purged_at is not null or expires_at <= ?)';
  return [write(`update recipient set deleted_at = ? ${links} and ${finished}`, now, messageId, now)];
};
