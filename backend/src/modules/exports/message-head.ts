import { senderLine } from '@sefos/shared/domain/sender-line.ts';
import type { ExportedOriginal, ExportPerson, ExportSubject } from './export.domain.ts';
import { EXPORT_TEXTS, exactTime } from './export-texts.ts';

/** A line above a message's text: what it is, and what it says. */
export type HeadLine = readonly [label: string, value: string];

const personOf = ({ name, address }: ExportPerson): string =>
  name && name !== address ? `${name} <${address}>` : address;

/** What stands above the text, in the reader's language. */
export const headLines = (subject: ExportSubject): HeadLine[] => {
  const texts = EXPORT_TEXTS[subject.language];
  const people = (kind: string): string =>
    subject.recipients
      .filter((recipient) => recipient.kind === kind)
      .map(personOf)
      .join(', ');
  const lines: HeadLine[] = [
    [
      texts.from,
      personOf({ ...subject.from, name: senderLine(subject.language, { ...subject.from, sentBy: subject.sentBy }) }),
    ],
    [texts.to, people('to')],
    [texts.cc, people('cc')],
    [texts.bcc, people('bcc')],
    [texts.sentAt, exactTime(subject.sentAt)],
    [texts.level, `LoA${subject.assuranceLevel}`],
    [texts.messageId, subject.id],
    [texts.inReplyTo, subject.inReplyTo ?? ''],
    [texts.exportedAt, `${exactTime(subject.exportedAt)} ${texts.by(personOf(subject.exportedBy))}`],
  ];
  return lines.filter(([, value]) => value !== '');
};

/** The facts of an original, for a person: how large, what, and its checksum. */
export const originalLines = ({ path, contentType, sizeBytes, sha256 }: ExportedOriginal): string[] => [
  `${path} · ${sizeBytes} B · ${contentType}`,
  `SHA-256 ${sha256}`,
];
