/** What is said when not even the words could be fetched, in every language: these stand in the page's first script. */
export const LAST_WORDS = [
  {
    language: 'sv',
    title: 'Sidan kunde inte läsas in',
    text: 'Kontrollera att du har internet och läs in sidan igen.',
    reload: 'Läs in sidan igen',
  },
  {
    language: 'en',
    title: 'The page could not be loaded',
    text: 'Check your internet connection and load the page again.',
    reload: 'Load the page again',
  },
  {
    language: 'fi',
    title: 'Sivua ei voitu ladata',
    text: 'Tarkista internetyhteytesi ja lataa sivu uudelleen.',
    reload: 'Lataa sivu uudelleen',
  },
] as const;
