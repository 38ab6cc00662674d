import type { Dictionary } from '../../dictionary.ts';
import type { problems as source } from '../sv/problems.ts';

export const problems = {
  unknown: 'Se ei onnistunut. Yritä hetken kuluttua uudelleen.',
  network: 'Verkkoyhteys näyttää puuttuvan. Yritä uudelleen, kun olet verkossa.',
} as const satisfies Dictionary<typeof source>;
