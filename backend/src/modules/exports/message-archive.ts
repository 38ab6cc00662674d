import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { escapeHtml } from '../../platform/escape-html.ts';
import { type ArchiveEntry, archiveStream } from './archive-stream.ts';
import type { ExportedOriginal, ExportOriginal, ExportSubject } from './export.domain.ts';
import { archiveNames } from './file-names.domain.ts';
import { headLines, originalLines } from './message-head.ts';
import type { PdfPlace } from './pdf/pdf-renderer.ts';
import { receiptsCsv, receiptsJson } from './receipts.ts';

interface Listed {
  readonly path: string;
  readonly sizeBytes: number;
  readonly sha256: string;
}

/** Passes content on and tells its checksum, in hex, when all of it has gone by. */
async function* hashed(
  chunks: AsyncIterable<Uint8Array>,
  done: (sha256: string) => void,
): AsyncGenerator<Uint8Array, void, undefined> {
  const hash = createHash('sha256');
  for await (const chunk of chunks) {
    hash.update(chunk);
    yield chunk;
  }
  done(hash.digest('hex'));
}

const pageOf = (subject: ExportSubject): string => {
  const facts = headLines(subject)
    .map(([label, value]) => `<dt>${escapeHtml(label)}</dt><dd>${escapeHtml(value)}</dd>`)
    .join('');
  const title = escapeHtml(subject.subject);
  return `<!doctype html><html lang="${subject.language}"><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:"><title>${title}</title><h1>${title}</h1><dl>${facts}</dl><hr>${subject.bodyHtml}</html>\n`;
};

const instant = (at: Date | null): string | null => at?.toISOString() ?? null;

const metadataOf = (subject: ExportSubject, originals: readonly ExportedOriginal[], files: readonly Listed[]) => ({
  format: 'sefos-message-export',
  version: 1,
  exportedAt: instant(subject.exportedAt),
  exportedBy: subject.exportedBy,
  exportedAs: subject.role,
  language: subject.language,
  message: {
    id: subject.id,
    inReplyTo: subject.inReplyTo,
    subject: subject.subject,
    sentAt: instant(subject.sentAt),
    assuranceLevel: subject.assuranceLevel,
    replyAllowed: subject.replyAllowed,
    validUntil: instant(subject.validUntil),
    maxDownloads: subject.maxDownloads,
    from: subject.from,
    sentBy: subject.sentBy,
    recipients: subject.recipients,
  },
  attachments: originals,
  files,
});

/** Collects the entries of one archive, with the checksum of each. */
class Contents {
  readonly #subject: ExportSubject;
  readonly #originals: ExportedOriginal[] = [];
  readonly #files: Listed[] = [];

  constructor(subject: ExportSubject) {
    this.#subject = subject;
  }

  async *entries(originals: readonly ExportOriginal[], place: PdfPlace): AsyncGenerator<ArchiveEntry> {
    const names = archiveNames(originals.map(({ name }) => name));
    for (const [index, original] of originals.entries()) yield this.#original(original, `original/${names[index]}`);
    const subject = this.#subject;
    const named = new Map(this.#originals.map((original) => [original.id, original]));
    yield this.#file('meddelande.html', pageOf(subject));
    const { pdf, text } = await place.render({
      language: subject.language,
      id: subject.id,
      subject: subject.subject,
      exportedAt: subject.exportedAt,
      head: headLines(subject),
      bodyHtml: subject.bodyHtml,
      originals: this.#originals.map((original) => ({ name: original.name, lines: originalLines(original) })),
    });
    yield this.#file('meddelande.txt', text);
    yield this.#file('meddelande.pdf', pdf);
    yield this.#json('kvittenser.json', receiptsJson(subject, named));
    yield this.#file('kvittenser.csv', receiptsCsv(subject, named));
    yield this.#json('logg.json', subject.log);
    yield this.#json('metadata.json', metadataOf(subject, this.#originals, [...this.#files]));
    const lines = this.#files.map(({ path, sha256 }) => `${sha256}  ${path}\n`);
    yield { path: 'SHA256SUMS', modifiedAt: subject.exportedAt, content: Buffer.from(lines.join('')) };
  }

  #original(original: ExportOriginal, path: string): ArchiveEntry {
    const { id, name, contentType, sizeBytes } = original;
    const done = (sha256: string): void => {
      this.#originals.push({ id, name, contentType, sizeBytes, path, sha256 });
      this.#files.push({ path, sizeBytes, sha256 });
    };
    return { path, modifiedAt: this.#subject.sentAt, sizeBytes, open: () => hashed(original.chunks(), done) };
  }

  #file(path: string, given: string | Uint8Array): ArchiveEntry {
    const content = Buffer.from(given);
    const sha256 = createHash('sha256').update(content).digest('hex');
    this.#files.push({ path, sizeBytes: content.length, sha256 });
    return { path, modifiedAt: this.#subject.exportedAt, content };
  }

  #json(path: string, value: object): ArchiveEntry {
    return this.#file(path, `${JSON.stringify(value, null, 2)}\n`);
  }
}

/**
 * A message with everything that belongs to it as a zip (docs/export-format.md). The originals go through without ever being in
 * memory, first, so that what comes after can tell their checksums. Destroy the stream to stop; the place is left when it closes.
 */
export const messageArchive = (
  subject: ExportSubject,
  originals: readonly ExportOriginal[],
  place: PdfPlace,
): Readable => archiveStream(new Contents(subject).entries(originals, place)).once('close', () => place.leave());
