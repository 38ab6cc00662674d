import { BlockList, isIPv4, isIPv6 } from 'node:net';

/** What is not reached through the public network (IANA special-purpose registries, multicast, reserved). */
const SPECIAL_IPV4 = [
  ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/24'],
  ...['192.0.2.0/24', '192.88.99.0/24', '192.168.0.0/16', '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24'],
  ...['224.0.0.0/4', '240.0.0.0/4'],
];
/** Only 2000::/3 is given out; within it what embeds or stands for other addresses. */
const GLOBAL_IPV6 = '2000::/3';
const SPECIAL_IPV6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'];

/** Networks as they are written (`10.1.0.0/16`, `fd00::/8`, or one address). @throws {Error} when one is none */
export const networksOf = (networks: readonly string[]): BlockList => {
  const list = new BlockList();
  for (const network of networks) {
    const [address = '', prefix, ...more] = network.split('/');
    const family = isIPv4(address) ? 'ipv4' : 'ipv6';
    const isAddress = isIPv4(address) || isIPv6(address);
    // `10.0.0.0/` is a slip of the pen, and not every address that there is.
    const isPrefix = prefix === undefined || /^[1-9]\d{0,2}$/.test(prefix);
    if (!isAddress || !isPrefix || more.length > 0) throw new Error(`${network} is no network`);
    list.addSubnet(address, prefix === undefined ? (family === 'ipv4' ? 32 : 128) : Number(prefix), family);
  }
  return list;
};

const specialIpv4 = networksOf(SPECIAL_IPV4);
const globalIpv6 = networksOf([GLOBAL_IPV6]);
const specialIpv6 = networksOf(SPECIAL_IPV6);

/** True for an address that anybody on the public network could reach. */
export const isPublicAddress = (address: string): boolean => {
  if (isIPv4(address)) return !specialIpv4.check(address, 'ipv4');
  return isIPv6(address) && globalIpv6.check(address, 'ipv6') && !specialIpv6.check(address, 'ipv6');
};
