/**
 * `scripts/package-manifests --domain sefos.example.se --client-id …`: writes the sideload zip (unified manifest) and the XML
 * manifest into manifests/dist. `--record` notes the manifests' fingerprint under the current version (released.json).
 */
import { createWriteStream, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { finished } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { ZipFile } from 'yazl';
import { VERSION } from './app.ts';
import { addInIdOf, appIdOf, type Environment, makeEnvironment } from './environment.ts';
import { fingerprint, RELEASED_FILE } from './fingerprint.ts';
import { outlookManifest } from './outlook-manifest.ts';
import { localisation, unifiedManifest } from './unified-manifest.ts';

const HERE = dirname(fileURLToPath(import.meta.url));
const ICONS = resolve(HERE, '../icons');
/** Zips of the same manifests are the same to the byte. */
const ZIP_DATE = new Date(2020, 0, 1);

const json = (value: unknown): Buffer => Buffer.from(`${JSON.stringify(value, null, 2)}\n`);

/** Files of the sideload zip, by name. */
export const packageFiles = (environment: Environment): ReadonlyMap<string, Buffer> =>
  new Map([
    ['manifest.json', json(unifiedManifest(environment))],
    ['en.json', json(localisation(environment, 'en'))],
    ['fi.json', json(localisation(environment, 'fi'))],
    ['color.png', readFileSync(resolve(ICONS, 'color-192.png'))],
    ['outline.png', readFileSync(resolve(ICONS, 'outline-32.png'))],
  ]);

/** Writes both manifests into a folder and answers their paths. */
export const writePackages = async (
  environment: Environment,
  folder: string,
): Promise<{ readonly zip: string; readonly xml: string }> => {
  mkdirSync(folder, { recursive: true });
  const name = `sefos-${environment.domain.replaceAll(':', '-')}-${VERSION}`;
  const zip = resolve(folder, `${name}.zip`);
  const xml = resolve(folder, `${name}.xml`);
  const archive = new ZipFile();
  for (const [path, content] of packageFiles(environment)) archive.addBuffer(content, path, { mtime: ZIP_DATE });
  archive.end();
  await finished(archive.outputStream.pipe(createWriteStream(zip)));
  writeFileSync(xml, outlookManifest(environment));
  return { zip, xml };
};

const USAGE = `package-manifests --domain sefos.example.se --client-id <application id in Entra ID>
  [--label test]                 a second installation beside the first
  [--ribbon light|dark]          icons for Outlook's light (default) or dark ribbon
  [--privacy-url URL] [--terms-url URL] [--support-url URL]   your own pages; the start page when not given
  [--out FOLDER]                 manifests/dist when not given
package-manifests --record       notes the fingerprint of a changed manifest under its new version`;

const main = async (): Promise<void> => {
  const { values } = parseArgs({
    options: {
      help: { type: 'boolean', short: 'h' },
      'support-url': { type: 'string' },
      domain: { type: 'string' },
      'client-id': { type: 'string' },
      label: { type: 'string' },
      ribbon: { type: 'string' },
      'privacy-url': { type: 'string' },
      'terms-url': { type: 'string' },
      out: { type: 'string' },
      record: { type: 'boolean' },
    },
  });
  if (values.help) return console.log(USAGE);
  if (values.record) {
    writeFileSync(RELEASED_FILE, json({ version: VERSION, fingerprint: fingerprint() }));
    console.log(`Recorded the manifests of version ${VERSION}.`);
    return;
  }
  const environment = makeEnvironment({
    domain: values.domain,
    clientId: values['client-id'],
    label: values.label,
    ribbon: values.ribbon,
    privacyUrl: values['privacy-url'],
    termsUrl: values['terms-url'],
    supportUrl: values['support-url'],
  });
  const { zip, xml } = await writePackages(environment, resolve(values.out ?? resolve(HERE, '../dist')));
  console.log(`Teams and Outlook (upload in Teams admin centre or Integrated apps):\n  ${zip}`);
  console.log(`Outlook on Mac, phones and perpetual Windows (Integrated apps):\n  ${xml}`);
  if (!values['privacy-url'] || !values['terms-url'])
    console.log('\nNo --privacy-url or --terms-url: Microsoft 365 shows the start page for them.');
  console.log(`\nApp id (set TEAMS_APP_ID): ${appIdOf(environment)}\nAdd-in id: ${addInIdOf(environment)}`);
};

if (process.argv[1] === fileURLToPath(import.meta.url))
  main().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(2);
  });
