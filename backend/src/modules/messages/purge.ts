import { guard, type Statement, write } from '../../platform/database/statements.ts';
import { enqueue } from '../../platform/jobs/outbox.ts';
import { SCRUB_JOB } from '../../platform/jobs/scrub.ts';
import type { AttachmentsService } from '../attachments/index.ts';
import { allWordsForgotten } from '../search/index.ts';
import { organisationKeyTaken } from './organisation-key.ts';
import { LostRace } from './recipient-events.ts';

export { SCRUB_JOB };

/** As destroyMessage, for many: whoever calls it asks for the scrub. */
export const destroyStatements = (
  messageId: string,
  reason: 'recalled' | 'expired' | 'purged',
  attachments: AttachmentsService,
  now: number,
): Promise<Statement[]> =>
  attachments
    .purgeStatements([messageId], now)
    .then((blobs) => [
      organisationKeyTaken(messageId),
      guard(
        write(
          'update message set headline = null, purged_at = ?, purge_reason = ? where id = ? and purged_at is null and held_at is null and not exists (select 1 from message_key where message_id = ? and holder_id <> ?)',
          now,
          reason,
          messageId,
          messageId,
          messageId,
        ),
        () => new LostRace(),
      ),
      write('delete from message_key where message_id = ?', messageId),
      write('delete from message_body where message_id = ?', messageId),
      ...allWordsForgotten(messageId),
      ...blobs,
    ]);

/**
 * Destroys a message for everybody: every key, headline and body now, blobs by a job of the same commit. Refused by LostRace
 * when it is held, or a recipient besides the sender still has a key.
 */
export const destroyMessage = (
  messageId: string,
  reason: 'recalled' | 'expired' | 'purged',
  attachments: AttachmentsService,
  now: number,
): Promise<Statement[]> =>
  destroyStatements(messageId, reason, attachments, now).then((statements) => [
    ...statements,
    enqueue(SCRUB_JOB, {}, now),
  ]);
