import type { Statement } from '../../platform/database/statements.ts';
import { isDomainError } from '../../platform/errors.ts';
import type { JobHandler, JobPayload } from '../../platform/jobs/outbox.ts';
import { mailButton, mailCard, mailNote, mailPage, mailParagraph, oneLine } from '../../platform/mail-layout.ts';
import type { Clock } from '../../ports/clock.port.ts';
import type { MailMessage, MailPort } from '../../ports/mail.port.ts';
import type { AccountsDirectory } from '../accounts/index.ts';
import { audit } from '../audit/index.ts';
import type { Mailbox, MailboxesService, MailboxMembersRepository } from '../mailboxes/index.ts';
import type { OrganisationsService } from '../organisations/index.ts';
import type { MessagesRepository } from './messages.repository.ts';
import type { NoticeLanguage } from './notification.texts.ts';
import { SENDER_NOTICE_TEXTS } from './sender-notice.texts.ts';
import { SENDER_NOTICE_JOB, type SenderNoticeKind } from './sender-notice.ts';

export interface SenderNoticesParts {
  readonly clock: Clock;
  readonly repository: MessagesRepository;
  readonly mailboxes: MailboxesService;
  readonly members: Pick<MailboxMembersRepository, 'all'>;
  readonly directory: Pick<AccountsDirectory, 'languageOf'>;
  readonly organisations: OrganisationsService;
  readonly mail: MailPort;
  /** Public address of the product, without a slash at the end. */
  readonly publicUrl: string;
  readonly mailFrom: string;
}

/** Mails senders about one recipient: she opened, or somebody else tried. At least once; a repeat carries the same Message-ID. */
export class SenderNotices {
  readonly #parts: SenderNoticesParts;

  constructor(parts: SenderNoticesParts) {
    this.#parts = parts;
  }

  async run(payload: JobPayload): Promise<readonly Statement[]> {
    const { clock, repository, mailboxes, organisations, mail, mailFrom, publicUrl } = this.#parts;
    const kind = payload.kind as SenderNoticeKind;
    const recipient = await repository.recipient(String(payload.recipientId));
    const message = recipient && (await repository.message(recipient.message_id));
    const mailbox = message?.sender_mailbox_id ? await mailboxes.byId(message.sender_mailbox_id) : null;
    if (!message || !mailbox) return [];
    const { name: organisation } = await organisations.get(mailbox.organisationId);
    const place = mailbox.kind === 'function' ? `?mailbox=${mailbox.id}` : '';
    let told = false;
    for (const { to, language, own } of await this.#readers(mailbox, message.sender_account_id)) {
      const notice = senderNoticeMail({
        ...{ kind, language, to, from: mailFrom, organisation },
        url: `${publicUrl}/messages/sent/${message.id}${place}`,
        id: [recipient.id, payload.at, own].filter(Boolean).join('.'),
      });
      const sent = await mail.send({ ...notice, organisationId: mailbox.organisationId }).then(
        () => true,
        (error: unknown) => {
          // Her own mailbox refuses for good: another try would not help, and her pages have told her.
          if (isDomainError(error, 'mail-refused')) return false;
          throw error;
        },
      );
      told ||= sent;
    }
    return [
      audit(
        {
          organisationId: mailbox.organisationId,
          action: told ? 'message.sender-told' : 'message.sender-notice-refused',
          actor: { kind: 'system' },
          target: { kind: 'message', id: message.id },
          facts: { recipient: recipient.id, about: kind },
        },
        clock.now().getTime(),
      ),
    ];
  }

  /** The holder; of a function mailbox whoever wrote the message, and when she is not in it any more its administrators. */
  async #readers(mailbox: Mailbox, writerId: string | null): Promise<readonly Reader[]> {
    const { members, directory, organisations } = this.#parts;
    if (mailbox.kind === 'personal') {
      const language = await directory.languageOf(mailbox.address);
      const { settings } = await organisations.get(mailbox.organisationId);
      return [{ to: mailbox.address, language: language ?? settings.language }];
    }
    const all = await members.all(mailbox.id, { active: true });
    const writer = all.filter(({ account_id }) => account_id === writerId);
    const readers = writer.length > 0 ? writer : all.filter(({ role }) => role === 'administrator');
    return readers.map(({ address, language, account_id }) => ({ to: address, language, own: account_id }));
  }
}

interface Reader {
  readonly to: string;
  readonly language: NoticeLanguage;
  /** Of one reader among several: makes the Message-ID hers. */
  readonly own?: string;
}

interface SenderNoticeFacts {
  readonly kind: SenderNoticeKind;
  readonly language: NoticeLanguage;
  readonly to: string;
  readonly from: string;
  readonly organisation: string;
  readonly url: string;
  readonly id: string;
}

/** Neither subject nor names: what it is about stands behind the sign-in. */
const senderNoticeMail = ({ kind, language, to, from, organisation, url, id }: SenderNoticeFacts): MailMessage => {
  const { subject, said, what, button, noReply } = SENDER_NOTICE_TEXTS[kind][language];
  const card = mailCard(
    subject,
    [mailParagraph(said), mailButton({ text: button, url }), mailNote(what), mailNote(noReply)].join('\n'),
  );
  return {
    from: { name: oneLine(organisation), address: from },
    to,
    subject,
    text: [said, `${button}:\n${url}`, what, noReply].join('\n\n'),
    html: mailPage({ language, subject, card }),
    messageId: `<${kind}-${id}@${from.slice(from.lastIndexOf('@') + 1)}>`,
  };
};

/** The job of these mails, for the worker. */
export const senderNoticeJobs = (notices: SenderNotices): Readonly<Record<string, JobHandler>> => ({
  [SENDER_NOTICE_JOB]: (payload) => notices.run(payload),
});
