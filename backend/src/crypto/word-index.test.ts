import { createCipheriv, createHmac, hkdfSync } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { makeWordTokens, TOKEN_BYTES } from './word-index.ts';

const KEY = Buffer.alloc(32, 7);
const tokenOf = (word: string, field = 0, subject = 'mailbox', key = KEY) =>
  makeWordTokens(key, subject)([{ field, word }]).toString('hex');

describe('tokens of words', () => {
  it('are the first bytes of AES-256 over field and word', () => {
    const derived = Buffer.from(hkdfSync('sha256', KEY, Buffer.alloc(0), 'sefos/word-index/v1\0mailbox', 64));
    const aes = (block: Buffer) =>
      createCipheriv('aes-256-ecb', derived.subarray(0, 32), null).setAutoPadding(false).update(block);
    const short = Buffer.alloc(16);
    short[0] = 2;
    short.write('båt', 1);
    expect(tokenOf('båt', 2)).toBe(aes(short).subarray(0, TOKEN_BYTES).toString('hex'));
    const word = 'förskolelärarutbildning';
    const long = Buffer.concat([
      Buffer.from([0x82]),
      createHmac('sha256', derived.subarray(32)).update(word).digest().subarray(0, 15),
    ]);
    expect(tokenOf(word, 2)).toBe(aes(long).subarray(0, TOKEN_BYTES).toString('hex'));
  });

  it('are equal for equal words alone, whatever stands beside them', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string({ unit: 'grapheme', minLength: 1 }), { minLength: 2 }), (words) => {
        const tokens = makeWordTokens(KEY, 'mailbox')(words.map((word) => ({ field: 1, word })));
        for (const [index, word] of words.entries())
          expect(tokens.subarray(index * TOKEN_BYTES, (index + 1) * TOKEN_BYTES).toString('hex')).toBe(
            tokenOf(word, 1),
          );
      }),
    );
  });

  it('differ between fields, mailboxes and organisations', () => {
    const tokens = [
      tokenOf('barn'),
      tokenOf('barn', 1),
      tokenOf('barn', 0, 'another'),
      tokenOf('barn', 0, 'mailbox', Buffer.alloc(32, 8)),
    ];
    expect(new Set(tokens).size).toBe(4);
  });
});
