import { guard, type Statement, write } from '../../platform/database/statements.ts';
import { enqueue } from '../../platform/jobs/outbox.ts';
import { SCRUB_JOB } from '../../platform/jobs/scrub.ts';
import type { AttachmentsService } from '../attachments/index.ts';
import { LostRace } from './recipient-events.ts';

export { SCRUB_JOB };

/**
 * Destroys a message for everybody: every key, headline and body now, blobs by a job of the same commit. Refused by LostRace
 * when a recipient who may still read it has appeared since (`expectedReaders` counts those with a key besides the sender).
 */
export const destroyMessage = (
  messageId: string,
  reason: 'recalled' | 'expired' | 'purged',
  attachments: AttachmentsService,
  now: number,
): Promise<Statement[]> =>
  attachments
    .purgeStatements([messageId], now)
    .then((blobs) => [
      guard(
        write(
          'update message set headline = null, purged_at = ?, purge_reason = ? where id = ? and purged_at is null and not exists (select 1 from message_key where message_id = ? and holder_id <> ?)',
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
      ...blobs,
      enqueue(SCRUB_JOB, {}, now),
    ]);
