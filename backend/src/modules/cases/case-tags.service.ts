import type { CaseTag } from '@sefos/shared/contract/cases.ts';
import { LIMITS } from '@sefos/shared/domain/limits.ts';
import { cleanLine } from '@sefos/shared/domain/text.ts';
import type { AccountActor } from '../../platform/actor.ts';
import type { Database } from '../../platform/database/database.ts';
import { guard, insert, type Statement, write } from '../../platform/database/statements.ts';
import { DomainError } from '../../platform/errors.ts';
import { newId } from '../../platform/ids.ts';
import { enqueue } from '../../platform/jobs/outbox.ts';
import { SCRUB_JOB } from '../../platform/jobs/scrub.ts';
import type { Clock } from '../../ports/clock.port.ts';
import { accountActor, audit } from '../audit/index.ts';
import { inTurn, liveEvent } from '../mailboxes/index.ts';
import { CaseTagEntity } from './case.entity.ts';
import { type CaseAccess, isAdministrator } from './case-access.ts';
import type { CaseSealing } from './case-sealing.ts';
import type { CasesRepository } from './cases.repository.ts';

export interface CaseTagsParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly repository: CasesRepository;
  readonly access: CaseAccess;
  readonly sealing: CaseSealing;
}

/** Thrown inside a batch when somebody made or removed a tag meanwhile; read again. */
class TagsMoved extends Error {}

const TRIES = 20;
const nothing = (): void => undefined;
const fold = (name: string): string => name.normalize('NFC').toLocaleLowerCase('sv');

/** The tags of function mailboxes. */
export class CaseTags {
  readonly #parts: CaseTagsParts;
  /** Those of one mailbox in this process go one after the other: names are sealed, so each has to see the one before. */
  readonly #turns = new Map<string, Promise<void>>();

  constructor(parts: CaseTagsParts) {
    this.#parts = parts;
  }

  /** By name. @throws {DomainError} not-found */
  async list(actor: AccountActor, mailboxId: string): Promise<CaseTag[]> {
    await this.#parts.access.mailbox(actor, mailboxId);
    return this.#opened(mailboxId);
  }

  /** A name that is there already, in whatever case, answers its tag. @throws {DomainError} not-found, invalid-request, case-tags-too-many, settings-changed */
  async add(actor: AccountActor, mailboxId: string, written: string): Promise<CaseTag> {
    const turn = (this.#turns.get(mailboxId) ?? Promise.resolve()).then(() => this.#add(actor, mailboxId, written));
    const over = turn.then(nothing, nothing);
    this.#turns.set(mailboxId, over);
    try {
      return await turn;
    } finally {
      if (this.#turns.get(mailboxId) === over) this.#turns.delete(mailboxId);
    }
  }

  async #add(actor: AccountActor, mailboxId: string, written: string): Promise<CaseTag> {
    const { database, clock, access, sealing } = this.#parts;
    const { organisationId } = await access.mailbox(actor, mailboxId);
    const name = cleanLine(written);
    if (name === '') throw new DomainError('invalid-request', { field: 'name' });
    for (let attempt = 1; ; attempt++) {
      const tags = await this.#opened(mailboxId);
      const there = tags.find((tag) => fold(tag.name) === fold(name));
      if (there) return there;
      const most = LIMITS.tagsPerMailbox;
      if (tags.length >= most) throw new DomainError('case-tags-too-many', { most });
      const now = clock.now().getTime();
      const place = { id: newId(now), organisation_id: organisationId, mailbox_id: mailboxId };
      const asSeen = write(
        'update mailbox set unread = unread where id = ? and (select count(*) from case_tag where mailbox_id = ?) = ?',
        ...[mailboxId, mailboxId, tags.length],
      );
      try {
        await database.commit([
          inTurn(mailboxId),
          guard(asSeen, () => new TagsMoved()),
          insert(CaseTagEntity, { ...place, ...(await sealing.seal('tag', place, name)) }),
          ...this.#told(actor, 'case.tag-added', mailboxId, place.id, now),
        ]);
        return { id: place.id, name };
      } catch (error) {
        if (!(error instanceof TagsMoved)) throw error;
        if (attempt === TRIES) throw new DomainError('settings-changed');
      }
    }
  }

  /** Off the mailbox and all its cases. @throws {DomainError} not-found, not-allowed */
  async remove(actor: AccountActor, mailboxId: string, tagId: string): Promise<void> {
    const { database, clock, access } = this.#parts;
    await access.mailbox(actor, mailboxId);
    if (!isAdministrator(actor)) throw new DomainError('not-allowed');
    const now = clock.now().getTime();
    await database.commit([
      inTurn(mailboxId),
      guard(
        write('delete from case_tag where id = ? and mailbox_id = ?', tagId, mailboxId),
        () => new DomainError('not-found'),
      ),
      write('delete from tagged_case where tag_id = ?', tagId),
      ...this.#told(actor, 'case.tag-removed', mailboxId, tagId, now),
      enqueue(SCRUB_JOB, {}, now),
    ]);
  }

  async #opened(mailboxId: string): Promise<CaseTag[]> {
    const { repository, sealing } = this.#parts;
    const rows = await repository.tags(mailboxId);
    const tags = await Promise.all(rows.map(async (row) => ({ id: row.id, name: await sealing.open('tag', row) })));
    return tags.sort((one, other) => one.name.localeCompare(other.name, 'sv'));
  }

  #told(actor: AccountActor, action: string, mailboxId: string, tagId: string, now: number): Statement[] {
    return [
      audit(
        {
          ...{ organisationId: actor.organisationId, action, actor: accountActor(actor) },
          ...{ target: { kind: 'mailbox', id: mailboxId }, facts: { tag: tagId } },
        },
        now,
      ),
      liveEvent({ type: 'mailbox-changed', mailboxId }, now),
    ];
  }
}
