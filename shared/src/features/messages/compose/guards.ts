import { type SensitiveKind, sensitiveIn, sensitiveInHtml } from '../../../domain/sensitive.ts';
import { type Chip, chipsOf, type Draft, splitAddresses } from './draft.ts';

/** What is pointed out before a message is sent; none of it keeps it from being sent. */
export type Finding =
  | { readonly place: 'subject' | 'body'; readonly kinds: readonly SensitiveKind[] }
  | { readonly place: 'openText'; readonly address: string; readonly kinds: readonly SensitiveKind[] }
  | { readonly place: 'recipient'; readonly address: string; readonly domain: string };

/** Only at LoA1 is a body read by whoever has the link. */
export const bodyFinding = (draft: Pick<Draft, 'level'>, bodyHtml: string): readonly SensitiveKind[] =>
  draft.level === 1 ? sensitiveInHtml(bodyHtml) : [];

/** Everything to look at once more, in the order of the steps. `bodyHtml`: where the host has it, not the draft. */
export function findingsOf(draft: Draft, bodyHtml = draft.bodyHtml): readonly Finding[] {
  const subject = sensitiveIn(draft.subject);
  const body = bodyFinding(draft, bodyHtml);
  const chips = chipsOf(draft);
  return [
    ...chips.flatMap(({ address, resembles }): readonly Finding[] =>
      resembles ? [{ place: 'recipient', address, domain: resembles }] : [],
    ),
    ...(subject.length > 0 ? [{ place: 'subject', kinds: subject } as const] : []),
    ...(body.length > 0 ? [{ place: 'body', kinds: body } as const] : []),
    ...chips.flatMap(({ address, kind }): readonly Finding[] => {
      const kinds = kind === 'external' ? sensitiveIn(draft.external[address]?.openText ?? '') : [];
      return kinds.length > 0 ? [{ place: 'openText', address, kinds }] : [];
    }),
  ];
}

/** Those of the typed addresses that are there already, in whatever case, or that are typed twice. */
export function repeatedIn(draft: Draft, typed: readonly string[]): readonly string[] {
  const seen = new Set(chipsOf(draft).map(({ address }) => address));
  const addresses = typed.flatMap(splitAddresses).map((text) => text.trim().toLowerCase());
  return [...new Set(addresses.filter((address) => seen.has(address) || !seen.add(address)))];
}

/** Recipients whom the mailbox writes to for the first time. */
export const newRecipients = (draft: Draft): readonly Chip[] =>
  chipsOf(draft).filter(({ firstTime, resembles }) => firstTime && !resembles);
