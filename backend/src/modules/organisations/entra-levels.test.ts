import { describe, expect, it } from '@jest/globals';
import type { AssuranceLevel } from '@sefos/shared/domain/levels.ts';
import fc from 'fast-check';
import { DEFAULT_SETTINGS, type EntraLevels, entraLevelOf, withEntraLevel } from './organisations.domain.ts';

const level = fc.constantFrom<AssuranceLevel>(1, 2, 3);
const value = fc.constantFrom('mfa', 'pwd', 'rsa', 'c1', 'c2', 'default', '__proto__', 'constructor', 'amr:mfa');
const values = fc.uniqueArray(value, { maxLength: 6 });
const methods = fc.record({ amr: values, acrs: values });
const key = fc.tuple(fc.constantFrom('amr', 'acrs'), value).map(([kind, what]) => `${kind}:${what}`);
const mapping: fc.Arbitrary<EntraLevels> = fc
  .tuple(level, fc.uniqueArray(fc.tuple(key, level), { maxLength: 8, selector: ([name]) => name }))
  .map(([fallback, entries]) => ({ ...Object.fromEntries(entries), default: fallback }));

describe('level of an Entra sign-in', () => {
  it('is 1, and 2 with a second factor, where the organisation says nothing', () => {
    const levels = DEFAULT_SETTINGS.entraLevels;
    expect(entraLevelOf(levels, { amr: [], acrs: [] })).toBe(1);
    expect(entraLevelOf(levels, { amr: ['pwd'], acrs: ['mfa'] })).toBe(1);
    expect(entraLevelOf(levels, { amr: ['pwd', 'mfa'], acrs: [] })).toBe(2);
  });

  it('is the highest that fits, so that a second factor counts beside what is known to be weak', () => {
    const levels = { default: 1, 'amr:pwd': 1, 'amr:mfa': 2, 'acrs:c3': 3 } as const;
    expect(entraLevelOf(levels, { amr: ['pwd', 'mfa'], acrs: ['c3'] })).toBe(3);
    expect(entraLevelOf({ default: 3, 'amr:pwd': 1 }, { amr: ['pwd'], acrs: [] })).toBe(1);
  });

  it('is always one that the mapping gives for something in the token, or its default', () => {
    fc.assert(
      fc.property(mapping, methods, (levels, { amr, acrs }) => {
        const keys = [...amr.map((one) => `amr:${one}`), ...acrs.map((one) => `acrs:${one}`)];
        const fitting = Object.entries(levels).flatMap(([name, reached]) => (keys.includes(name) ? [reached] : []));
        const found = entraLevelOf(levels, { amr, acrs });
        expect(found).toBe(fitting.length === 0 ? levels.default : Math.max(...fitting));
        expect(found).toBeLessThanOrEqual(Math.max(...Object.values(levels)));
      }),
    );
  });

  it('does not fall when the token says more that the mapping knows, or the mapping gives more', () => {
    fc.assert(
      fc.property(mapping, methods, key, level, (levels, said, name, given) => {
        const fits = (one: string) => Object.hasOwn(levels, one);
        const known = said.amr.some((one) => fits(`amr:${one}`)) || said.acrs.some((one) => fits(`acrs:${one}`));
        fc.pre(known);
        const before = entraLevelOf(levels, said);
        expect(entraLevelOf(levels, { ...said, amr: [...said.amr, 'mfa'] })).toBeGreaterThanOrEqual(before);
        const raised = { ...levels, [name]: Math.max(given, levels[name] ?? 1) as AssuranceLevel };
        expect(entraLevelOf(raised, said)).toBeGreaterThanOrEqual(before);
      }),
    );
  });

  it('is changed entry by entry; the default stays, and nothing but amr and acrs comes in', () => {
    const levels = DEFAULT_SETTINGS.entraLevels;
    expect(withEntraLevel(levels, 'acrs:c2', 3)).toEqual({ ...levels, 'acrs:c2': 3 });
    expect(withEntraLevel(levels, 'amr:mfa', null)).toEqual({ default: 1 });
    expect(withEntraLevel(levels, 'default', 2)).toEqual({ ...levels, default: 2 });
    for (const wrong of ['mfa', 'amr:', 'amr: mfa', 'AMR:mfa', 'acr:c1', `acrs:${'x'.repeat(61)}`, '__proto__', ''])
      expect(withEntraLevel(levels, wrong, 2)).toBeNull();
    expect(withEntraLevel(levels, 'default', null)).toBeNull();
  });
});
