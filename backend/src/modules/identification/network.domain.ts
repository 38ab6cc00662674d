/** Leading 16-bit groups of an IPv6 address, `::` filled in; null when it is no IPv6 address. */
const ipv6Groups = (address: string): string[] | null => {
  if (!address.includes(':')) return null;
  const [head = '', tail] = address.split('%', 1)[0]?.split('::') ?? [];
  const left = head === '' ? [] : head.split(':');
  const right = tail ? tail.split(':') : [];
  const gap = tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length);
  return [...left, ...Array<string>(gap).fill('0'), ...right];
};

/**
 * The network that tries are counted by: an IPv4 address as it is, also in its IPv6 form; of an IPv6 address the first
 * 64 bits, because one subscriber has them all.
 */
export const networkOf = (ip: string): string => {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip)?.[1];
  if (mapped) return mapped;
  const groups = ipv6Groups(ip);
  if (!groups) return ip;
  const prefix = groups.slice(0, 4).map((group) => group.toLowerCase().replace(/^0+(?=.)/, ''));
  return `${prefix.join(':')}::/64`;
};
