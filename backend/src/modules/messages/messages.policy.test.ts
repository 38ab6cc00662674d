import { describe, expect, it } from '@jest/globals';
import { type ExternalMethod, externalMethodsFor, METHOD_LEVEL } from '@sefos/shared/domain/levels.ts';
import fc from 'fast-check';
import { linkExpiry, normaliseRecipients, planRecipients, type SendingRules } from './messages.policy.ts';

const RULES: SendingRules = {
  activeLevels: [1, 2, 3],
  methods: ['email', 'sms', 'bankid', 'freja', 'siths'],
  linkDays: 30,
  mostLinkDays: 365,
  maxDownloads: null,
  mostDownloads: null,
  forbids: (address) => address.endsWith('@evil.example'),
};
const NOW = Date.parse('2026-03-02T08:00:00Z');
const DAY = 86_400_000;

const step = (method: ExternalMethod) => ({
  method,
  phone: '070-174 06 55',
  personalNumber: '19900101-2385',
  language: 'sv' as const,
});
const plan = (level: 1 | 2 | 3, external: ReturnType<typeof step> | undefined, rules = RULES) =>
  planRecipients(
    {
      assuranceLevel: level,
      recipients: [{ address: 'maja@example.org', kind: 'to', ...(external ? { external } : {}) }],
    },
    ['maja@example.org'],
    new Map(),
    rules,
  );

describe('planning recipients', () => {
  it('takes a method exactly when its level reaches the message', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(1, 2, 3),
        fc.constantFrom<ExternalMethod>('email', 'sms', 'bankid', 'freja', 'siths'),
        (level, method) => {
          const chosen = level as 1 | 2 | 3;
          const allowed = METHOD_LEVEL[method] >= chosen;
          expect(externalMethodsFor(chosen).includes(method)).toBe(allowed);
          if (allowed) expect(plan(chosen, step(method))[0]?.external?.method).toBe(method);
          else
            expect(() => plan(chosen, step(method))).toThrow(expect.objectContaining({ type: 'method-below-level' }));
        },
      ),
    );
  });

  it('keeps only what the method needs, in one form', () => {
    expect(plan(2, step('sms'))[0]?.external).toMatchObject({ phone: '+46701740655', personalNumber: null });
    expect(plan(3, step('bankid'))[0]?.external).toMatchObject({ phone: null, personalNumber: '199001012385' });
    expect(plan(1, step('email'))[0]?.external).toMatchObject({ phone: null, personalNumber: null });
  });

  it('asks for the step, the number and the personnummer', () => {
    expect(() => plan(1, undefined)).toThrow(
      expect.objectContaining({ type: 'recipient-step-missing', facts: { index: 0, address: 'maja@example.org' } }),
    );
    expect(() => plan(2, { ...step('sms'), phone: '12' })).toThrow(expect.objectContaining({ type: 'phone-invalid' }));
    expect(() => plan(3, { ...step('bankid'), personalNumber: '19900101-2386' })).toThrow(
      expect.objectContaining({ type: 'personal-number-invalid' }),
    );
  });

  it('refuses what the organisation has switched off', () => {
    expect(() => plan(2, step('sms'), { ...RULES, activeLevels: [1, 3] })).toThrow(
      expect.objectContaining({ type: 'level-inactive' }),
    );
    expect(() => plan(2, step('sms'), { ...RULES, methods: ['bankid'] })).toThrow(
      expect.objectContaining({ type: 'method-unavailable' }),
    );
  });

  it('refuses the same address twice whatever its case, and what is no address', () => {
    const to = (...addresses: string[]) =>
      normaliseRecipients(addresses.map((address) => ({ address, kind: 'to' as const })));
    expect(to(' Maja@Example.org ')).toEqual(['maja@example.org']);
    expect(() => to('a@example.org', 'A@EXAMPLE.ORG')).toThrow(
      expect.objectContaining({ type: 'recipients-duplicate' }),
    );
    expect(() => to('maja@')).toThrow(expect.objectContaining({ type: 'recipient-invalid' }));
  });
});

describe('end of links', () => {
  it("is the organisation's number of days when nothing is said", () => {
    expect(linkExpiry(undefined, RULES, NOW)).toBe(NOW + 30 * DAY);
  });
  it('may be a moment from now and at most 365 days away', () => {
    expect(linkExpiry(new Date(NOW + 1).toISOString(), RULES, NOW)).toBe(NOW + 1);
    expect(linkExpiry(new Date(NOW + 365 * DAY).toISOString(), RULES, NOW)).toBe(NOW + 365 * DAY);
    for (const at of [NOW, NOW - 1, NOW + 365 * DAY + 1])
      expect(() => linkExpiry(new Date(at).toISOString(), RULES, NOW)).toThrow(
        expect.objectContaining({ type: 'valid-until-invalid' }),
      );
  });
});
