import { normaliseEmail } from '../../../domain/email.ts';
import { bodyExcess, measureBody } from '../../../domain/inline-images.ts';
import { LIMITS } from '../../../domain/limits.ts';
import type { HostAddress, HostAttachment, HostMail } from '../../../host/compose-item.port.ts';
import type { Chip } from '../compose/draft.ts';
import { type BodyPlan, type LargeImage, planBody } from './body-plan.ts';
import { beginningOf, fingerprintOf } from './draft-text.ts';

/** A file that goes along. */
export type PaneFile = HostAttachment | LargeImage;

/** What keeps a mail from being encrypted, first cause first, with what to put in its words. */
export type Obstacle =
  | { readonly kind: 'noRecipients' | 'noSubject' }
  | { readonly kind: 'lists' | 'withoutAddress'; readonly names: readonly string[] }
  | { readonly kind: 'tooManyRecipients' | 'subjectTooLong' | 'tooManyFiles'; readonly count: number }
  | { readonly kind: 'bodyTooLong' }
  /** Links to files elsewhere, and files that the host would not give. */
  | { readonly kind: 'unreadable'; readonly names: readonly string[] };

/** The mail that is being written as the pane shows it. */
export interface PaneItem {
  readonly mail: HostMail;
  readonly fingerprint: string;
  readonly to: readonly Chip[];
  readonly cc: readonly Chip[];
  readonly bcc: readonly Chip[];
  readonly lists: readonly string[];
  readonly withoutAddress: readonly string[];
  readonly body: BodyPlan;
  /** Without the data of pictures, after sanitising. */
  readonly bodyTooLong: boolean;
  /** The first words of the text. */
  readonly beginning: string;
  readonly files: readonly PaneFile[];
  readonly cloud: readonly HostAttachment[];
}

const nameOf = ({ displayName, emailAddress }: HostAddress) => displayName || emailAddress || '?';

/** Everybody once: whoever stands in several fields is kept in the most open one. */
function fieldsOf(mail: HostMail) {
  const seen = new Set<string>();
  const chips = (list: readonly HostAddress[]) =>
    list.flatMap((person): readonly Chip[] => {
      const address = person.isList ? null : normaliseEmail(person.emailAddress);
      if (address === null || seen.has(address)) return [];
      seen.add(address);
      const name = person.displayName === person.emailAddress ? '' : person.displayName;
      return [{ address, name, kind: 'checking', organisation: null }];
    });
  return { to: chips(mail.to), cc: chips(mail.copy), bcc: chips(mail.blindCopy) };
}

/** A shorter body cannot be too long, whatever the sanitiser adds to its links. */
const SHORT_CHARACTERS = LIMITS.bodyCharacters / 4;

/** True when a mail's body must be sanitised before it is known whether it fits (Word's HTML is mostly styles). */
export const isLong = ({ bodyHtml }: HostMail): boolean =>
  bodyHtml.length > SHORT_CHARACTERS && measureBody(bodyHtml).textCharacters > SHORT_CHARACTERS;

/** Reads a mail into what the pane shows. `sanitise` takes away what a message cannot hold; needed for long bodies only. */
export function toPaneItem(mail: HostMail, sanitise: ((html: string) => string) | undefined): PaneItem {
  const people = [...mail.to, ...mail.copy, ...mail.blindCopy];
  const body = planBody(mail);
  // No contents yet: the embedded pictures count by their own limit.
  const clean = sanitise?.(body.fill(new Map()));
  return {
    mail,
    fingerprint: fingerprintOf(mail),
    ...fieldsOf(mail),
    lists: people.filter(({ isList }) => isList).map(nameOf),
    withoutAddress: people
      .filter(({ isList, emailAddress }) => !isList && normaliseEmail(emailAddress) === null)
      .map(nameOf),
    body,
    bodyTooLong: clean !== undefined && bodyExcess(clean) === 'text',
    beginning: beginningOf(mail.bodyHtml),
    files: [...mail.attachments.filter(({ isInline, kind }) => !isInline && kind !== 'cloud'), ...body.asFiles],
    cloud: mail.attachments.filter(({ isInline, kind }) => !isInline && kind === 'cloud'),
  };
}

/** What keeps the item from being sent now. `skipped`: ids of files that the person has chosen to send without. */
export function obstaclesOf(
  item: PaneItem,
  unreadable: readonly PaneFile[],
  skipped: ReadonlySet<string>,
): readonly Obstacle[] {
  const obstacles: Obstacle[] = [];
  const recipients = item.to.length + item.cc.length + item.bcc.length;
  if (recipients + item.lists.length + item.withoutAddress.length === 0) obstacles.push({ kind: 'noRecipients' });
  if (item.lists.length > 0) obstacles.push({ kind: 'lists', names: item.lists });
  if (item.withoutAddress.length > 0) obstacles.push({ kind: 'withoutAddress', names: item.withoutAddress });
  if (recipients > LIMITS.recipientsPerMessage) obstacles.push({ kind: 'tooManyRecipients', count: recipients });
  if (item.mail.subject.trim() === '') obstacles.push({ kind: 'noSubject' });
  if (item.mail.subject.trim().length > LIMITS.subjectCharacters) {
    obstacles.push({ kind: 'subjectTooLong', count: LIMITS.subjectCharacters });
  }
  if (item.bodyTooLong) obstacles.push({ kind: 'bodyTooLong' });
  if (item.files.length > LIMITS.attachmentsPerMessage) {
    obstacles.push({ kind: 'tooManyFiles', count: LIMITS.attachmentsPerMessage });
  }
  const left = [...item.cloud, ...unreadable].filter(({ id }) => !skipped.has(id));
  if (left.length > 0) obstacles.push({ kind: 'unreadable', names: left.map(({ fileName }) => fileName) });
  return obstacles;
}
