import { normaliseEmail } from '@sefos/shared/domain/email.ts';
import { DAY_SETTINGS, daysOf, type SettingsService } from '../organisations/index.ts';
import type { HoldOutcome, ReleaseOutcome, RetentionKeeper, RetentionService } from './retention.service.ts';

export const RETENTION_USAGE = `  retention preview <organisation slug> [days]     counts what would be purged now; changes nothing
  retention set <organisation slug> <days>         purges messages after so many days; 0 = never
  retention mailbox <organisation slug> <address> <days|default>
                                                   what one mailbox decides for itself
  retention hold <organisation slug> <message id>  keeps a message whatever its age
  retention release <organisation slug> <message id>
                                                   stops that`;

interface RetentionCommand {
  readonly settings: SettingsService;
  readonly retention: RetentionService;
  readonly print: (line: string) => void;
}

const WRONG = 2;
const FAILED = 1;

interface Call extends RetentionCommand {
  readonly slug: string;
  readonly keeper: RetentionKeeper;
  readonly rest: readonly string[];
}

const notDays = (text: string): string =>
  `"${text}" is no number of days from 0 to ${DAY_SETTINGS.retentionDays.most}.`;

const preview = async ({ settings, retention, print, slug, keeper, rest: [text] }: Call): Promise<number> => {
  const days = text === undefined ? (await settings.find(slug))?.settings.retentionDays : daysOf('retentionDays', text);
  if (days === undefined || days === null) {
    print(notDays(text ?? ''));
    return WRONG;
  }
  const { mailboxes, received, sent, held, oldest } = await retention.preview(keeper.organisationId, days);
  print(`${slug}: ${days === 0 ? 'messages are kept' : `messages are kept for ${days} days`}; a mailbox may differ.`);
  print(
    `Would go now: ${received} received and ${sent} sent, from ${mailboxes} mailboxes with retention; ${held} are held.`,
  );
  if (oldest !== null) print(`Oldest: ${new Date(oldest).toISOString().slice(0, 10)}.`);
  return 0;
};

const set = async ({ settings, print, slug, rest: [text = ''] }: Call): Promise<number> => {
  const days = daysOf('retentionDays', text);
  if (days === null) {
    print(notDays(text));
    return WRONG;
  }
  await settings.setDays(slug, 'retentionDays', days);
  print(
    days === 0
      ? `${slug}: messages are kept.`
      : `${slug}: messages are purged after ${days} days, from the next hour on. That cannot be undone.`,
  );
  return 0;
};

const mailbox = async ({ retention, print, slug, keeper, rest: [given = '', text = ''] }: Call): Promise<number> => {
  const days = text === 'default' ? null : daysOf('retentionDays', text);
  if (days === null && text !== 'default') {
    print(notDays(text));
    return WRONG;
  }
  if (!(await retention.setMailboxDays(keeper, normaliseEmail(given) ?? '', days))) {
    print(`${slug} has no mailbox "${given}".`);
    return FAILED;
  }
  const kept = days === 0 ? 'are kept' : `are purged after ${days} days`;
  print(`${given}: ${days === null ? "the organisation's setting holds" : `messages ${kept}`}.`);
  return 0;
};

const described = (
  outcome: HoldOutcome | ReleaseOutcome,
  done: string,
  already: string,
  id: string,
  slug: string,
): string =>
  ({
    done,
    already,
    gone: `${id} has been destroyed: there is nothing left to hold.`,
    'not-found': `${slug} has sent no message ${id}.`,
    'not-allowed': `${id} is held by an administrator.`,
  })[outcome];

const hold = async ({ retention, print, slug, keeper, rest: [id = ''] }: Call): Promise<number> => {
  const outcome = await retention.hold(keeper, id);
  print(described(outcome, `${id} is held.`, `${id} was held already.`, id, slug));
  return outcome === 'done' || outcome === 'already' ? 0 : FAILED;
};

const release = async ({ retention, print, slug, keeper, rest: [id = ''] }: Call): Promise<number> => {
  const outcome = await retention.release(keeper, id);
  print(described(outcome, `${id} is no longer held.`, `${id} was not held.`, id, slug));
  return outcome === 'not-found' ? FAILED : 0;
};

const VERBS: Readonly<Record<string, { readonly takes: readonly number[]; run(call: Call): Promise<number> }>> = {
  preview: { takes: [0, 1], run: preview },
  set: { takes: [1], run: set },
  mailbox: { takes: [2], run: mailbox },
  hold: { takes: [1], run: hold },
  release: { takes: [1], run: release },
};

/** `sefos retention …`. Answers the exit code: 0 done, 1 refused, 2 not understood. */
export const runRetention = async (command: RetentionCommand, args: readonly string[]): Promise<number> => {
  const [name = '', slug, ...rest] = args;
  const verb = Object.hasOwn(VERBS, name) ? VERBS[name] : undefined;
  if (!verb || !slug || !verb.takes.includes(rest.length)) {
    command.print(RETENTION_USAGE);
    return WRONG;
  }
  const found = await command.settings.find(slug);
  if (!found) {
    command.print(
      `No organisation has the slug "${slug}": "select slug, name from organisation" tells which there are.`,
    );
    return FAILED;
  }
  return verb.run({ ...command, slug, keeper: { organisationId: found.id, actor: { kind: 'system' } }, rest });
};
