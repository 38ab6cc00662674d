import { isDeepStrictEqual } from 'node:util';
import type { DraftContent, DraftPage, DraftRow, SaveDraft, SavedDraft } from '@sefos/shared/contract/drafts.ts';
import { type AssuranceLevel, satisfies } from '@sefos/shared/domain/levels.ts';
import { LIMITS } from '@sefos/shared/domain/limits.ts';
import type { AccountActor } from '../../platform/actor.ts';
import type { Database } from '../../platform/database/database.ts';
import { decodeKeyset, encodeKeyset } from '../../platform/database/keyset.ts';
import { guard, type Statement, write } from '../../platform/database/statements.ts';
import { DomainError } from '../../platform/errors.ts';
import { enqueue } from '../../platform/jobs/outbox.ts';
import { SCRUB_JOB } from '../../platform/jobs/scrub.ts';
import type { Clock } from '../../ports/clock.port.ts';
import type { HeldUploads } from '../attachments/index.ts';
import { type AuditEntry, accountActor, audit } from '../audit/index.ts';
import { inTurn, liveEvent, type MailboxesService } from '../mailboxes/index.ts';
import type { OrganisationsService } from '../organisations/index.ts';
import { requireUnsent } from './draft-claims.ts';
import {
  type DraftHeadline,
  type DraftPlace,
  type DraftSealing,
  type DraftText,
  fieldsOf,
  requiredLevel,
} from './draft-sealing.ts';
import {
  createDraft,
  type DraftAt,
  type DraftHead,
  DraftMoved,
  type DraftsRepository,
  destroyDraft,
  ownDraft,
  replaceDraft,
} from './drafts.repository.ts';

export interface DraftsParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly repository: DraftsRepository;
  readonly mailboxes: MailboxesService;
  readonly uploads: HeldUploads;
  readonly sealing: DraftSealing;
  /** Reduces an editor's HTML to what a message may hold; the channel knows what that is. @throws {DomainError} body-too-large */
  readonly sanitise: (html: string) => string;
  readonly organisations: OrganisationsService;
  /**
   * How many recipients lack what identifies them, of a draft that lacks nothing else; the channel knows what that is. @throws
   * {DomainError} what else keeps it from being sent
   */
  readonly missingDetails: (actor: AccountActor, draft: SaveDraft, now: number) => Promise<number>;
}

export type DraftParams = Omit<DraftAt, 'writerId'>;

/** Whose drafts the actor has in a mailbox: a delegate and its holder, or its members, do not see each other's. Null = the holder's. */
export const writerOf = ({ accountId, entered }: AccountActor): string | null => (entered ? accountId : null);

const draftOf = (actor: AccountActor, { mailboxId, draftId }: DraftParams): DraftAt => ({
  mailboxId,
  draftId,
  writerId: writerOf(actor),
});

const changed = (revision: number): DomainError => new DomainError('draft-changed', { revision });

const draftEvent = ({ mailboxId, draftId }: DraftParams, now: number): Statement =>
  liveEvent({ type: 'draft-changed', mailboxId, draftId }, now);

/** @throws {DomainError} recipients-too-many, attachments-too-many */
const checkCounts = ({ recipients, uploadIds }: SaveDraft): void => {
  if (recipients.length > LIMITS.draftRecipients)
    throw new DomainError('recipients-too-many', { most: LIMITS.draftRecipients });
  if (uploadIds.length > LIMITS.attachmentsPerMessage)
    throw new DomainError('attachments-too-many', { most: LIMITS.attachmentsPerMessage });
};

const DAY_MILLISECONDS = 86_400_000;

/** What waits is kept as long as any draft; its row says until when. */
const waitingPart = ({ saved_at }: DraftHead, waitingFor: number | null | undefined, draftDays: number) =>
  waitingFor == null
    ? {}
    : {
        waitingFor,
        keptUntil: draftDays === 0 ? null : new Date(saved_at + draftDays * DAY_MILLISECONDS).toISOString(),
      };

const presentRow = (
  head: DraftHead,
  { requiredLevel: required, waitingFor, ...headline }: DraftHeadline,
  { level, draftDays }: { readonly level: AssuranceLevel; readonly draftDays: number },
): DraftRow => {
  const { id, revision, saved_at } = head;
  const savedAt = new Date(saved_at).toISOString();
  const row = { id, revision, ...headline, savedAt, ...waitingPart(head, waitingFor, draftDays) };
  return satisfies(level, required) ? row : { ...row, subject: '', stepUpNeeded: true };
};

/** What is being written: saved sealed, gone on with from any page, destroyed when it is sent, removed or forgotten. */
export class DraftsService {
  readonly #parts: DraftsParts;

  constructor(parts: DraftsParts) {
    this.#parts = parts;
  }

  /** Creates or replaces in one commit, with the uploads that it holds. @throws {DomainError} see contract/drafts.ts saveDraft */
  async save(actor: AccountActor, place: DraftParams, input: SaveDraft): Promise<SavedDraft> {
    const { database, clock, mailboxes, uploads, sealing, sanitise, missingDetails } = this.#parts;
    const at = draftOf(actor, place);
    const { organisationId } = await mailboxes.requireMember(actor, at.mailboxId);
    checkCounts(input);
    const now = clock.now().getTime();
    const row: DraftPlace = {
      ...{ id: at.draftId, mailbox_id: at.mailboxId, organisation_id: organisationId },
      delegate_account_id: at.writerId,
    };
    const text: DraftText = {
      fields: fieldsOf(input),
      bodyHtml: sanitise(input.bodyHtml),
      requiredLevel: requiredLevel(actor.level, input.assuranceLevel),
      waitingFor: input.waiting ? await missingDetails(actor, input, now) : null,
    };
    const waiting = await this.#waiting(actor, at, text, now);
    const sealed = { ...(await sealing.seal(row, text)), waiting_since: waiting.since };
    const owner = { kind: 'account', id: actor.accountId, organisationId } as const;
    const written =
      input.revision === 0
        ? [inTurn(at.mailboxId), ...createDraft(row, sealed, now)]
        : [replaceDraft(row, input.revision, sealed, now)];
    const held = [
      ...uploads.hold(owner, at.draftId, input.uploadIds, now),
      ...(input.waiting ? uploads.requireComplete(at.draftId, input.uploadIds.length) : []),
    ];
    try {
      await database.commit([...written, ...held, ...waiting.entries, draftEvent(at, now)]);
      return { revision: input.revision + 1, savedAt: new Date(now).toISOString() };
    } catch (error) {
      if (error instanceof DraftMoved) return this.#alreadySaved(at, input.revision, text);
      throw error;
    }
  }

  /** A page, the last saved first. One unwrap and one opening a row. @throws {DomainError} not-found, invalid-request */
  async list(
    actor: AccountActor,
    mailboxId: string,
    query: { readonly cursor?: string; readonly limit?: number },
  ): Promise<DraftPage> {
    const { repository, mailboxes, sealing, organisations } = this.#parts;
    const { organisationId } = await mailboxes.requireMember(actor, mailboxId);
    const { draftDays } = (await organisations.get(organisationId)).settings;
    const after = query.cursor === undefined ? null : decodeKeyset(query.cursor);
    if (query.cursor !== undefined && !after) throw new DomainError('invalid-request');
    const limit = query.limit ?? LIMITS.pageRows;
    const found = await repository.list({ mailboxId, writerId: writerOf(actor) }, after, limit + 1);
    const heads = found.slice(0, limit);
    const rows = await Promise.all(
      heads.map(async (head) => presentRow(head, await sealing.headline(head), { level: actor.level, draftDays })),
    );
    const last = found.length > limit ? heads.at(-1) : undefined;
    return { rows, nextCursor: last ? encodeKeyset({ at: last.saved_at, id: last.id }) : null };
  }

  /** A draft with the uploads that are still there. @throws {DomainError} not-found, step-up-required */
  async get(actor: AccountActor, place: DraftParams): Promise<DraftContent> {
    const { repository, mailboxes, uploads, sealing } = this.#parts;
    const at = draftOf(actor, place);
    await mailboxes.requireMember(actor, at.mailboxId);
    const row = await repository.find(at);
    if (!row) throw new DomainError('not-found');
    const { fields, bodyHtml, requiredLevel: level, waitingFor } = await sealing.content(row);
    if (!satisfies(actor.level, level)) throw new DomainError('step-up-required', { level });
    const { uploadIds, ...written } = fields;
    const held = await uploads.list(row.id, uploadIds);
    return {
      id: row.id,
      revision: row.revision,
      savedAt: new Date(row.saved_at).toISOString(),
      ...written,
      bodyHtml,
      uploads: held,
      ...(waitingFor === null ? {} : { waiting: true, missingUploads: uploadIds.length - held.length }),
    };
  }

  /** Destroys a draft and its uploads, whatever is saved meanwhile. @throws {DomainError} not-found */
  async remove(actor: AccountActor, place: DraftParams): Promise<void> {
    const { repository, mailboxes } = this.#parts;
    const at = draftOf(actor, place);
    await mailboxes.requireMember(actor, at.mailboxId);
    // Each save that comes between reading and destroying is another turn.
    for (;;) {
      const head = await repository.find(at);
      if (!head) throw new DomainError('not-found');
      if (await this.destroy(head, { action: 'draft.deleted', actor: accountActor(actor) })) return;
    }
  }

  /** Destroys a draft as it was read: row, key, uploads. False: it was saved, sent or removed meanwhile. */
  async destroy(
    head: DraftHead,
    entry: Pick<AuditEntry, 'actor'> & { readonly action: 'draft.deleted' | 'draft.expired' },
  ): Promise<boolean> {
    const { database, clock, uploads } = this.#parts;
    const now = clock.now().getTime();
    const target = { kind: 'draft', id: head.id };
    const statements = [
      destroyDraft(head),
      ...(await uploads.destroy(head.id, now)),
      audit({ organisationId: head.organisation_id, ...entry, target }, now),
      draftEvent({ mailboxId: head.mailbox_id, draftId: head.id }, now),
      enqueue(SCRUB_JOB, {}, now),
    ];
    try {
      await database.commit(statements);
      return true;
    } catch (error) {
      if (error instanceof DraftMoved) return false;
      throw error;
    }
  }

  /**
   * The writes that take the writer's own draft away, saved or not, for the batch that sends it; uploads that it held and the
   * message does not take are swept. An id of anybody else's changes nothing there. With `revision`, a draft that was saved since
   * is not lost. `waited`: it has waited for details. @throws {DomainError} draft-changed
   */
  async sent(
    at: DraftAt,
    revision: number | undefined,
    now: number,
  ): Promise<{ readonly statements: Statement[]; readonly waited: boolean }> {
    const { repository, uploads } = this.#parts;
    const state = await repository.state(at);
    const there = state?.revision;
    // Of holder and delegate neither sends the other's.
    if (there === undefined && (await repository.isOthers(at))) throw new DomainError('not-found');
    if (there !== undefined && revision !== undefined && there !== revision) throw changed(there);
    const own = ownDraft(at);
    const destroy = write(`delete from draft where id in (${own.sql})`, ...own.params);
    const asSeen = guard(
      write(
        'delete from draft where id = ? and mailbox_id = ? and revision = ?',
        at.draftId,
        at.mailboxId,
        revision ?? 0,
      ),
      () => changed((there ?? 0) + 1),
    );
    const isGuarded = there !== undefined && revision !== undefined;
    return {
      statements: [uploads.release(at.draftId, own, now), isGuarded ? asSeen : destroy, draftEvent(at, now)],
      waited: state !== undefined && state.waiting_since !== null,
    };
  }

  /** Since when it waits as it is saved now, with what the log is told when that begins. */
  async #waiting(actor: AccountActor, at: DraftAt, { fields, waitingFor }: DraftText, now: number) {
    if (waitingFor === null) return { since: null, entries: [] };
    const before = (await this.#parts.repository.state(at))?.waiting_since ?? null;
    if (before !== null) return { since: before, entries: [] };
    const facts = { recipients: fields.recipients.length, waitingFor };
    const target = { kind: 'draft', id: at.draftId };
    const { organisationId } = actor;
    return {
      since: now,
      entries: [audit({ organisationId, action: 'draft.waiting', actor: accountActor(actor), target, facts }, now)],
    };
  }

  /** Why a save was refused; or its answer, when it is the repetition of one whose answer was lost. */
  async #alreadySaved(at: DraftAt, seen: number, said: DraftText): Promise<SavedDraft> {
    const { database, repository, sealing } = this.#parts;
    await requireUnsent(database, { mailboxId: at.mailboxId, key: at.draftId });
    const row = await repository.find(at);
    if (!row) {
      const isElsewhere = seen === 0 && (await repository.isTaken(at.draftId));
      throw new DomainError(isElsewhere ? 'not-found' : 'draft-gone');
    }
    const isRepeated = row.revision === seen + 1 && isDeepStrictEqual(await sealing.content(row), said);
    if (!isRepeated) throw changed(row.revision);
    return { revision: row.revision, savedAt: new Date(row.saved_at).toISOString() };
  }
}
