import { createHmac, hkdfSync } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CIPHER } from './format.ts';
import { frameAad, frameNonce, writeFrameHead } from './frame.ts';
import { gcmCipher, gcmDecipher } from './gcm.ts';
import { blindIndex } from './index.ts';
import { deriveMessageKeys, hmacSha512 } from './key-schedule.ts';

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex');
const base64 = (text: string): Buffer => Buffer.from(text, 'base64');

/** "AWS Encryption SDK - Message Format V2 Test Vectors" (2020-09-18), case 1: non-KMS key provider, suite 0x0478. */
const published = {
  messageId: base64('TfvRMU2dVZJbgXIyxeNtbj5eIw8BiTDiwsHyQ/Z9wXk='),
  dataKey: base64('+p6+whPVw9kOrYLZFMRBJ2n6Vli6T/7TkjDouS+25s0='),
  commitment: base64('F88I9zPbUQSfOlzLXv+uIY2+m/E6j2PMsbgeHVH/L0w='),
  contentKey: base64('V67301yMJtk0jxOc3QJeBac6uKxO3XylWtkKTYmUU+M='),
  header: base64(
    'AgR4TfvRMU2dVZJbgXIyxeNtbj5eIw8BiTDiwsHyQ/Z9wXkAAAABAAxQcm92aWRlck5hbWUAGUtleUlkAAAAgAAAAAz45sc3cDvJZ7D4P3sAMKE7d/w8' +
      'ziQt2C0qHsy1Qu2E2q92eIGE/kLnF/Y003HKvTxx7xv2Zv83YuOdwHML5QIAABAAF88I9zPbUQSfOlzLXv+uIY2+m/E6j2PMsbgeHVH/L0wLqQlY+5CL' +
      '0z3xnNOMIZae',
  ),
  frame: base64('/////wAAAAEAAAAAAAAAAAAAAAEAAAAOSZBKHHRpTwXOFTQVGapXXj5CwXBMouBB2ucaIJVm'),
  plaintext: 'GoodCommitment',
};

describe('the AWS Encryption SDK vectors for message format 2', () => {
  const { contentKey, commitment } = deriveMessageKeys(published.dataKey, published.messageId);

  it('give the content key and the commitment', () => {
    expect(contentKey.export().equals(published.contentKey)).toBe(true);
    expect(commitment.equals(published.commitment)).toBe(true);
  });

  it('give the tag of the header', () => {
    const cipher = gcmCipher(contentKey, Buffer.alloc(12), published.header.subarray(0, -16));
    cipher.final();
    expect(cipher.getAuthTag().equals(published.header.subarray(-16))).toBe(true);
  });

  it('give the final frame', () => {
    const place = { sequence: 1, contentBytes: 14, isFinal: true };
    const frame = Buffer.alloc(24);
    writeFrameHead(frame, 0, place);
    const cipher = gcmCipher(contentKey, frameNonce(1), frameAad(published.messageId, place));
    const content = cipher.update(published.plaintext);
    cipher.final();
    expect(Buffer.concat([frame, content, cipher.getAuthTag()]).equals(published.frame)).toBe(true);
  });
});

describe('RFC 4231 and RFC 5869', () => {
  it('case 1 of RFC 4231 for HMAC-SHA-512', () => {
    expect(hmacSha512(Buffer.alloc(20, 0x0b), Buffer.from('Hi There')).toString('hex')).toBe(
      '87aa7cdea5ef619d4ff0b4241a1d6cb02379f4e2ce4ec2787ad0b30545e17cdedaa833b7d6b8a702038b274eaea3f4e4be9d914eeb61f1702e696c203a126854',
    );
  });

  it('case 2 of RFC 4231 for HMAC-SHA-512', () => {
    expect(hmacSha512(Buffer.from('Jefe'), Buffer.from('what do ya want for nothing?')).toString('hex')).toBe(
      '164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea2505549758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737',
    );
  });

  it('our HMAC is the one of OpenSSL for every key up to a block', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 128 }), fc.uint8Array({ maxLength: 64 }), (key, message) =>
        createHmac('sha512', key).update(message).digest().equals(hmacSha512(key, message)),
      ),
    );
    expect(() => hmacSha512(Buffer.alloc(129), Buffer.alloc(1))).toThrow(TypeError);
    expect(() => hmacSha512(Buffer.alloc(1), Buffer.alloc(65))).toThrow(TypeError);
  });

  it('the HKDF that links are derived with passes case 1 of RFC 5869', () => {
    const output = hkdfSync(
      'sha256',
      Buffer.alloc(22, 0x0b),
      hex('000102030405060708090a0b0c'),
      hex('f0f1f2f3f4f5f6f7f8f9'),
      42,
    );
    expect(Buffer.from(output).toString('hex')).toBe(
      '3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865',
    );
  });

  it('our key schedule is HKDF-SHA-512 twice over', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 32, maxLength: 32 }),
        fc.uint8Array({ minLength: 32, maxLength: 32 }),
        (key, id) => {
          const keys = deriveMessageKeys(key, id);
          const info = Buffer.concat([hex('0478'), Buffer.from('DERIVEKEY')]);
          expect(keys.contentKey.export().equals(Buffer.from(hkdfSync('sha512', key, id, info, 32)))).toBe(true);
          expect(keys.commitment.equals(Buffer.from(hkdfSync('sha512', key, id, 'COMMITKEY', 32)))).toBe(true);
        },
      ),
    );
  });

  it('a blind index is plain HMAC-SHA-256 (RFC 4231 case 1) over the documented bytes', () => {
    const key = Buffer.alloc(20, 0x0b);
    expect(createHmac('sha256', key).update('Hi There').digest('hex')).toBe(
      'b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7',
    );
    const bytes = Buffer.concat([Buffer.from('sefos/blind-index/v1\0'), hex('0005'), Buffer.from('phone+46700000000')]);
    expect(blindIndex(key, 'phone', '+46700000000').equals(createHmac('sha256', key).update(bytes).digest())).toBe(
      true,
    );
  });
});

describe('AES-256-GCM', () => {
  // McGrew and Viega, "The Galois/Counter Mode of Operation", test case 16 (in NIST's GCM submission).
  const key = hex('feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308');
  const nonce = hex('cafebabefacedbaddecaf888');
  const aad = hex('feedfacedeadbeeffeedfacedeadbeefabaddad2');
  const plaintext = hex(
    'd9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39',
  );
  const ciphertext = hex(
    '522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662',
  );
  const tag = hex('76fc6ece0f4e1768cddf8853bb2d551b');

  it('passes test case 16 of the GCM submission, both ways', () => {
    expect(CIPHER).toBe('aes-256-gcm');
    const cipher = gcmCipher(key, nonce, aad);
    expect(cipher.update(plaintext).equals(ciphertext)).toBe(true);
    cipher.final();
    expect(cipher.getAuthTag().equals(tag)).toBe(true);
    const decipher = gcmDecipher(key, nonce, aad).setAuthTag(tag);
    expect(decipher.update(ciphertext).equals(plaintext)).toBe(true);
    expect(() => decipher.final()).not.toThrow();
  });

  it('takes no shortened tag', () => {
    expect(() => gcmDecipher(key, nonce, aad).setAuthTag(tag.subarray(0, 12))).toThrow();
  });
});
