/** What a person reads when the server refuses, by problem type. Says what to do next, in everyday words. */
export const problems = {
  unknown: 'Det gick inte. Försök igen om en stund.',
  network: 'Du verkar sakna nät just nu. Försök igen när du är uppkopplad.',
} as const;
