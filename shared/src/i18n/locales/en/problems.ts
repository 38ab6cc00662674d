import type { Dictionary } from '../../dictionary.ts';
import type { problems as source } from '../sv/problems.ts';

export const problems = {
  unknown: 'That did not work. Try again in a moment.',
  network: 'You seem to be offline. Try again when you are connected.',
} as const satisfies Dictionary<typeof source>;
