import { mailCard, mailNote, mailPage, mailParagraph, oneLine } from '../../platform/mail-layout.ts';
import type { MailMessage } from '../../ports/mail.port.ts';
import { type CodeMailTexts, codeMailTexts } from './links.texts.ts';

/** What the mail with a code needs. `code` is secret. */
export interface CodeMailFacts {
  readonly language: string;
  readonly to: string;
  readonly from: string;
  readonly organisation: string;
  readonly switchboard: string | null;
  readonly code: string;
  readonly challengeId: string;
}

const CODE_STYLE =
  "font-size:32px;line-height:40px;font-weight:600;letter-spacing:4px;font-family:Consolas,'Courier New',monospace;";

const belowOf = (texts: CodeMailTexts, { organisation, switchboard }: CodeMailFacts): readonly string[] => [
  texts.secret,
  texts.unasked,
  texts.doubt(organisation, switchboard),
  texts.noReply,
];

/**
 * The mail with a code for the page of a shared link. No link: whoever asked has the page open. The code stands in the text alone,
 * for mail servers keep headers in their logs.
 */
export const codeMail = (facts: CodeMailFacts): MailMessage => {
  const { language, texts } = codeMailTexts(facts.language);
  const { organisation, code, from, challengeId } = facts;
  const below = belowOf(texts, facts);
  const subject = oneLine(texts.subject(organisation));
  const card = mailCard(
    texts.heading,
    [
      mailParagraph(texts.use(organisation)),
      mailParagraph(code, CODE_STYLE),
      mailParagraph(texts.valid),
      ...below.map(mailNote),
    ].join('\n'),
  );
  return {
    from: { name: oneLine(organisation), address: from },
    to: facts.to,
    subject,
    text: [texts.use(organisation), code, texts.valid, ...below].join('\n\n'),
    html: mailPage({ language, subject, card }),
    messageId: `<code-${challengeId}@${from.slice(from.lastIndexOf('@') + 1)}>`,
  };
};
