import type { MailboxesService } from '../mailboxes/index.ts';
import type { NotificationPreferencesService } from '../notifications/index.ts';
import type { RecipientRecord } from './message.entity.ts';

export interface MailChoiceParts {
  readonly mailboxes: Pick<MailboxesService, 'holderOf'>;
  readonly preferences: Pick<NotificationPreferencesService, 'of'>;
}

/** Whether a recipient may be mailed: false only for a person with an account who has chosen no mail. */
export const wantsMail = async (
  { mailboxes, preferences }: MailChoiceParts,
  { mailbox_id: mailboxId }: Pick<RecipientRecord, 'mailbox_id'>,
): Promise<boolean> => {
  const holder = mailboxId === null ? null : await mailboxes.holderOf(mailboxId);
  return holder === null || (await preferences.of(holder)).mail;
};
