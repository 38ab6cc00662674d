import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  blindIndex,
  canonicalContext,
  deriveLinkToken,
  deriveSharedLinkToken,
  equalBytes,
  hashCode,
  hashToken,
  newKey,
  newOneTimeCode,
  newToken,
  unwrapKey,
  WRAPPED_KEY_BYTES,
  wipe,
  wrapKey,
} from './index.ts';

const failed = expect.objectContaining({ type: 'key-unwrap-failed', facts: {} });
const keys = fc.uint8Array({ minLength: 32, maxLength: 32 });

describe('a wrapped key', () => {
  it('unwraps to what was wrapped', () => {
    fc.assert(
      fc.property(keys, keys, fc.string(), (kek, key, context) => {
        const wrapped = wrapKey(kek, key, context);
        expect(wrapped.length).toBe(WRAPPED_KEY_BYTES);
        expect(unwrapKey(kek, wrapped, context).equals(key)).toBe(true);
      }),
    );
  });

  it('is refused with any bit flipped, cut, lengthened, under another key and in another context', () => {
    const [kek, key] = [newKey(), newKey()];
    const wrapped = wrapKey(kek, key, 'message=1');
    for (let bit = 0; bit < wrapped.length * 8; bit++) {
      const altered = Buffer.from(wrapped);
      altered[bit >> 3] = (altered[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(() => unwrapKey(kek, altered, 'message=1')).toThrow(failed);
    }
    expect(() => unwrapKey(kek, wrapped.subarray(0, -1), 'message=1')).toThrow(failed);
    expect(() => unwrapKey(kek, Buffer.concat([wrapped, Buffer.alloc(1)]), 'message=1')).toThrow(failed);
    expect(() => unwrapKey(newKey(), wrapped, 'message=1')).toThrow(failed);
    expect(() => unwrapKey(kek, wrapped, 'message=2')).toThrow(failed);
  });

  it('never looks the same twice, and takes keys of 32 bytes only', () => {
    const [kek, key] = [newKey(), newKey()];
    expect(wrapKey(kek, key, '').equals(wrapKey(kek, key, ''))).toBe(false);
    expect(() => wrapKey(kek, Buffer.alloc(31), '')).toThrow(TypeError);
  });
});

describe('a canonical context', () => {
  it('does not depend on order and keeps apart what differs', () => {
    expect(canonicalContext({ b: '2', a: '1' })).toBe('a=1&b=2');
    expect(canonicalContext({ a: '1&b=2' })).not.toBe(canonicalContext({ a: '1', b: '2' }));
  });
});

describe('tokens', () => {
  it('of a link depend on message key and recipient alone', () => {
    const key = Buffer.alloc(32, 7);
    const sample = 'u_7UAFaLUIl21Yt42zVCps5LfxY4NiuZrogIktarstQ';
    // HKDF-SHA-512, no salt, computed apart with `openssl kdf`.
    expect(deriveLinkToken(key, 'rcp-1')).toBe(sample);
    expect(deriveLinkToken(key, 'rcp-2')).not.toBe(sample);
    expect(deriveLinkToken(newKey(), 'rcp-1')).not.toBe(sample);
  });

  it('of a shared link depend on message key and message, and are never those of a personal link', () => {
    const key = Buffer.alloc(32, 7);
    const sample = 'AkWm9vsjX4u3PBeGXtf45OPr1uO8cmy3RIwq1Ga0LOg';
    // HKDF-SHA-512, no salt, computed apart with `openssl kdf`.
    expect(deriveSharedLinkToken(key, 'msg-1')).toBe(sample);
    expect(deriveSharedLinkToken(key, 'msg-2')).not.toBe(sample);
    expect(deriveSharedLinkToken(newKey(), 'msg-1')).not.toBe(sample);
    expect(deriveLinkToken(key, 'msg-1')).not.toBe(sample);
  });

  it('are 43 characters that fit a URL, and are stored as SHA-256', () => {
    expect(newToken()).toMatch(/^[\w-]{43}$/);
    expect(newToken()).not.toBe(newToken());
    // FIPS 180-4 example "abc".
    expect(hashToken('abc').toString('hex')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });
});

describe('a blind index', () => {
  it('is the same for the same value and unrelated for another key, purpose or value', () => {
    const key = newKey();
    const index = blindIndex(key, 'phone', '+46701234567');
    expect(index.length).toBe(32);
    expect(index.equals(blindIndex(key, 'phone', '+46701234567'))).toBe(true);
    expect(index.equals(blindIndex(newKey(), 'phone', '+46701234567'))).toBe(false);
    expect(index.equals(blindIndex(key, 'word', '+46701234567'))).toBe(false);
    expect(index.equals(blindIndex(key, 'phone', '+46701234568'))).toBe(false);
    expect(blindIndex(key, 'ab', 'c').equals(blindIndex(key, 'a', 'bc'))).toBe(false);
  });
});

describe('a one-time code', () => {
  it('is six digits with every first digit about as often', () => {
    const firsts = new Map<string, number>();
    for (let i = 0; i < 5000; i++) {
      const code = newOneTimeCode();
      expect(code).toMatch(/^\d{6}$/);
      firsts.set(code.charAt(0), (firsts.get(code.charAt(0)) ?? 0) + 1);
    }
    // 500 expected; seven standard deviations away is chance once in 10¹¹ runs.
    for (let digit = 0; digit < 10; digit++) expect(Math.abs((firsts.get(String(digit)) ?? 0) - 500)).toBeLessThan(150);
  });

  it('is stored so that code and salt both matter', () => {
    const salt = newKey();
    expect(equalBytes(hashCode('123456', salt), hashCode('123456', salt))).toBe(true);
    expect(equalBytes(hashCode('123456', salt), hashCode('123457', salt))).toBe(false);
    expect(equalBytes(hashCode('123456', salt), hashCode('123456', newKey()))).toBe(false);
  });
});

describe('key memory', () => {
  it('is 32 random bytes of its own and zero after wiping', () => {
    const key = newKey();
    expect([key.length, key.buffer.byteLength]).toEqual([32, 32]);
    expect(key.equals(newKey())).toBe(false);
    wipe(key);
    expect(key.equals(Buffer.alloc(32))).toBe(true);
  });

  it('of different lengths is unequal without a throw', () => {
    expect(equalBytes(Buffer.alloc(1), Buffer.alloc(2))).toBe(false);
    expect(equalBytes(Buffer.alloc(0), Buffer.alloc(0))).toBe(true);
  });
});
