import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ACTIVITIES, APP, COMMANDS, LANGUAGES, RIBBON_SIZES, TAB_ENTITY_ID, VERSION } from './app.ts';
import { addInIdOf, appIdOf, makeEnvironment } from './environment.ts';
import { fingerprint, RELEASED_FILE } from './fingerprint.ts';
import { outlookManifest } from './outlook-manifest.ts';
import { packageFiles, writePackages } from './package.ts';
import { jsonErrors, xmlErrors } from './testing/validate.ts';
import { localisation, unifiedManifest } from './unified-manifest.ts';

const CLIENT = '11111111-2222-3333-4444-555555555555';
const environment = makeEnvironment({ domain: 'sefos.example.se', clientId: CLIENT });
const ICONS = fileURLToPath(new URL('../icons', import.meta.url));

/** Width and height that a PNG's header says (PNG 3, §11.2.2). */
const pngSize = (bytes: Buffer): readonly [number, number] => {
  expect(bytes.subarray(1, 4).toString('latin1')).toBe('PNG');
  return [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
};

describe('unified manifest', () => {
  it("fits Microsoft's schema 1.29", () => {
    expect(jsonErrors('MicrosoftTeams', unifiedManifest(environment))).toEqual([]);
  });

  it('is refused by the schema when something does not belong: the validation validates', () => {
    expect(jsonErrors('MicrosoftTeams', { ...unifiedManifest(environment), surprise: true })).not.toEqual([]);
    expect(jsonErrors('MicrosoftTeams', { ...unifiedManifest(environment), developer: {} })).not.toEqual([]);
  });

  it.each(['en', 'fi'] as const)(
    'has a localisation file in %s that fits its schema and names texts that exist',
    (language) => {
      const file = localisation(environment, language);
      expect(jsonErrors('MicrosoftTeams.Localization', file)).toEqual([]);
      for (const path of Object.keys(file).filter((key) => key !== '$schema')) {
        const steps = path.replaceAll('[', '.').replaceAll(']', '').split('.');
        const found = steps.reduce<unknown>(
          (value, step) => (value as Record<string, unknown> | undefined)?.[step],
          unifiedManifest(environment),
        );
        expect([path, typeof found]).toEqual([path, 'string']);
      }
    },
  );

  it('leads to the tab, the three panes and the event bundle on the installation’s own domain only', () => {
    const addresses = JSON.stringify(unifiedManifest(environment)).match(/https:\/\/[^"]+/g) ?? [];
    const own = addresses.filter((address) => !address.startsWith('https://developer.microsoft.com/'));
    expect(own.every((address) => address.startsWith('https://sefos.example.se/'))).toBe(true);
    for (const path of ['/teams', ...COMMANDS.map((command) => command.path), '/outlook/launchevent.js'])
      expect(own).toContain(`https://sefos.example.se${path}`);
  });

  it('hides the XML manifest where both are installed', () => {
    const [extension] = unifiedManifest(environment).extensions;
    expect(extension?.alternates[0]?.hide.customOfficeAddin.officeAddinId).toBe(addInIdOf(environment));
    expect(addInIdOf(environment)).not.toBe(appIdOf(environment));
  });
});

describe('activities in Teams', () => {
  it('need the permission that comes with the app, and the application that posts them', () => {
    const { authorization, webApplicationInfo } = unifiedManifest(environment);
    const permission = { name: 'TeamsActivity.Send.User', type: 'Application' };
    expect(authorization.permissions.resourceSpecific).toContainEqual(permission);
    expect(webApplicationInfo.id).toBe(CLIENT);
  });

  it('have the same parameters in every language', () => {
    for (const { text } of ACTIVITIES) {
      const [swedish, ...others] = LANGUAGES.map((language) => text[language].match(/\{\w+\}/g));
      for (const other of others) expect(other).toEqual(swedish);
    }
  });

  it('are those that the simulated Teams knows the app by', () => {
    const file = resolve(ICONS, '../../backend/src/simulators/graph/teams-app.json');
    const { activities, authorization, staticTabs } = unifiedManifest(environment);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({
      activities,
      authorization,
      staticTabs: staticTabs.map(({ entityId }) => ({ entityId })),
    });
  });

  it('lead to the tab that links from SEFOS name', () => {
    const link = readFileSync(resolve(ICONS, '../../shared/src/domain/teams-link.ts'), 'utf8');
    expect(/TEAMS_TAB_ID = '(\w+)'/.exec(link)?.[1]).toBe(TAB_ENTITY_ID);
  });
});

describe('XML manifest', () => {
  it("fits Microsoft's schemas", async () => {
    expect(await xmlErrors(outlookManifest(environment))).toEqual([]);
  });

  it('is refused by the schemas when something does not belong: the validation validates', async () => {
    const wrong = outlookManifest(environment).replace('ReadWriteMailbox', 'ReadEverything');
    expect(await xmlErrors(wrong)).not.toEqual([]);
  });

  it('keeps to the lengths that Outlook shows', () => {
    for (const language of LANGUAGES) {
      for (const { label, tip } of COMMANDS) {
        expect(label[language].length).toBeLessThanOrEqual(50);
        expect(tip[language].length).toBeLessThanOrEqual(250);
      }
      expect(APP.shortDescription[language].length).toBeLessThanOrEqual(80);
      expect(`${APP.shortName[language]} 123456789012`.length).toBeLessThanOrEqual(30);
    }
  });

  it('escapes what stands in it', () => {
    const odd = makeEnvironment({ domain: 'a.example', clientId: CLIENT, label: 'Öst' });
    expect(outlookManifest(odd)).toContain('DefaultValue="SEFOS Öst"');
  });
});

describe('environment', () => {
  it.each([
    [{ domain: 'https://sefos.example.se', clientId: CLIENT }, '--domain'],
    [{ domain: '', clientId: CLIENT }, '--domain'],
    [{ domain: 'localhost', clientId: CLIENT }, '--domain'],
    [{ domain: 'sefos.example.se', clientId: 'x' }, '--client-id'],
    [{ domain: 'sefos.example.se', clientId: undefined }, '--client-id'],
    [{ domain: 'sefos.example.se', clientId: CLIENT, ribbon: 'pink' }, '--ribbon'],
    [{ domain: 'sefos.example.se', clientId: CLIENT, label: '1234567890123' }, '--label'],
    [{ domain: 'sefos.example.se', clientId: CLIENT, privacyUrl: 'http://a.example' }, '--privacy-url'],
  ])('refuses %j with a sentence that says what to give', (given, option) => {
    expect(() => makeEnvironment(given)).toThrow(option);
  });

  it('takes a label of 12 characters and a dark ribbon', () => {
    expect(
      makeEnvironment({ domain: 'sefos.example.se', clientId: CLIENT, label: '123456789012', ribbon: 'dark' }),
    ).toMatchObject({ label: '123456789012', ribbon: 'dark' });
  });

  it('gives each domain ids of its own, the same each time', () => {
    const other = makeEnvironment({ domain: 'test.sefos.example.se', clientId: CLIENT });
    expect(appIdOf(environment)).toBe(appIdOf(makeEnvironment({ domain: 'SEFOS.example.se', clientId: CLIENT })));
    expect(new Set([appIdOf(environment), appIdOf(other), addInIdOf(environment), addInIdOf(other)]).size).toBe(4);
    expect(appIdOf(environment)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });
});

describe('icons', () => {
  it('are as large as their names say, for light and dark ribbons', () => {
    const names = ['color-192', 'color-128', 'outline-32'].concat(
      COMMANDS.flatMap(({ id }) =>
        (['light', 'dark'] as const).flatMap((ribbon) => RIBBON_SIZES.map((size) => `${id}-${ribbon}-${size}`)),
      ),
    );
    for (const name of names) {
      const size = Number(name.split('-').at(-1));
      expect([name, ...pngSize(readFileSync(resolve(ICONS, `${name}.png`)))]).toEqual([name, size, size]);
    }
  });
});

describe('package', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'sefos-manifests-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('is a zip of the manifest, its languages and its icons, the same to the byte each time', async () => {
    const first = await writePackages(environment, join(folder, 'one'));
    const second = await writePackages(environment, join(folder, 'two'));
    expect(readFileSync(first.zip).equals(readFileSync(second.zip))).toBe(true);
    expect(readFileSync(first.zip).subarray(0, 2).toString('latin1')).toBe('PK');
    expect([...packageFiles(environment).keys()]).toEqual([
      'manifest.json',
      'en.json',
      'fi.json',
      'color.png',
      'outline.png',
    ]);
    expect(readFileSync(first.xml, 'utf8')).toContain('<OfficeApp');
  });
});

describe('the button that the dialog at Send opens', () => {
  it('has the id that the event bundle asks for in both manifests', () => {
    const bundle = resolve(ICONS, '../../outlook-addin/src/launch-event/on-message-send.ts');
    const id = /COMPOSE_COMMAND_ID = '(\w+)'/.exec(readFileSync(bundle, 'utf8'))?.[1];
    expect(JSON.stringify(unifiedManifest(environment))).toContain(`"id":"${id}"`);
    expect(outlookManifest(environment)).toContain(`<Control xsi:type="Button" id="${id}"`);
  });
});

describe('version', () => {
  it('rises with every change of the manifests: set VERSION in app.ts, then run scripts/package-manifests --record', () => {
    const released = JSON.parse(readFileSync(RELEASED_FILE, 'utf8')) as { version: string; fingerprint: string };
    // A changed manifest under the version that is out is not taken up by Microsoft 365.
    if (fingerprint() !== released.fingerprint) expect(VERSION).not.toBe(released.version);
    expect({ version: VERSION, fingerprint: fingerprint() }).toEqual(released);
  });
});
