import { isLanguage, type Language } from '../i18n/languages.ts';
import { HOST_PROGRAMS, type HostProgram } from './host.port.ts';

/** Names in the address of a window that a frame opened; what stands there only chooses words. */
const NAMES = { language: 'lang', program: 'in' } as const;

/** What a frame told the window that it opened. */
export interface WindowWords {
  readonly language: Language | undefined;
  readonly program: HostProgram | undefined;
}

/** The address of a page of ours (`path`) for a window that is to speak as the frame does. */
export function windowAddress(path: string, frame: Document, program: HostProgram): URL {
  const url = new URL(path, frame.location.origin);
  const { lang } = frame.documentElement;
  if (isLanguage(lang)) url.searchParams.set(NAMES.language, lang);
  url.searchParams.set(NAMES.program, program);
  return url;
}

/** What the frame told, undefined where it is nothing that we know; `search` is the query of the window's own address. */
export function readWindowWords(search: string): WindowWords {
  const query = new URLSearchParams(search);
  const language = query.get(NAMES.language);
  const program = query.get(NAMES.program);
  return {
    language: isLanguage(language) ? language : undefined,
    program: HOST_PROGRAMS.find((known) => known === program),
  };
}

/** The same words as a query, for an address that leads back to this window. */
export function windowWordsQuery({ language, program }: WindowWords): string {
  const query = new URLSearchParams();
  if (language) query.set(NAMES.language, language);
  if (program) query.set(NAMES.program, program);
  return query.toString();
}
