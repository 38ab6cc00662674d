const WORDS = {
  sv: { text: 'Den här sidan visas i Outlook. Öppna SEFOS på webben i stället.', link: 'Öppna SEFOS' },
  en: { text: 'This page is shown in Outlook. Open SEFOS on the web instead.', link: 'Open SEFOS' },
  fi: { text: 'Tämä sivu näytetään Outlookissa. Avaa SEFOS verkossa.', link: 'Avaa SEFOS' },
} as const;

/** Says that the page belongs in Outlook, with the way to the web; needs no code or words that may be missing. */
export function showOutsideOutlook(root: HTMLElement, target: Window): void {
  const wish = target.navigator.languages.map((tag) => tag.slice(0, 2)).find((tag) => tag in WORDS) ?? 'sv';
  const language = wish as keyof typeof WORDS;
  target.document.documentElement.lang = language;
  const main = target.document.createElement('main');
  const heading = target.document.createElement('h1');
  heading.textContent = 'SEFOS';
  heading.tabIndex = -1;
  const line = target.document.createElement('p');
  line.textContent = WORDS[language].text;
  const link = target.document.createElement('a');
  link.href = '/';
  link.target = '_blank';
  link.rel = 'noopener noreferrer';
  link.textContent = WORDS[language].link;
  main.append(heading, line, link);
  root.replaceChildren(main);
  heading.focus();
}
