import { describe, expect, it } from '@jest/globals';
import { isPublicAddress, networksOf } from './public-address.ts';

describe('an address', () => {
  it.each(['193.10.0.1', '8.8.8.8', '172.32.0.1', '100.128.0.1', '2a00:1450:4001::1', '2600::1'])(
    '%s is public',
    (ip) => expect(isPublicAddress(ip)).toBe(true),
  );

  it.each([
    ...['127.0.0.1', '127.255.0.9', '10.0.0.5', '172.16.0.1', '172.31.255.255', '192.168.1.1', '169.254.169.254'],
    ...['0.0.0.0', '100.64.0.1', '198.18.0.1', '224.0.0.1', '255.255.255.255', '192.0.2.1'],
    ...['::1', '::', 'fe80::1', 'fc00::1', 'fd12::1', 'ff02::1', '::ffff:10.0.0.1', '::ffff:8.8.8.8', '64:ff9b::a00:1'],
    ...['2001:db8::1', '2002:a00:1::1', '2001::1', 'localhost', '', '0x7f000001', '2130706433'],
  ])('%s is not', (ip) => expect(isPublicAddress(ip)).toBe(false));

  it('is in a network that is named, with or without a prefix', () => {
    const list = networksOf(['10.1.0.0/16', 'fd00::/8', '192.168.1.5']);
    for (const [address, family] of [
      ['10.1.200.3', 'ipv4'],
      ['fd12::1', 'ipv6'],
      ['192.168.1.5', 'ipv4'],
    ] as const)
      expect(list.check(address, family)).toBe(true);
    expect(list.check('10.2.0.1', 'ipv4')).toBe(false);
    for (const wrong of ['10.1', 'mail.example.se', '10.0.0.0/33', '10.0.0.0/', '10.0.0.0/0', '10.0.0.0/8/8', ''])
      expect(() => networksOf([wrong])).toThrow();
  });
});
