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

describe('the log', () => {
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
