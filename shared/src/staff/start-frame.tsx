import type { i18n } from 'i18next';
import type { ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import type { Host } from '../host/host.port.ts';
import { readWindowWords } from '../host/window-address.ts';
import { chooseLanguage, type Language, readLanguage } from '../i18n/languages.ts';
import { makeStaffI18n } from '../i18n/staff-i18n.ts';

const LOAD_AGAIN: Readonly<Record<Language, string>> = {
  sv: 'Sidan kunde inte visas. Läs in sidan igen.',
  en: 'The page could not be shown. Reload the page.',
  fi: 'Sivua ei voitu näyttää. Lataa sivu uudelleen.',
};

/**
 * Renders into `root` in the language of the frame that opened this window, chosen before, or wished for by the host; says it plainly when no
 * words can be had. `ready`: what the first screen is to be drawn with besides the words; never rejects.
 */
export async function startFrame(
  host: Host,
  root: HTMLElement,
  make: (i18n: i18n, language: Language) => ReactNode,
  ready?: Promise<unknown>,
): Promise<void> {
  const { language: given } = readWindowWords(window.location.search);
  const wanted = chooseLanguage([given, readLanguage(host.storage), ...host.locales()]);
  try {
    const [i18n] = await Promise.all([makeStaffI18n(wanted), ready]);
    createRoot(root).render(make(i18n, chooseLanguage([i18n.language])));
  } catch {
    showWithoutWords(root);
    host.notifyFailure('the words could not be loaded');
  }
}

/** Not a single dictionary came: says so in the three languages, with no code that could be missing too. */
function showWithoutWords(root: HTMLElement): void {
  const main = document.createElement('main');
  const heading = document.createElement('h1');
  heading.textContent = 'SEFOS';
  heading.tabIndex = -1;
  main.append(heading);
  for (const [lang, text] of Object.entries(LOAD_AGAIN)) {
    const line = document.createElement('p');
    line.lang = lang;
    line.textContent = text;
    main.append(line);
  }
  root.replaceChildren(main);
  heading.focus();
}
