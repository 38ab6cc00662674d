import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { log } from '../../../i18n/locales/sv/log.ts';

const MODULES = fileURLToPath(new URL('../../../../../backend/src/modules', import.meta.url));

const sourcesBelow = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === 'testing' ? [] : sourcesBelow(path);
    return entry.name.endsWith('.ts') && !entry.name.endsWith('.test.ts') ? [path] : [];
  });

/** What looks like an action and is none: names of files and hosts, columns. */
const OTHER =
  /^([a-z]\..*|.*\.(html|json|csv|zip|txt|pdf|com|example|se|email|id)|(meddelande|kvittenser|name|emails)\..*)$/;
/** Written with a template: `message.${kind}`. */
const COMPOSED = ['message.notified', 'message.notification-failed', 'message.bounced', 'message.delayed'];

/** Every action in quotes in the modules: what they log, and what they look for in the log. */
const actions = (): string[] => {
  const found = sourcesBelow(MODULES).flatMap((path) =>
    [...readFileSync(path, 'utf8').matchAll(/'([a-z][a-z0-9-]*\.[a-z][a-z0-9-]*)'/g)].map(([, action = '']) => action),
  );
  return [...new Set([...found.filter((action) => !OTHER.test(action)), ...COMPOSED])];
};

/** Facts in quotes of no object: `${name}Before`, what a setting is made of, who acted and for whom. */
const COMPOSED_FACTS = `onBehalfOf inMailbox byGrant supportBy name email role frozen accounts functionMailboxes endsAt
  contact active description methods idleMinutes hours password entra other passkey totp sms linkDays mostLinkDays maxDownloads
  mostDownloads replyAllowed openText displayName switchboard logo levels session signIn messages sender secondFactors
  retentionDays reminderDays domains scopes expiresAt mailbox waitingFor recipients noticeDays purgeAfter address language remembers from until action actors targets network format`.split(
  /\s+/,
);
const NO_LABELS = ['before', 'after', 'facts', 'purge'];

/** What stands between braces from here on. */
const objectAt = (source: string, start: number): string => {
  let depth = 0;
  for (let at = start; at < source.length; at++) {
    if (source[at] === '{') depth += 1;
    if (source[at] === '}') depth -= 1;
    if (depth === 0) return source.slice(start + 1, at);
  }
  return '';
};

const keysOf = (object: string): string[] => {
  // Objects that are spread in give their keys; values and conditions give none.
  const inner = [...object.matchAll(/\{([^{}]*)\}/g)].flatMap(([, part = '']) => keysOf(part));
  const flat = object.replace(/\.\.\.\([^)]*\{[^{}]*\}\)|\{[^{}]*\}|[\w.#]*\([^()]*\)|\[[^\]]*\]/g, '');
  return [...inner, ...[...flat.matchAll(/(?:^|,)\s*([a-zA-Z]+)\s*(?=[:,]|$)/g)].map(([, key = '']) => key)];
};

/** Every key of facts that the modules write down as such. */
const factKeys = (): string[] => {
  const found = sourcesBelow(MODULES).flatMap((path) => {
    // The log's own facts are what was looked for: among those below.
    if (path.includes('/audit/')) return [];
    const source = readFileSync(path, 'utf8');
    if (!/\baudit\(|accountEntry|selfEntry|inBothLogs|linkEntry/.test(source)) return [];
    const starts = [...source.matchAll(/facts: \{|'[a-z-]+\.(?!json)[a-z-]+',[^;{]*?\{(?!\s*kind)/g)];
    return starts.flatMap((start) => keysOf(objectAt(source, start.index + start[0].length - 1)));
  });
  const things = [...found, ...COMPOSED_FACTS].map((key) => key.replace(/(Before|After)$/, ''));
  return [...new Set(things)].filter((key) => !NO_LABELS.includes(key));
};

describe('the log', () => {
  it('has a label for every fact', () => {
    const labels: Readonly<Record<string, string>> = log.facts;
    expect(factKeys().filter((key) => !(key in labels))).toEqual([]);
    expect(factKeys()).toEqual(expect.arrayContaining(['handedOverTo', 'delegate', 'dueOn', 'scopes', 'expiresAt']));
    expect(factKeys().length).toBeGreaterThan(90);
  });

  it('has a sentence for every action', () => {
    const groups: Readonly<Record<string, Readonly<Record<string, string>>>> = log.actions;
    const without = actions().filter((action) => {
      const [group = '', name = ''] = action.split('.');
      return !groups[group]?.[name];
    });
    expect(without).toEqual([]);
    expect(actions().length).toBeGreaterThan(80);
  });
});
