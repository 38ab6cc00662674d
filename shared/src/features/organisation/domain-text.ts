import type { OrganisationSettings } from '../../contract/organisation.ts';

/** A domain as somebody wrote it, in the form of the lists where it has one: the server decides whether it is a domain. */
export const writtenDomain = (text: string): string => {
  const typed = text.trim().replace(/^@/, '').replace(/\.$/, '');
  const address = `https://${typed}`;
  return URL.canParse(address) && !/[\s/?#:@\\]/.test(typed) ? new URL(address).hostname : typed;
};

/** The list that a domain stands in. */
export const listOf = (
  { trusted, forbidden }: OrganisationSettings['domains'],
  domain: string,
): 'trusted' | 'forbidden' | null => {
  if (trusted.includes(domain)) return 'trusted';
  return forbidden.includes(domain) ? 'forbidden' : null;
};
