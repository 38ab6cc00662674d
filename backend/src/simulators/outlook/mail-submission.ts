import nodemailer from 'nodemailer';
import type { MailAddress, MailboxOwner, MailDraft } from './mail-item.ts';

/** Hands over what a person sends in the simulated Outlook, as Exchange does: one mail for all recipients. */
export interface MailSubmission {
  /** Resolves with the addresses that took it. @throws {Error} when nobody did */
  submit(owner: MailboxOwner, draft: MailDraft): Promise<readonly string[]>;
  close(): void;
}

const mailbox = ({ displayName, emailAddress }: MailAddress) => ({ name: displayName, address: emailAddress });
const reachable = (list: readonly MailAddress[]) => list.filter(({ emailAddress }) => emailAddress.includes('@'));

/** Over SMTP to `url`; Bcc stands in the envelope only. */
export const makeMailSubmission = (url: string): MailSubmission => {
  const transport = nodemailer.createTransport({ url, disableFileAccess: true, disableUrlAccess: true });
  return {
    submit: async (owner, draft) => {
      const { to, cc, bcc } = draft;
      const info: { readonly accepted?: readonly unknown[] } = await transport.sendMail({
        from: { name: owner.displayName, address: owner.email },
        to: reachable(to).map(mailbox),
        cc: reachable(cc).map(mailbox),
        envelope: {
          from: owner.email,
          to: reachable([...to, ...cc, ...bcc]).map(({ emailAddress }) => emailAddress),
        },
        subject: draft.subject,
        html: draft.bodyHtml,
        headers: { ...draft.headers },
        attachments: draft.attachments
          .filter(({ kind }) => kind !== 'cloud')
          .map((file) => ({
            filename: file.name,
            contentType: file.contentType,
            content: Buffer.from(file.contentBase64, 'base64'),
            ...(file.isInline ? { cid: file.contentId, contentDisposition: 'inline' as const } : {}),
          })),
      });
      return (info.accepted ?? []).map(String);
    },
    close: () => transport.close(),
  };
};
