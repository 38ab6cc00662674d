import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { domainOf, normaliseEmail } from './email.ts';
import {
  ASSURANCE_LEVELS,
  type AssuranceLevel,
  EXTERNAL_METHODS,
  externalMethodsFor,
  METHOD_LEVEL,
  satisfies,
  verificationFor,
} from './levels.ts';
import { containsPersonalNumber, normalisePersonalNumber } from './personal-number.ts';
import { maskPhone, toE164 } from './phone.ts';
import { RECIPIENT_EVENT_KINDS, RECIPIENT_STATUSES, type RecipientFacts, recipientStatus } from './status.ts';

const level = fc.constantFrom<AssuranceLevel>(...ASSURANCE_LEVELS);
/** Any text, and text that is nearly right. */
const near = (alphabet: string) =>
  fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.string({ unit: fc.constantFrom(...alphabet), maxLength: 40 }),
  );

describe('levels', () => {
  it('are a total order: reflexive, transitive, and of two one reaches the other', () => {
    fc.assert(
      fc.property(level, level, level, (a, b, c) => {
        expect(satisfies(a, a)).toBe(true);
        if (satisfies(a, b) && satisfies(b, c)) expect(satisfies(a, c)).toBe(true);
        expect(satisfies(a, b) || satisfies(b, a)).toBe(true);
        if (satisfies(a, b) && satisfies(b, a)) expect(a).toBe(b);
      }),
    );
  });

  it('offer fewer methods the higher they are, and never one that is too weak', () => {
    fc.assert(
      fc.property(level, level, (low, high) => {
        fc.pre(satisfies(high, low));
        for (const method of externalMethodsFor(high)) {
          expect(externalMethodsFor(low)).toContain(method);
          expect(satisfies(METHOD_LEVEL[method], high)).toBe(true);
        }
      }),
    );
    expect(externalMethodsFor(1)).toEqual(EXTERNAL_METHODS);
  });

  it('above 1 always ask for something that identifies', () => {
    for (const method of EXTERNAL_METHODS) expect(verificationFor(method) === 'none').toBe(METHOD_LEVEL[method] === 1);
  });
});

describe('addresses', () => {
  it('have one form: normalising never throws, and what it gives stays as it is', () => {
    fc.assert(
      fc.property(near('aB.@-+ \t\r\n<>å"'), (text) => {
        const once = normaliseEmail(text);
        if (once === null) return;
        expect(normaliseEmail(once)).toBe(once);
        expect(normaliseEmail(` ${once.toUpperCase()}\n`)).toBe(once);
        expect(once).toMatch(/^[\x21-\x7e]+$/);
        expect(once.split('@')).toHaveLength(2);
        expect(domainOf(once)).toBe(once.split('@')[1]);
      }),
      { numRuns: 500 },
    );
  });

  it('keep every ordinary address', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z0-9]{1,20}([.+_-][a-z0-9]{1,10})?$/), fc.domain(), (local, domain) => {
        fc.pre(domain.length < 200);
        expect(normaliseEmail(`${local}@${domain.toUpperCase()}`)).toBe(`${local}@${domain.toLowerCase()}`);
      }),
    );
  });

  it.each([
    ['a@b', null],
    ['a..b@example.org', null],
    ['.a@example.org', null],
    ['a.@example.org', null],
    ['a@example.org\r\nBcc: b@example.org', null],
    ['"a b"@example.org', null],
    ['a@[127.0.0.1]', null],
    ['å@example.org', null],
    [
      `${'a'.repeat(64)}@${'b'.repeat(60)}.${'c.'.repeat(60)}example`,
      `${'a'.repeat(64)}@${'b'.repeat(60)}.${'c.'.repeat(60)}example`,
    ],
    [`${'a'.repeat(65)}@example.org`, null],
    [`a@${'b.'.repeat(130)}se`, null],
  ])('%j gives %j', (text, normalised) => {
    expect(normaliseEmail(text)).toBe(normalised);
  });

  it('are decided in no time, however they are made', () => {
    const started = performance.now();
    for (const text of [
      'a'.repeat(100_000),
      `a@${'b.'.repeat(50_000)}`,
      `${'.'.repeat(100_000)}@`,
      `a@${'b'.repeat(100_000)}!`,
    ])
      expect(normaliseEmail(text)).toBeNull();
    expect(performance.now() - started).toBeLessThan(1_000);
  });
});

describe('telephone numbers', () => {
  it('have one form: normalising never throws, and what it gives stays as it is', () => {
    fc.assert(
      fc.property(near('0123456789+ -().'), (text) => {
        const once = toE164(text);
        if (once === null) return;
        expect(once).toMatch(/^\+[1-9]\d{7,14}$/);
        expect(toE164(once)).toBe(once);
        expect(toE164(once.replace('+', '00'))).toBe(once);
      }),
      { numRuns: 500 },
    );
  });

  it('show their last two digits and no other', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\+[1-9]\d{7,14}$/), (number) => {
        expect(maskPhone(number).replace(/\D/g, '')).toBe(number.slice(-2));
      }),
    );
  });

  it.each([
    ['070-123 45 67', '+46701234567'],
    ['+46 (0)70', null],
    ['0046701234567', '+46701234567'],
    ['701234567', null],
    ['+46', null],
    ['+4670123456789012', null],
    ['０７０１２３４５６７', null],
    ['', null],
  ])('%j gives %j', (text, number) => {
    expect(toE164(text)).toBe(number);
  });
});

describe('personal numbers', () => {
  const KNOWN = ['199001012385', '198507099805', '196408232384', '195606142387'];

  it('have one form: normalising never throws, and what it gives stays as it is', () => {
    fc.assert(
      fc.property(fc.oneof(near('0123456789-+ '), fc.stringMatching(/^(19|20)?\d{6}[-+]?\d{4}$/)), (text) => {
        const once = normalisePersonalNumber(text);
        if (once === null) return;
        expect(once).toMatch(/^\d{12}$/);
        expect(normalisePersonalNumber(once)).toBe(once);
        expect(containsPersonalNumber(`ärende ${once}, svar`)).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });

  it('are known in every spelling, and refused with any other last digit', () => {
    for (const number of KNOWN) {
      for (const spelling of [
        number,
        `${number.slice(0, 8)}-${number.slice(8)}`,
        `${number.slice(2, 8)}-${number.slice(8)}`,
      ])
        expect(normalisePersonalNumber(spelling)).toBe(number);
      for (let digit = 0; digit < 10; digit++) {
        const other = number.slice(0, 11) + digit;
        expect(normalisePersonalNumber(other)).toBe(other === number ? number : null);
      }
    }
  });

  it('are found in text, but not inside longer numbers', () => {
    for (const number of KNOWN) {
      expect(containsPersonalNumber(`Se ${number.slice(2, 8)} ${number.slice(8)}.`)).toBe(true);
      expect(containsPersonalNumber(`9${number}`)).toBe(false);
    }
    fc.assert(fc.property(fc.string({ maxLength: 500 }), (text) => void containsPersonalNumber(text)));
  });
});

describe('status of a recipient', () => {
  const time = fc.option(fc.integer({ min: 1, max: 1_000 }), { nil: null });
  const facts: fc.Arbitrary<RecipientFacts> = fc.record({
    notification: fc.constantFrom('pending', 'notified', 'failed', 'bounced', 'none'),
    openedAt: time,
    downloadedAt: time,
    repliedAt: time,
    recalledAt: time,
    purgedAt: time,
    expiresAt: time,
  });

  it('is one of the known ones, each of which is a line of a timeline too', () => {
    fc.assert(
      fc.property(facts, fc.integer({ min: 0, max: 1_001 }), (given, now) => {
        expect(RECIPIENT_STATUSES).toContain(recipientStatus(given, now));
      }),
    );
    for (const status of RECIPIENT_STATUSES) expect(RECIPIENT_EVENT_KINDS).toContain(status);
  });

  it('stays with what takes the message away, whatever happened besides', () => {
    fc.assert(
      fc.property(facts, fc.integer(), (given, now) => {
        expect(recipientStatus({ ...given, recalledAt: 1 }, now)).toBe('recalled');
        expect(recipientStatus({ ...given, recalledAt: null, purgedAt: 1 }, now)).toBe('purged');
      }),
    );
  });

  it('never goes back: more has happened, and the status is as far or further', () => {
    const order = ['sent', 'notified', 'opened', 'downloaded', 'replied'];
    fc.assert(
      fc.property(facts, facts, fc.integer({ min: 0, max: 1_001 }), (given, more, now) => {
        const base = { ...given, notification: 'notified', recalledAt: null, purgedAt: null, expiresAt: null } as const;
        const later = {
          ...base,
          openedAt: base.openedAt ?? more.openedAt,
          downloadedAt: base.downloadedAt ?? more.downloadedAt,
          repliedAt: base.repliedAt ?? more.repliedAt,
        };
        expect(order.indexOf(recipientStatus(later, now))).toBeGreaterThanOrEqual(
          order.indexOf(recipientStatus(base, now)),
        );
      }),
    );
  });

  it('is expired from the instant on, unless it was opened before', () => {
    const base: RecipientFacts = {
      notification: 'notified',
      openedAt: null,
      downloadedAt: null,
      repliedAt: null,
      recalledAt: null,
      purgedAt: null,
      expiresAt: 500,
    };
    expect([499, 500, 501].map((now) => recipientStatus(base, now))).toEqual(['notified', 'expired', 'expired']);
    expect(recipientStatus({ ...base, openedAt: 400 }, 500)).toBe('opened');
  });
});
