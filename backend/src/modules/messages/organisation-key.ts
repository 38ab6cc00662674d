import { type Statement, write } from '../../platform/database/statements.ts';

const OF_ORGANISATION =
  'delete from message_key where holder_id = (select organisation_holder_id from message where id = ?)';

/** Takes the key that the sender's organisation reads by, if there is one. */
export const organisationKeyTaken = (messageId: string): Statement => write(OF_ORGANISATION, messageId);

/**
 * After keys were taken: the organisation's goes with the sender's, and with the last recipient's. In a batch that has locked the
 * message's row, so that of two that take the last ones apart the second sees what the first did.
 */
export const organisationKeyFollows = (messageId: string): Statement =>
  write(
    `${OF_ORGANISATION} and (not exists (select 1 from message_key where holder_id = ?) or (select count(*) from message_key where message_id = ?) < 3)`,
    messageId,
    messageId,
    messageId,
  );
