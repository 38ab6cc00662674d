import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isDomainError } from '../platform/errors.ts';
import { type EncryptionContext, newKey, openPiece, PIECE_BYTES, PIECE_FRAME_BYTES, sealPiece } from './index.ts';

const context = { organisation: 'org-1', message: 'msg-1', piece: 'body' };
const key = newKey();
const refused = (open: () => unknown): boolean => {
  try {
    open();
    return false;
  } catch (error) {
    return isDomainError(error, 'content-unreadable') && Object.keys(error.facts).length === 0;
  }
};
const contexts = fc.dictionary(fc.stringMatching(/^[b-z][a-z-]{0,8}$/), fc.string({ unit: 'grapheme' }), {
  minKeys: 1,
});

describe('a sealed piece', () => {
  it('opens to what was sealed, under any context', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 3000 }), contexts, (text, bound) => {
        expect(openPiece(key, bound, sealPiece(key, bound, text)).equals(text)).toBe(true);
      }),
    );
  });

  it('is 222 bytes and the context longer than its text', () => {
    // 2 for the pair count, 4 for the lengths in each of three pairs.
    const contextBytes = 2 + 3 * 4 + 'organisationorg-1messagemsg-1piecebody'.length;
    expect(sealPiece(key, context, Buffer.alloc(2000)).length).toBe(2000 + 222 + contextBytes);
  });

  it('is refused with any single bit flipped', () => {
    const sealed = sealPiece(key, context, Buffer.from('hemligt'));
    for (let at = 0; at < sealed.length; at++) {
      for (let bit = 0; bit < 8; bit++) {
        const altered = Buffer.from(sealed);
        altered[at] = (altered[at] ?? 0) ^ (1 << bit);
        if (!refused(() => openPiece(key, context, altered)))
          throw new Error(`bit ${bit} of byte ${at} went unnoticed`);
      }
    }
  });

  it('is refused cut at any place and lengthened by anything', () => {
    const sealed = sealPiece(key, context, Buffer.from('hemligt'));
    for (let end = 0; end < sealed.length; end++) {
      expect(refused(() => openPiece(key, context, sealed.subarray(0, end)))).toBe(true);
    }
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 100 }), (extra) =>
        refused(() => openPiece(key, context, Buffer.concat([sealed, extra]))),
      ),
    );
  });

  it('never opens under another key', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), fc.uint8Array({ maxLength: 64 }), (other, text) =>
        refused(() => openPiece(other, context, sealPiece(key, context, text))),
      ),
    );
  });

  it.each<[string, EncryptionContext]>([
    ['another organisation', { ...context, organisation: 'org-2' }],
    ['another message', { ...context, message: 'msg-2' }],
    ['another piece', { ...context, piece: 'note' }],
    ['one pair more', { ...context, part: '0' }],
    ['one pair less', { organisation: 'org-1', message: 'msg-1' }],
    ['values that run into each other', { ...context, organisation: 'org-', message: '1msg-1' }],
  ])('is refused under %s', (_, bound) => {
    const sealed = sealPiece(key, context, Buffer.from('hemligt'));
    expect(refused(() => openPiece(key, bound, sealed))).toBe(true);
  });

  it('does not depend on the order in which a context is written', () => {
    const sealed = sealPiece(key, context, Buffer.from('hemligt'));
    expect(openPiece(key, { piece: 'body', message: 'msg-1', organisation: 'org-1' }, sealed).toString()).toBe(
      'hemligt',
    );
  });

  it('is refused with the body of another message under the same key and context', () => {
    const [first, second] = [sealPiece(key, context, Buffer.from('a')), sealPiece(key, context, Buffer.from('b'))];
    const body = first.length - 41;
    expect(
      refused(() => openPiece(key, context, Buffer.concat([first.subarray(0, body), second.subarray(body)]))),
    ).toBe(true);
  });

  it('never repeats itself', () => {
    const sealed = new Set(
      Array.from({ length: 100 }, () => sealPiece(key, context, Buffer.from('x')).toString('hex')),
    );
    expect(sealed.size).toBe(100);
  });

  it('leaves the key as it is', () => {
    const copy = Buffer.from(key);
    openPiece(key, context, sealPiece(key, context, Buffer.from('x')));
    expect(copy.equals(key)).toBe(true);
  });

  it.each([-1, 0, 1])('of whole frames and %i bytes opens to what was sealed', (more) => {
    for (let frames = 1; frames <= 4; frames++) {
      const text = Buffer.alloc(Math.min(frames * PIECE_FRAME_BYTES + more, PIECE_BYTES), frames);
      expect(openPiece(key, context, sealPiece(key, context, text)).equals(text)).toBe(true);
    }
  });

  it('of several frames is refused with frames changed, exchanged, left out, repeated or cut', () => {
    const frame = 16 + PIECE_FRAME_BYTES + 16;
    const text = Buffer.concat([1, 2, 3].map((byte) => Buffer.alloc(PIECE_FRAME_BYTES - (byte === 3 ? 1 : 0), byte)));
    const sealed = sealPiece(key, context, text);
    const header = sealed.length - 2 * frame - (24 + PIECE_FRAME_BYTES - 1 + 16);
    const [head, one, two, last] = [
      sealed.subarray(0, header),
      sealed.subarray(header, header + frame),
      sealed.subarray(header + frame, header + 2 * frame),
      sealed.subarray(header + 2 * frame),
    ];
    expect(openPiece(key, context, Buffer.concat([head, one, two, last])).equals(text)).toBe(true);
    for (const parts of [[two, one, last], [one, last], [one, one, last], [one, two], [one, two, last, last], [last]])
      expect(refused(() => openPiece(key, context, Buffer.concat([head, ...parts])))).toBe(true);
    for (const at of [header, header + 20, header + frame - 1, header + frame + 4, sealed.length - 1]) {
      const altered = Buffer.from(sealed);
      altered[at] = (altered[at] ?? 0) ^ 1;
      expect(refused(() => openPiece(key, context, altered))).toBe(true);
    }
    for (const end of [1, 40, 41, PIECE_FRAME_BYTES])
      expect(refused(() => openPiece(key, context, sealed.subarray(0, -end)))).toBe(true);
  });

  it('is at most 4 MiB', () => {
    const size = PIECE_BYTES + 1;
    expect(() => sealPiece(key, context, Buffer.alloc(size))).toThrow(
      expect.objectContaining({ type: 'piece-too-large', facts: { sizeBytes: size, limitBytes: PIECE_BYTES } }),
    );
    expect(refused(() => openPiece(key, context, Buffer.alloc(size + 600)))).toBe(true);
  });

  it.each([
    {},
    { 'aws-crypto-public-key': 'x' },
    { Organisation: 'x' },
    { '': 'x' },
    { organisation: 'x'.repeat(65536) },
  ])('refuses a context that cannot be bound (%#)', (bound) => {
    expect(() => sealPiece(key, bound, Buffer.alloc(1))).toThrow(TypeError);
  });
});
