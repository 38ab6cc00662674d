import type { LogEntry } from '../../../contract/log.ts';

export interface Change {
  readonly name: string;
  readonly before: unknown;
  readonly after: unknown;
}

export interface EntryFacts {
  readonly changes: readonly Change[];
  readonly others: readonly (readonly [name: string, value: unknown])[];
}

type Facts = LogEntry['facts'];

/** Settings that belong together are logged as JSON of what changed. */
const partsOf = (value: unknown): Facts | undefined => {
  if (typeof value !== 'string' || !value.startsWith('{')) return undefined;
  try {
    return JSON.parse(value) as Facts;
  } catch {
    return undefined;
  }
};

const changeOf = (name: string, before: unknown, after: unknown): Change[] => {
  const [was, is] = [partsOf(before ?? '{}'), partsOf(after ?? '{}')];
  if (!was || !is || (before === null && after === null)) return [{ name, before, after }];
  const names = [...new Set([...Object.keys(was), ...Object.keys(is)])];
  return names.map((part) => ({ name: part, before: was[part] ?? null, after: is[part] ?? null }));
};

/** Actions whose `before` and `after` are of one thing, which their name alone says. */
const ABOUT: Readonly<Record<string, string>> = {
  'mailbox.member-role-changed': 'role',
  'mailbox.retention-changed': 'retentionDays',
  'organisation.mail-server-changed': 'mailServer',
};

/** What an entry's facts say was changed (`before` and `after`, or `nameBefore` and `nameAfter`), and what else they say. */
export function entryFacts({ action, facts }: Pick<LogEntry, 'action' | 'facts'>): EntryFacts {
  const changes: Change[] = [];
  const used = new Set<string>();
  for (const before of Object.keys(facts)) {
    const stem = before === 'before' ? '' : /^(.+)Before$/.exec(before)?.[1];
    const after = stem === '' ? 'after' : `${stem}After`;
    if (stem === undefined || !(after in facts)) continue;
    const name = stem === '' ? String(facts.setting ?? ABOUT[action] ?? '') : stem;
    changes.push(...changeOf(name, facts[before], facts[after]));
    for (const key of [before, after, ...(stem === '' ? ['setting'] : [])]) used.add(key);
  }
  // What was before and is no more stands under the name of the thing: the address of an account that was removed.
  const others = Object.entries(facts).flatMap(([name, value]) =>
    used.has(name) ? [] : [[name.replace(/Before$/, ''), value] as const],
  );
  return { changes, others };
}
