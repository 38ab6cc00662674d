// Deliberately narrower than RFC 5321: no quoted local parts, no address literals, a dotted domain. Linear: no nested repeats.
const ADDRESS = /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[a-z0-9-]+(?:\.[a-z0-9-]+)+$/;

/** The one form in which addresses are stored and compared: trimmed, lower case; null when it is not an address. */
export const normaliseEmail = (text: string): string | null => {
  const address = text.trim().toLowerCase();
  if (address.length > 254 || !ADDRESS.test(address) || address.includes('..')) return null;
  return address.startsWith('.') || address.includes('.@') ? null : address;
};

/** The domain of a normalised address. */
export const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1);
