import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { VERSION } from './app.ts';
import { makeEnvironment } from './environment.ts';
import { outlookManifest } from './outlook-manifest.ts';
import { localisation, unifiedManifest } from './unified-manifest.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
/** What was released last: the version and the fingerprint of its manifests. */
export const RELEASED_FILE = resolve(ROOT, 'released.json');

const EXAMPLE = makeEnvironment({
  domain: 'sefos.example.se',
  clientId: '11111111-2222-3333-4444-555555555555',
});

/** SHA-256 of everything that a package holds, with the version taken out: it changes when the manifests do. */
export const fingerprint = (): string => {
  const hash = createHash('sha256');
  const texts = [unifiedManifest(EXAMPLE), localisation(EXAMPLE, 'en'), localisation(EXAMPLE, 'fi')].map((part) =>
    JSON.stringify(part),
  );
  for (const text of [...texts, outlookManifest(EXAMPLE)]) hash.update(text.replaceAll(VERSION, 'VERSION'));
  const icons = resolve(ROOT, 'icons');
  for (const file of readdirSync(icons)
    .filter((name) => name.endsWith('.png'))
    .sort())
    hash.update(file).update(readFileSync(resolve(icons, file)));
  return hash.digest('hex');
};
