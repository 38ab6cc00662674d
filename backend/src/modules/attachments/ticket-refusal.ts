import { PROBLEMS, type ProblemType } from '@sefos/shared/contract/problems.ts';
import { isDomainError } from '../../platform/errors.ts';

/** What a refusal of a form looks like to the person in whose frame it lands. */
export interface TicketRefusal {
  readonly status: number;
  readonly html: string;
  /** A fault of ours, to be logged as one. */
  readonly unexpected: boolean;
}

type Words = Readonly<Record<'sv' | 'en' | 'fi', string>>;

const AGAIN: Words = {
  sv: 'Nedladdningen gick inte att starta. Gå tillbaka till meddelandet och tryck på Ladda ner igen.',
  en: 'The download could not start. Go back to the message and press Download again.',
  fi: 'Latausta ei voitu aloittaa. Palaa viestiin ja paina Lataa uudelleen.',
};
const GONE: Words = {
  sv: 'Filen går inte längre att ladda ner. Kontakta avsändaren om du behöver den.',
  en: 'The file can no longer be downloaded. Contact the sender if you need it.',
  fi: 'Tiedostoa ei voi enää ladata. Ota yhteyttä lähettäjään, jos tarvitset sitä.',
};

const USED_UP: Words = {
  sv: 'Filen har laddats ner så många gånger som avsändaren tillåter. Kontakta avsändaren om du behöver den igen.',
  en: 'The file has been downloaded as many times as the sender allows. Contact the sender if you need it again.',
  fi: 'Tiedosto on ladattu niin monta kertaa kuin lähettäjä sallii. Ota yhteyttä lähettäjään, jos tarvitset sitä uudelleen.',
};

const GONE_TYPES: ReadonlySet<string> = new Set([
  'message-unavailable',
  'link-recalled',
  'link-expired',
  'content-unreadable',
  'key-unwrap-failed',
  'blob-not-found',
]);

const paragraphs = (words: Words): string =>
  Object.entries(words)
    .map(([language, text]) => `<p lang="${language}">${text}</p>`)
    .join('');

const page = (words: Words): string =>
  `<!doctype html><html lang="sv"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><title>SEFOS</title></head><body><main>${paragraphs(words)}</main></body></html>`;

/** Nobody is known here and so no language: the page says it in all of them. */
export const refusalOf = (error: unknown): TicketRefusal => {
  if (isDomainError(error)) {
    const gone = GONE_TYPES.has(error.type);
    // What is not of the API is of a port: storage that does not answer, or a piece that cannot be read.
    const otherwise = PROBLEMS[gone ? 'message-unavailable' : 'temporarily-unavailable'];
    const status = error.type in PROBLEMS ? PROBLEMS[error.type as ProblemType] : otherwise;
    const words = error.type === 'download-limit-reached' ? USED_UP : gone ? GONE : AGAIN;
    return { status, html: page(words), unexpected: false };
  }
  const { statusCode } = error as { readonly statusCode?: number };
  const ours = statusCode === undefined || statusCode < 400 || statusCode >= 500;
  return { status: ours ? 500 : statusCode, html: page(AGAIN), unexpected: ours };
};
