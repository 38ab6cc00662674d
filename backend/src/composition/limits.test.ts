import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from '@jest/globals';
import { LIMITS } from '@sefos/shared/domain/limits.ts';

const HERE = fileURLToPath(import.meta.url);
const SOURCES = fileURLToPath(new URL('..', import.meta.url));

const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => path !== HERE);

const files = filesBelow(SOURCES).map((path) => ({
  isTest: path.endsWith('.test.ts'),
  text: readFileSync(path, 'utf8'),
}));
const tests = files.filter(({ isTest }) => isTest).map(({ text }) => text);

/** What stands for a limit in tests: itself, or a constant that is it. */
const namesOf = (limit: string): string[] => [
  `LIMITS.${limit}`,
  ...files.flatMap(({ text }) =>
    [...text.matchAll(new RegExp(`const (\\w+) = LIMITS\\.${limit};`, 'g'))].map(([, name = '']) => name),
  ),
];
const looped = (limit: string) => new RegExp(`'${limit}'[\\s\\S]*LIMITS\\[`);
const destructured = (limit: string) => new RegExp(`const \\{[^}]*\\b${limit}\\b[^}]*\\} = LIMITS`);

it.each(Object.keys(LIMITS))('a test of the server names the limit %s', (limit) => {
  const names = namesOf(limit).map((name) => new RegExp(`\\b${name}\\b`));
  const isNamed = tests.some(
    (text) => destructured(limit).test(text) || looped(limit).test(text) || names.some((name) => name.test(text)),
  );
  expect([limit, isNamed]).toEqual([limit, true]);
});
