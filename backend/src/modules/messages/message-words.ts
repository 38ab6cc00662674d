import type { AssuranceLevel } from '@sefos/shared/domain/levels.ts';
import type { IndexedWord } from '../../crypto/index.ts';
import { otherSideWords, textOfHtml, textWords } from '../search/index.ts';

/** A message's people and text, as far as it can be found by them. Plaintext: never logged. */
export interface FindableMessage {
  readonly assuranceLevel: AssuranceLevel;
  readonly subject: string;
  readonly bodyHtml: string;
  readonly attachmentNames: readonly string[];
  readonly sender: { readonly name: string; readonly address: string };
  readonly recipients: readonly { readonly kind: string; readonly name: string; readonly address: string }[];
}

const named = ({ name, address }: { readonly name: string; readonly address: string }): string[] => [name, address];

/** The words by which a message's copies are found. Hidden copies are people of the sender's copy alone. */
export const wordsOfMessage = (
  message: FindableMessage,
): { readonly sent: () => IndexedWord[]; readonly received: () => IndexedWord[] } => {
  const { subject, attachmentNames, recipients, sender } = message;
  const body = textOfHtml(message.bodyHtml);
  const textsFor = (people: FindableMessage['recipients']) =>
    textWords(message.assuranceLevel, [subject, ...[sender, ...people].flatMap(named), ...attachmentNames, body]);
  const shown = recipients.filter(({ kind }) => kind !== 'bcc');
  const text = textsFor(shown);
  return {
    sent: () => [
      ...(shown.length === recipients.length ? text : textsFor(recipients)),
      ...otherSideWords(recipients.flatMap(named)),
    ],
    received: () => [...text, ...otherSideWords(named(sender))],
  };
};
