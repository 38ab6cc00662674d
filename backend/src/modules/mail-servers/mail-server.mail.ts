import { mailCard, mailPage, mailParagraph, oneLine } from '../../platform/mail-layout.ts';
import type { MailMessage } from '../../ports/mail.port.ts';

const TEXTS = {
  sv: {
    subject: 'Test av e-postservern',
    text: (organisation: string) => `E-postservern för ${organisation} fungerar: det här mejlet kom genom den.`,
  },
  en: {
    subject: 'Test of the mail server',
    text: (organisation: string) => `The mail server of ${organisation} works: this mail came through it.`,
  },
  fi: {
    subject: 'Sähköpostipalvelimen testi',
    text: (organisation: string) =>
      `Organisaation ${organisation} sähköpostipalvelin toimii: tämä viesti tuli sen kautta.`,
  },
} as const;

/** The mail by which a server is tried before it is saved. */
export const testMail = (facts: {
  readonly language: keyof typeof TEXTS;
  readonly organisation: string;
  readonly from: string;
  readonly to: string;
  readonly id: string;
}): MailMessage => {
  const { language, organisation, from, to, id } = facts;
  const { subject, text } = TEXTS[language];
  const said = text(organisation);
  return {
    from: { name: oneLine(organisation), address: from },
    to,
    subject,
    text: said,
    html: mailPage({ language, subject, card: mailCard(subject, mailParagraph(said)) }),
    messageId: `<mail-server-${id}@${from.slice(from.lastIndexOf('@') + 1)}>`,
  };
};
