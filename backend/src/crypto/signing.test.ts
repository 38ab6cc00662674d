import { describe, expect, it } from '@jest/globals';
import { newSigningKey, signBytes, signingPublicKey, verifyBytes } from './signing.ts';

const hex = (text: string) => Buffer.from(text, 'hex');

describe('Ed25519 signatures', () => {
  it('gives the published public key and signature (RFC 8032 §7.1, test 2)', () => {
    const seed = hex('4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb');
    const signature =
      '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00';
    expect(signingPublicKey(seed).toString('hex')).toBe(
      '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
    );
    expect(signBytes(seed, hex('72')).toString('hex')).toBe(signature);
  });

  it('refuses other bytes, another key, a changed signature and nonsense', () => {
    const { seed, publicKey } = newSigningKey();
    const signature = signBytes(seed, Buffer.from('log'));
    expect(verifyBytes(publicKey, Buffer.from('log'), signature)).toBe(true);
    expect(verifyBytes(publicKey, Buffer.from('lag'), signature)).toBe(false);
    expect(verifyBytes(newSigningKey().publicKey, Buffer.from('log'), signature)).toBe(false);
    for (let i = 0; i < signature.length; i++) {
      const changed = Buffer.from(signature);
      changed.writeUInt8((changed[i] ?? 0) ^ 1, i);
      expect(verifyBytes(publicKey, Buffer.from('log'), changed)).toBe(false);
    }
    expect(verifyBytes(publicKey, Buffer.from('log'), Buffer.alloc(3))).toBe(false);
    expect(verifyBytes(Buffer.alloc(3), Buffer.from('log'), signature)).toBe(false);
  });
});
