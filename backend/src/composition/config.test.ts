import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Config, ConfigError, readConfig } from './config.ts';
import { SETTINGS } from './settings.ts';

const REPOSITORY = fileURLToPath(new URL('../../../', import.meta.url));

/** The least that production starts with. */
const PRODUCTION = {
  SEFOS_MODE: 'production',
  PUBLIC_URL: 'https://sefos.example.se',
  SMTP_URL: 'smtps://user:secret@mail.example.se',
  SMS_URL: '46elks://user:secret@api.46elks.com?from=SEFOS',
  TRUSTED_PROXIES: '10.0.0.1',
  DATA_DIR: '/srv/sefos',
};

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sefos-config-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const file = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

/** The sentence of the refusal. */
const refusalOf = (env: Record<string, string | undefined>): string => {
  try {
    readConfig(env);
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return (error as ConfigError).message;
  }
  throw new Error('nothing was refused');
};

const row = (...cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
const escapePipes = (text: string): string => text.replaceAll('|', '\\|');
const names = (name: string): string =>
  name
    .split(', ')
    .map((one) => `\`${one}\``)
    .join(', ');

/** The table as it must stand in the pages. */
const settingsTable = (): string =>
  [
    row('Setting', 'Meaning', 'When it is not set'),
    row('---', '---', '---'),
    ...SETTINGS.map(({ name, meaning, fallback }) => row(names(name), escapePipes(meaning), escapePipes(fallback))),
  ].join('\n');

const tableIn = (page: string): string => {
  const text = readFileSync(join(REPOSITORY, page), 'utf8');
  return /<!-- settings -->\n([\s\S]*?)\n<!-- \/settings -->/.exec(text)?.[1]?.trim() ?? 'no table between the markers';
};

describe('the configuration table', () => {
  it.each(['README.md', 'docs/operations.md'])('stands in %s as in the code', (page) => {
    expect(tableIn(page)).toBe(settingsTable());
  });

  it('names every variable that the code of the configuration reads, and no other', () => {
    const source = readFileSync(fileURLToPath(new URL('./config.ts', import.meta.url)), 'utf8');
    const code = source.slice(source.indexOf('export interface Config '));
    const read = new Set(code.match(/(?<=env\.|')(?!SEFOS-)[A-Z][A-Z]*(?:_[A-Z]+)*(?=\b)/g) ?? []);
    const told = new Set(SETTINGS.flatMap(({ name }) => name.split(', ')));
    expect([...read].sort()).toEqual([...told].sort());
  });
});

describe('readConfig in demo mode', () => {
  const demo = (more: Record<string, string | undefined> = {}): Config => readConfig({ SEFOS_MODE: 'demo', ...more });

  it('needs nothing but its mode', () => {
    const dataDir = resolve('.data');
    expect(demo()).toEqual({
      mode: 'demo',
      port: 8080,
      host: '127.0.0.1',
      publicUrl: 'http://localhost:8080',
      dataDir,
      databaseUrl: `sqlite:${dataDir}/sefos.sqlite`,
      blobUrl: `disk:${dataDir}/blobs`,
      kmsUrl: `file:${dataDir}/keys/master.keys`,
      smtpUrl: undefined,
      mailFrom: 'no-reply@sefos.example',
      dkim: undefined,
      entraTenants: [],
      mailReturn: undefined,
      smsUrl: undefined,
      bankId: undefined,
      oidcFile: undefined,
      entra: {
        clientId: '5ef05de0-0000-4000-8000-00000000c11e',
        clientSecret: 'demo-entra-secret',
        apiUri: 'api://localhost:8080/5ef05de0-0000-4000-8000-00000000c11e',
        authority: 'https://login.microsoftonline.com',
      },
      teamsAppId: null,
      officeJsUrl: '/dev/office.js',
      trustedProxies: [],
      ownMailNetworks: [],
      logLevel: 'warn',
    });
  });

  it('has the same defaults in test mode', () => {
    expect(readConfig({ SEFOS_MODE: 'test' })).toEqual({ ...demo(), mode: 'test' });
  });

  it('puts the port into the public address', () => {
    expect(demo({ PORT: '9001' })).toMatchObject({ port: 9001, publicUrl: 'http://localhost:9001' });
  });

  it('keeps everything in DATA_DIR, made absolute', () => {
    const dataDir = resolve('elsewhere');
    expect(demo({ DATA_DIR: 'elsewhere' })).toMatchObject({
      dataDir,
      databaseUrl: `sqlite:${dataDir}/sefos.sqlite`,
      blobUrl: `disk:${dataDir}/blobs`,
      kmsUrl: `file:${dataDir}/keys/master.keys`,
    });
  });

  it('takes what is set', () => {
    const given = {
      HOST: '0.0.0.0',
      PUBLIC_URL: 'http://sefos.test:81',
      DATABASE_URL: 'postgresql://user:secret@db/sefos',
      BLOB_URL: 's3://key:secret@s3.example.se/bucket',
      KMS_URL: 'file:/keys/master',
      SMTP_URL: 'smtp://localhost:25',
      MAIL_FROM: 'post@example.se',
      SMS_URL: 'http-template:/etc/sms.json',
      OIDC_FILE: '/etc/oidc.json',
      LOG_LEVEL: 'debug',
    };
    expect(demo(given)).toMatchObject({
      host: given.HOST,
      publicUrl: given.PUBLIC_URL,
      databaseUrl: given.DATABASE_URL,
      blobUrl: given.BLOB_URL,
      kmsUrl: given.KMS_URL,
      smtpUrl: given.SMTP_URL,
      mailFrom: given.MAIL_FROM,
      mailReturn: undefined,
      smsUrl: given.SMS_URL,
      oidcFile: given.OIDC_FILE,
      logLevel: given.LOG_LEVEL,
    });
  });

  it('takes an empty variable as not set', () => {
    expect(demo({ PORT: '', PUBLIC_URL: '', SMTP_URL: '', DKIM_DOMAIN: '', LOG_LEVEL: '' })).toEqual(demo());
  });

  it.each(['0', '1', '65535'])('takes port %s', (PORT) => {
    expect(demo({ PORT }).port).toBe(Number(PORT));
  });

  it.each(['-1', '65536', '80.5', 'http'])('refuses port %s', (PORT) => {
    expect(refusalOf({ SEFOS_MODE: 'demo', PORT })).toBe(`PORT is "${PORT}"; set it to a number from 0 to 65535.`);
  });

  it('refuses a public address that is none', () => {
    expect(refusalOf({ SEFOS_MODE: 'demo', PUBLIC_URL: 'sefos' })).toBe(
      'PUBLIC_URL is "sefos"; set it to the address that people use, such as https://sefos.example.se.',
    );
  });

  it.each(['http://host/sefos', 'http://host/?a=b', 'http://host/#a'])(
    'refuses %s, which is more than an origin',
    (PUBLIC_URL) => {
      expect(refusalOf({ SEFOS_MODE: 'demo', PUBLIC_URL })).toBe(
        'PUBLIC_URL must be a bare origin without a path: set it to https://host.',
      );
    },
  );

  it('takes a public address with a slash at its end without it', () => {
    expect(demo({ PUBLIC_URL: 'http://host:81/' }).publicUrl).toBe('http://host:81');
  });

  it('refuses a log level that it does not know', () => {
    expect(refusalOf({ SEFOS_MODE: 'demo', LOG_LEVEL: 'loud' })).toBe(
      'LOG_LEVEL is "loud"; set it to debug, info, warn, error.',
    );
  });
});

describe('readConfig in production', () => {
  it('is what runs when no mode is named', () => {
    expect(readConfig({ ...PRODUCTION, SEFOS_MODE: undefined }).mode).toBe('production');
  });

  it('refuses a mode that it does not know', () => {
    expect(refusalOf({ SEFOS_MODE: 'staging' })).toBe('SEFOS_MODE is "staging"; set it to demo, test, production.');
  });

  it('starts with what it requires, listens everywhere, logs info and has no demo default', () => {
    expect(readConfig(PRODUCTION)).toMatchObject({
      mode: 'production',
      host: '0.0.0.0',
      publicUrl: 'https://sefos.example.se',
      dataDir: '/srv/sefos',
      smtpUrl: PRODUCTION.SMTP_URL,
      mailReturn: undefined,
      smsUrl: PRODUCTION.SMS_URL,
      mailFrom: 'no-reply@sefos.example.se',
      bankId: undefined,
      oidcFile: undefined,
      logLevel: 'info',
    });
  });

  it.each(['PUBLIC_URL', 'SMTP_URL', 'SMS_URL', 'TRUSTED_PROXIES', 'DATA_DIR'])(
    'refuses to start without %s',
    (name) => {
      const sentence = `${name} is not set: production has no default for it.`;
      expect(refusalOf({ ...PRODUCTION, [name]: undefined })).toBe(sentence);
      expect(refusalOf({ ...PRODUCTION, [name]: '' })).toBe(sentence);
    },
  );

  it('refuses http', () => {
    expect(refusalOf({ ...PRODUCTION, PUBLIC_URL: 'http://sefos.example.se' })).toBe(
      'PUBLIC_URL must begin with https:// in production: set it to the address of the TLS proxy in front.',
    );
  });

  it('splits the proxies at commas', () => {
    expect(readConfig({ ...PRODUCTION, TRUSTED_PROXIES: '10.0.0.1, 10.1.0.0/16 ,::1' }).trustedProxies).toEqual([
      '10.0.0.1',
      '10.1.0.0/16',
      '::1',
    ]);
  });

  it('never repeats a value that holds a secret', () => {
    for (const name of ['PUBLIC_URL', 'TRUSTED_PROXIES', 'DATA_DIR'])
      expect(refusalOf({ ...PRODUCTION, [name]: undefined })).not.toContain('secret');
  });
});

describe('settings that belong together', () => {
  it('reads the DKIM key from its file', () => {
    const DKIM_KEY_FILE = file('dkim.pem', 'the key');
    const { dkim } = readConfig({ ...PRODUCTION, DKIM_DOMAIN: 'example.se', DKIM_SELECTOR: 's1', DKIM_KEY_FILE });
    expect(dkim).toEqual({ domain: 'example.se', selector: 's1', privateKeyPem: 'the key' });
  });

  it('refuses half of DKIM', () => {
    expect(refusalOf({ ...PRODUCTION, DKIM_DOMAIN: 'example.se' })).toBe(
      'DKIM_DOMAIN, DKIM_SELECTOR, DKIM_KEY_FILE belong together: set DKIM_SELECTOR, DKIM_KEY_FILE too.',
    );
  });

  it('refuses a file that is not there, without its path', () => {
    const DKIM_KEY_FILE = join(folder, 'absent.pem');
    expect(refusalOf({ ...PRODUCTION, DKIM_DOMAIN: 'example.se', DKIM_SELECTOR: 's1', DKIM_KEY_FILE })).toBe(
      'DKIM_KEY_FILE names a file that cannot be read: check its path and rights.',
    );
  });

  const wayBack = { MAIL_RETURN_DOMAIN: 'Retur.example.se', MAIL_RETURN_URL: 'smtp://0.0.0.0:2525' };

  it('reads the way back of mail, with and without a certificate', () => {
    const way = { domain: 'retur.example.se', url: 'smtp://0.0.0.0:2525', tls: undefined };
    expect(readConfig({ ...PRODUCTION, ...wayBack }).mailReturn).toEqual(way);
    const files = {
      MAIL_RETURN_CERT_FILE: file('return.pem', 'certificate'),
      MAIL_RETURN_KEY_FILE: file('return.key', 'key'),
    };
    expect(readConfig({ ...PRODUCTION, ...wayBack, ...files }).mailReturn).toEqual({
      ...way,
      tls: { certificatePem: 'certificate', keyPem: 'key' },
    });
    expect(refusalOf({ ...PRODUCTION, ...files })).toMatch(/MAIL_RETURN_DOMAIN/);
  });

  it('refuses half a way back, and a domain that is none', () => {
    expect(refusalOf({ ...PRODUCTION, MAIL_RETURN_DOMAIN: 'retur.example.se' })).toMatch(/set MAIL_RETURN_URL too/);
    expect(refusalOf({ ...PRODUCTION, ...wayBack, MAIL_RETURN_DOMAIN: 'a b' })).toMatch(/^MAIL_RETURN_DOMAIN is "a b"/);
  });

  const bankId = () => ({
    BANKID_URL: 'https://appapi2.test.bankid.com',
    BANKID_CERT_FILE: file('cert.pem', 'certificate'),
    BANKID_KEY_FILE: file('key.pem', 'key'),
    BANKID_CA_FILE: file('ca.pem', 'authority'),
  });

  it("reads BankID's certificate, key and authority from their files", () => {
    expect(readConfig({ ...PRODUCTION, ...bankId() }).bankId).toEqual({
      url: 'https://appapi2.test.bankid.com',
      certPem: 'certificate',
      keyPem: 'key',
      caPem: 'authority',
    });
  });

  it.each(['BANKID_URL', 'BANKID_CERT_FILE', 'BANKID_KEY_FILE', 'BANKID_CA_FILE'])(
    'refuses BankID without %s',
    (name) => {
      expect(refusalOf({ ...PRODUCTION, ...bankId(), [name]: undefined })).toBe(
        `BANKID_URL, BANKID_CERT_FILE, BANKID_KEY_FILE, BANKID_CA_FILE belong together: set ${name} too.`,
      );
    },
  );

  it.each(['BANKID_CERT_FILE', 'BANKID_KEY_FILE', 'BANKID_CA_FILE'])('refuses an unreadable %s', (name) => {
    expect(refusalOf({ ...PRODUCTION, ...bankId(), [name]: join(folder, 'absent') })).toBe(
      `${name} names a file that cannot be read: check its path and rights.`,
    );
  });
});

describe('settings of Entra ID, Teams and Outlook', () => {
  const CLIENT = '11111111-2222-3333-4444-555555555555';
  const production = (more: Record<string, string>): Config => readConfig({ ...PRODUCTION, ...more });

  it('are none in production by themselves; Office.js is Microsoft’s', () => {
    expect(production({})).toMatchObject({
      entra: undefined,
      teamsAppId: null,
      officeJsUrl: 'https://appsforoffice.microsoft.com/lib/1/hosted/office.js',
    });
  });

  it('follow from the application’s id', () => {
    expect(production({ ENTRA_CLIENT_ID: CLIENT.toUpperCase() }).entra).toEqual({
      clientId: CLIENT,
      clientSecret: null,
      apiUri: `api://sefos.example.se/${CLIENT}`,
      authority: 'https://login.microsoftonline.com',
    });
  });

  it('take what is set', () => {
    const given = {
      ENTRA_CLIENT_ID: CLIENT,
      ENTRA_CLIENT_SECRET: 's3cret',
      ENTRA_API_URI: 'api://other/',
      ENTRA_AUTHORITY: 'https://login.microsoftonline.us/',
      TEAMS_APP_ID: CLIENT,
      OFFICE_JS_URL: 'https://office.example/office.js',
    };
    expect(production(given)).toMatchObject({
      entra: { clientSecret: 's3cret', apiUri: 'api://other', authority: 'https://login.microsoftonline.us' },
      teamsAppId: CLIENT,
      officeJsUrl: 'https://office.example/office.js',
    });
  });

  it.each([
    [{ ENTRA_CLIENT_ID: 'sefos' }, 'ENTRA_CLIENT_ID is "sefos"'],
    [{ ENTRA_CLIENT_SECRET: 's3cret' }, 'ENTRA_CLIENT_SECRET needs ENTRA_CLIENT_ID'],
    [{ ENTRA_CLIENT_ID: CLIENT, ENTRA_AUTHORITY: 'http://login.example' }, 'set it to an https:// address'],
    [{ TEAMS_APP_ID: 'sefos' }, 'TEAMS_APP_ID is "sefos"'],
    [{ OFFICE_JS_URL: '/dev/office.js' }, 'OFFICE_JS_URL is "/dev/office.js"; set it to an https:// address.'],
  ])('refuse %j', (given: Record<string, string>, sentence) => {
    expect(refusalOf({ ...PRODUCTION, ...given })).toContain(sentence);
  });
});
