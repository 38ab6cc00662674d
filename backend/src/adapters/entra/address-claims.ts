/** A claim's truth in the forms that Entra writes: booleans, numbers and text. */
export const isTrue = (value: unknown): boolean => value === true || value === 1 || value === '1' || value === 'true';
const isFalse = (value: unknown): boolean => value === false || value === 0 || value === '0' || value === 'false';

/**
 * Whether an Entra token says itself that no address of it may find an account: `acct` is there and not 0 (0 = member of the
 * tenant, 1 = guest), or `xms_edov` is there and not true (the owner of the address' domain was not verified).
 */
export const vouchesForNoAddress = (claims: Readonly<Record<string, unknown>>): boolean => {
  const { acct, xms_edov: isDomainVerified } = claims;
  return (acct !== undefined && !isFalse(acct)) || (isDomainVerified !== undefined && !isTrue(isDomainVerified));
};
