import { createCipheriv, createHmac, createSecretKey, hkdfSync } from 'node:crypto';

const BLOCK_BYTES = 16;
const KEY_BYTES = 32;
const DOMAIN = 'sefos/word-index/v1\0';
/** Marks a block that holds a hash and not the word itself, so that the two never meet. */
const HASHED = 0x80;

/** Bytes of one token. */
export const TOKEN_BYTES = 4;

/** A word to be found, and in which field: 0 to 127. Words hold no NUL. */
export interface IndexedWord {
  readonly field: number;
  readonly word: string;
}

/** Tokens of words under one index: the same word in the same field has the same token, in another index an unrelated one. */
export type WordTokens = (words: readonly IndexedWord[]) => Buffer;

/**
 * The blind word index of one subject (a mailbox) under its organisation's index key. HKDF-SHA-256 gives it two keys; a token is
 * the first four bytes of AES-256 over one block: field, then the word's UTF-8, padded with NUL; of a word over 15 bytes the first
 * 15 bytes of its HMAC-SHA-256. AES on distinct blocks is a pseudo-random function up to the birthday bound, so that tokens
 * tell nothing but equality; one call for all words of a message costs microseconds, where a HMAC each would cost milliseconds.
 * Answers the tokens one after the other, in the order of the words.
 */
export const makeWordTokens = (indexKey: Uint8Array, subject: string): WordTokens => {
  const derived = Buffer.from(hkdfSync('sha256', indexKey, Buffer.alloc(0), DOMAIN + subject, 2 * KEY_BYTES));
  const cipherKey = createSecretKey(derived.subarray(0, KEY_BYTES));
  const longWordKey = createSecretKey(derived.subarray(KEY_BYTES));
  return (words) => {
    const blocks = Buffer.alloc(words.length * BLOCK_BYTES);
    for (const [index, { field, word }] of words.entries()) {
      const at = index * BLOCK_BYTES;
      const fits = Buffer.byteLength(word) < BLOCK_BYTES;
      blocks[at] = fits ? field : field | HASHED;
      if (fits) blocks.write(word, at + 1);
      else
        createHmac('sha256', longWordKey)
          .update(word)
          .digest()
          .copy(blocks, at + 1, 0, BLOCK_BYTES - 1);
    }
    // ECB is AES itself, block by block: no block hides another, and equal words are to give equal tokens.
    const cipher = createCipheriv('aes-256-ecb', cipherKey, null).setAutoPadding(false);
    const sealed = Buffer.concat([cipher.update(blocks), cipher.final()]);
    const tokens = Buffer.alloc(words.length * TOKEN_BYTES);
    for (let index = 0; index < words.length; index++)
      sealed.copy(tokens, index * TOKEN_BYTES, index * BLOCK_BYTES, index * BLOCK_BYTES + TOKEN_BYTES);
    return tokens;
  };
};
