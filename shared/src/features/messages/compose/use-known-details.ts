import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useApi } from '../../../api/api-context.tsx';
import { contactRoutes, contactsKey } from '../../../api/contact-routes.ts';
import { useSession } from '../../../api/session.tsx';
import type { KnownDetails } from '../../../contract/contacts.ts';
import { type ExternalMethod, verificationFor } from '../../../domain/levels.ts';
import type { ExternalDraft } from './draft.ts';

/** What is known that a method asks for: which details, from where, and how they look masked. */
export interface Usable {
  readonly id: string;
  readonly from: KnownDetails['from'];
  readonly masked: string;
}

/** Of what is known, the first that serves a method. */
export function usableFor(known: readonly KnownDetails[], method: ExternalMethod | undefined): Usable | undefined {
  const needs = method ? verificationFor(method) : 'none';
  for (const { id, from, maskedPhone, maskedPersonalNumber } of known) {
    const masked = needs === 'phone' ? maskedPhone : needs === 'personalNumber' ? maskedPersonalNumber : null;
    if (id !== null && masked !== null) return { id, from, masked };
  }
  return undefined;
}

/** What a draft says of known details when it follows what is known: the id of what serves, undefined where nothing is to be said. */
export function followedKnown(external: ExternalDraft, usable: Usable | undefined): ExternalDraft['known'] {
  const needs = external.method ? verificationFor(external.method) : 'none';
  const isTyped = needs !== 'none' && external[needs].trim() !== '';
  // The person has chosen to write another one.
  if (external.known === null) return null;
  return isTyped || external.later ? undefined : usable?.id;
}

/** What a fresh step takes over: the preferred way, where it may be chosen, and the language. */
export function preferredOf(
  known: readonly KnownDetails[],
  methods: readonly ExternalMethod[],
): Partial<Pick<ExternalDraft, 'method' | 'language'>> {
  const method = known.map((one) => one.method).find((one) => one !== null && methods.includes(one));
  const language = known.map((one) => one.language).find((one) => one !== null);
  return { ...(method ? { method } : {}), ...(language ? { language } : {}) };
}

const NOTHING: readonly KnownDetails[] = [];

/**
 * What the mailbox knows of a recipient, and that what is written follows it. Numbers stay on the server: the draft has the id of what
 * is known. `isAsked`: the answer is there, or there will be none.
 */
export function useKnownDetails(
  address: string,
  external: ExternalDraft,
  change: (part: Partial<ExternalDraft>) => void,
): { readonly known: readonly KnownDetails[]; readonly usable: Usable | undefined; readonly isAsked: boolean } {
  const api = useApi();
  const { mailboxId } = useSession();
  const asked = useQuery({
    queryKey: [...contactsKey(mailboxId), 'known', address],
    enabled: address !== '',
    queryFn: ({ signal }) =>
      api.call(contactRoutes.findKnownDetails, { params: { id: mailboxId }, body: { addresses: [address] }, signal }),
    // Without it everything is typed, as always.
    retry: false,
    staleTime: 0,
  });
  const isAsked = !asked.isFetching;
  const known = asked.data ?? NOTHING;
  const usable = usableFor(known, external.method);
  const followed = followedKnown(external, usable);
  const isBehind = isAsked && followed !== external.known;
  // biome-ignore lint/correctness/useExhaustiveDependencies: says once what follows from what is known now.
  useEffect(() => {
    if (isBehind) change({ known: followed });
  }, [isBehind, followed]);
  return { known, usable, isAsked };
}
