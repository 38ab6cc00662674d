import fc from 'fast-check';

/** What may happen to messages; `which` counts those that were sent, and may be none of them. */
export type Step =
  | { readonly do: 'send'; readonly to: readonly ('kalle' | 'lisa' | 'link')[] }
  | { readonly do: 'open' | 'download' | 'reply' | 'recall' | 'hold' | 'release'; readonly which: number }
  | { readonly do: 'change'; readonly which: number; readonly days: number; readonly reply: boolean }
  | { readonly do: 'wait'; readonly days: number }
  | { readonly do: 'purge' }
  | { readonly do: 'expire' }
  | { readonly do: 'crash'; readonly after: number };

const which = fc.nat({ max: 5 });
export const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('send' as const),
      to: fc.uniqueArray(fc.constantFrom('kalle', 'lisa', 'link'), { minLength: 1 }),
    }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constantFrom('open' as const, 'recall' as const), which }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('download' as const, 'reply' as const), which }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('change' as const),
      which,
      days: fc.integer({ min: 1, max: 4 }),
      reply: fc.boolean(),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('hold' as const, 'release' as const), which }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('wait' as const), days: fc.integer({ min: 1, max: 6 }) }) },
  { weight: 3, arbitrary: fc.constantFrom<Step>({ do: 'purge' }, { do: 'expire' }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('crash' as const), after: fc.nat({ max: 6 }) }) },
);
