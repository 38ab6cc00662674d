import type { SendMessage } from '../../../contract/messages.ts';
import { type AssuranceLevel, type ExternalMethod, verificationFor } from '../../../domain/levels.ts';
import type { Language } from '../../../i18n/languages.ts';

/** Where an address leads, as far as is known: `checking` and `unknown` still have to be asked. */
export type ChipKind = 'checking' | 'unknown' | 'invalid' | 'internal' | 'other-organisation' | 'external';

/** One recipient as the composer shows it. `address` identifies the chip; for an invalid one it is what was typed. */
export interface Chip {
  readonly address: string;
  readonly name: string;
  readonly kind: ChipKind;
  readonly organisation: string | null;
  /** Of the organisation's own: several people read there. */
  readonly functionMailbox?: true | undefined;
  /** Of a colleague who is away: until when (ISO instant). */
  readonly absentUntil?: string | undefined;
  /** The organisation allows no message to it. */
  readonly forbidden?: true | undefined;
  /** Nobody in this mailbox has written to it before. */
  readonly firstTime?: true | undefined;
  /** The known domain that its own may be mistaken for. */
  readonly resembles?: string | undefined;
}

/** How one recipient without an account is to be identified; texts are as typed. */
export interface ExternalDraft {
  readonly method: ExternalMethod | undefined;
  readonly phone: string;
  readonly personalNumber: string;
  readonly language: Language;
  readonly openText: string;
  /** The sender does not have the number yet: the message waits for it. */
  readonly later?: boolean | undefined;
  /** What the mailbox knows, in place of number or personnummer; null: the person writes another one. */
  readonly known?: string | null | undefined;
}

/** Who can open it. */
export type Audience = NonNullable<SendMessage['audience']>;

/** Everything that is being written. */
export interface Draft {
  readonly to: readonly Chip[];
  readonly cc: readonly Chip[];
  /** Only where the host has it. */
  readonly bcc: readonly Chip[];
  readonly subject: string;
  readonly bodyHtml: string;
  /** Undefined until the person or the organisation's levels have chosen. */
  readonly level: AssuranceLevel | undefined;
  readonly replyAllowed: boolean;
  /** A local date (YYYY-MM-DD), empty for the organisation's usual time. */
  readonly validUntil: string;
  /** How often each recipient may download each file, as typed; empty for as often as she likes. */
  readonly maxDownloads: string;
  readonly readReceipt: boolean;
  readonly audience: Audience;
  readonly external: Readonly<Record<string, ExternalDraft>>;
  readonly inReplyTo: string | undefined;
  /** The message that is passed on. */
  readonly forwardOf: string | undefined;
  /** The revision in which it waits on the server; a later one no longer does. */
  readonly waitingRevision?: number | undefined;
}

export const emptyDraft: Draft = {
  to: [],
  cc: [],
  bcc: [],
  subject: '',
  bodyHtml: '',
  level: undefined,
  replyAllowed: true,
  validUntil: '',
  maxDownloads: '',
  readReceipt: false,
  audience: 'recipients',
  external: {},
  inReplyTo: undefined,
  forwardOf: undefined,
};

export const emptyExternal = (language: Language): ExternalDraft => ({
  method: undefined,
  phone: '',
  personalNumber: '',
  language,
  openText: '',
});

/** All recipients in the order of the fields. */
export const chipsOf = (draft: Draft): readonly Chip[] => [...draft.to, ...draft.cc, ...draft.bcc];

/** Recipients who need the external step, in order. */
export const externalChips = (draft: Draft): readonly Chip[] =>
  chipsOf(draft).filter((chip) => chip.kind === 'external');

/** What identifies a recipient is to be filled in later. */
export const isLater = (external: ExternalDraft | undefined): boolean =>
  external?.later === true && external.method !== undefined && verificationFor(external.method) !== 'none';

/** Recipients that the message waits for, in order. */
export const awaitedChips = (draft: Draft): readonly Chip[] =>
  externalChips(draft).filter(({ address }) => isLater(draft.external[address]));

/** True when the editor's HTML shows nothing. */
export const isBlankHtml = (html: string): boolean => html.replace(/<[^>]*>|&nbsp;/g, '').trim() === '';

/** True when something would be lost by leaving. */
export const isDirty = (draft: Draft): boolean =>
  chipsOf(draft).length > 0 || draft.subject.trim() !== '' || !isBlankHtml(draft.bodyHtml);

/** What was typed or pasted into a recipients field, cut at commas, semicolons and line breaks; spaces part only addresses. */
export function splitAddresses(text: string): readonly string[] {
  // A quoted name may hold a comma itself: “"Andersson, Anna" <anna@example.se>”.
  const pieces = text
    .replace(/"[^"\n]*"/g, ' ')
    .split(/[,;\n\r\t]+/)
    .flatMap((piece) => {
      const words = piece.trim().split(/\s+/);
      return words.length > 1 && words.every((word) => word.includes('@')) ? words : [piece.trim()];
    });
  // “Anna Andersson <anna@example.se>”, as mail programs copy it.
  return pieces.map((piece) => /<([^<>\s]+)>$/.exec(piece)?.[1] ?? piece).filter((piece) => piece !== '');
}

/** Adds what is not there yet, in either field; new chips still have to be asked about. */
export function addChips(draft: Draft, field: 'to' | 'cc', typed: readonly string[]): Draft {
  const known = new Set(chipsOf(draft).map((chip) => chip.address));
  const added: Chip[] = [];
  for (const text of typed) {
    const address = text.trim().toLowerCase();
    if (address === '' || known.has(address)) continue;
    known.add(address);
    added.push({ address, name: '', kind: 'checking', organisation: null });
  }
  return added.length === 0 ? draft : { ...draft, [field]: [...draft[field], ...added] };
}

/** One change of a recipients field, by what the person knows the recipient as. */
export interface ChipChange {
  readonly change: 'added' | 'removed' | 'notValid';
  readonly name: string;
}

/** What a person who cannot see the chips must be told: who came, who went, and which is no address after all. */
export function changedChips(before: readonly Chip[], now: readonly Chip[]): readonly ChipChange[] {
  const known = new Map(before.map((chip) => [chip.address, chip]));
  const left = new Set(now.map((chip) => chip.address));
  const nameOf = (chip: Chip) => chip.name || chip.address;
  return [
    ...now.flatMap((chip): readonly ChipChange[] => {
      if (chip.kind === 'invalid' && known.get(chip.address)?.kind !== 'invalid') {
        return [{ change: 'notValid', name: nameOf(chip) }];
      }
      return known.has(chip.address) ? [] : [{ change: 'added', name: nameOf(chip) }];
    }),
    ...before
      .filter((chip) => !left.has(chip.address))
      .map((chip): ChipChange => ({ change: 'removed', name: nameOf(chip) })),
  ];
}

/** Replaces chips by what is now known of them; a chip whose address became one that is already there goes away. */
export function updateChips(draft: Draft, known: ReadonlyMap<string, Chip>): Draft {
  const seen = new Set<string>();
  const update = (chips: readonly Chip[]) =>
    chips
      .map((chip) => known.get(chip.address) ?? chip)
      .filter((chip) => !seen.has(chip.address) && seen.add(chip.address));
  return { ...draft, to: update(draft.to), cc: update(draft.cc), bcc: update(draft.bcc) };
}
