import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

export type Mode = 'demo' | 'test' | 'production';

export interface Config {
  readonly mode: Mode;
  readonly port: number;
  readonly host: string;
  readonly publicUrl: string;
  readonly dataDir: string;
  readonly databaseUrl: string;
  readonly blobUrl: string;
  readonly kmsUrl: string;
  readonly smtpUrl: string | undefined;
  readonly mailFrom: string;
  readonly dkim: { readonly domain: string; readonly selector: string; readonly privateKeyPem: string } | undefined;
  /** The way back of undeliverable mail; undefined = none. The URL may hold a password. */
  readonly mailReturn:
    | {
        readonly domain: string;
        readonly url: string;
        readonly tls: { readonly certificatePem: string; readonly keyPem: string } | undefined;
      }
    | undefined;
  readonly smsUrl: string | undefined;
  readonly bankId:
    | { readonly url: string; readonly certPem: string; readonly keyPem: string; readonly caPem: string }
    | undefined;
  readonly oidcFile: string | undefined;
  readonly entraTenants: readonly string[];
  /** SEFOS as an application in Entra ID; undefined = not connected. */
  readonly entra:
    | {
        readonly clientId: string;
        /** Null = no Graph. */
        readonly clientSecret: string | null;
        /** Application ID URI; the scope is `<apiUri>/access_as_user`. */
        readonly apiUri: string;
        /** Origin, such as https://login.microsoftonline.com. */
        readonly authority: string;
      }
    | undefined;
  readonly teamsAppId: string | null;
  /** Absolute address, or a path on our own origin. */
  readonly officeJsUrl: string;
  readonly trustedProxies: readonly string[];
  /** Networks that are not public and in which organisations may have mail servers. */
  readonly ownMailNetworks: readonly string[];
  readonly logLevel: string;
}

/** A setting that is missing or wrong, in a sentence that says what to set. */
export class ConfigError extends Error {}

type Environment = Readonly<Record<string, string | undefined>>;

const oneOf = <T extends string>(name: string, value: string, allowed: readonly T[]): T => {
  const found = allowed.find((candidate) => candidate === value);
  if (!found) throw new ConfigError(`${name} is "${value}"; set it to ${allowed.join(', ')}.`);
  return found;
};

const readPort = (text: string): number => {
  const port = Number(text);
  if (!/^\d+$/.test(text) || !Number.isInteger(port) || port < 0 || port > 65_535)
    throw new ConfigError(`PORT is "${text}"; set it to a number from 0 to 65535.`);
  return port;
};

const readPublicUrl = (text: string, mode: Mode): string => {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw new ConfigError(
      `PUBLIC_URL is "${text}"; set it to the address that people use, such as https://sefos.example.se.`,
    );
  }
  if (mode === 'production' && url.protocol !== 'https:')
    throw new ConfigError(
      'PUBLIC_URL must begin with https:// in production: set it to the address of the TLS proxy in front.',
    );
  if (url.pathname !== '/' || url.search || url.hash)
    throw new ConfigError('PUBLIC_URL must be a bare origin without a path: set it to https://host.');
  return url.origin;
};

const readText = (name: string, path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw new ConfigError(`${name} names a file that cannot be read: check its path and rights.`);
  }
};

/** A group of variables that belong together: all or none. */
const group = (env: Environment, names: readonly string[]): string[] | undefined => {
  const values = names.map((name) => env[name]);
  if (values.every((value) => value === undefined)) return undefined;
  const missing = names.filter((name) => env[name] === undefined);
  if (missing.length > 0) throw new ConfigError(`${names.join(', ')} belong together: set ${missing.join(', ')} too.`);
  return values.filter((value) => value !== undefined);
};

const readDkim = (env: Environment): Config['dkim'] => {
  const [domain, selector, keyFile] = group(env, ['DKIM_DOMAIN', 'DKIM_SELECTOR', 'DKIM_KEY_FILE']) ?? [];
  return domain && selector && keyFile
    ? { domain, selector, privateKeyPem: readText('DKIM_KEY_FILE', keyFile) }
    : undefined;
};

const DOMAIN = /^(?=.{1,200}$)[a-z0-9-]+(\.[a-z0-9-]+)+$/i;

const readMailReturn = (env: Environment): Config['mailReturn'] => {
  const [domain, url] = group(env, ['MAIL_RETURN_DOMAIN', 'MAIL_RETURN_URL']) ?? [];
  const [cert, key] = group(env, ['MAIL_RETURN_CERT_FILE', 'MAIL_RETURN_KEY_FILE']) ?? [];
  if (cert && !domain) throw new ConfigError('MAIL_RETURN_CERT_FILE needs MAIL_RETURN_DOMAIN: set the domain too.');
  if (!domain || !url) return undefined;
  if (!DOMAIN.test(domain))
    throw new ConfigError(`MAIL_RETURN_DOMAIN is "${domain}"; set it to a domain such as return.example.se.`);
  const tls =
    cert && key
      ? { certificatePem: readText('MAIL_RETURN_CERT_FILE', cert), keyPem: readText('MAIL_RETURN_KEY_FILE', key) }
      : undefined;
  return { domain: domain.toLowerCase(), url, tls };
};

const readBankId = (env: Environment): Config['bankId'] => {
  const [url, cert, key, ca] =
    group(env, ['BANKID_URL', 'BANKID_CERT_FILE', 'BANKID_KEY_FILE', 'BANKID_CA_FILE']) ?? [];
  if (!url || !cert || !key || !ca) return undefined;
  return {
    url,
    certPem: readText('BANKID_CERT_FILE', cert),
    keyPem: readText('BANKID_KEY_FILE', key),
    caPem: readText('BANKID_CA_FILE', ca),
  };
};

const GUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const OFFICE_JS = 'https://appsforoffice.microsoft.com/lib/1/hosted/office.js';
/** The demo's application in the simulated Entra ID; means nothing anywhere else. */
const DEMO_ENTRA = {
  ENTRA_CLIENT_ID: '5ef05de0-0000-4000-8000-00000000c11e',
  ENTRA_CLIENT_SECRET: 'demo-entra-secret',
};

const readGuid = (name: string, value: string | undefined): string | undefined => {
  const guid = value?.toLowerCase();
  if (guid !== undefined && !GUID.test(guid))
    throw new ConfigError(`${name} is "${value}"; set it to an id such as 11111111-2222-3333-4444-555555555555.`);
  return guid;
};

const readHttpsUrl = (name: string, value: string): URL => {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (url?.protocol !== 'https:') throw new ConfigError(`${name} is "${value}"; set it to an https:// address.`);
  return url;
};

const readEntra = (given: Environment, mode: Mode, publicUrl: string): Config['entra'] => {
  const env = mode === 'production' || given.ENTRA_CLIENT_ID ? given : { ...given, ...DEMO_ENTRA };
  const clientId = readGuid('ENTRA_CLIENT_ID', env.ENTRA_CLIENT_ID);
  if (!clientId) {
    const orphan = ['ENTRA_CLIENT_SECRET', 'ENTRA_API_URI', 'ENTRA_AUTHORITY'].find((name) => env[name]);
    if (orphan) throw new ConfigError(`${orphan} needs ENTRA_CLIENT_ID: set the application's id too.`);
    return undefined;
  }
  return {
    clientId,
    clientSecret: env.ENTRA_CLIENT_SECRET ?? null,
    apiUri: (env.ENTRA_API_URI ?? `api://${new URL(publicUrl).host}/${clientId}`).replace(/\/+$/, ''),
    authority: readHttpsUrl('ENTRA_AUTHORITY', env.ENTRA_AUTHORITY ?? 'https://login.microsoftonline.com').origin,
  };
};

const requireInProduction = (env: Environment, names: readonly string[]): void => {
  for (const name of names)
    if (!env[name]) throw new ConfigError(`${name} is not set: production has no default for it.`);
};

const listOf = (text: string | undefined): string[] => text?.split(',').map((entry) => entry.trim()) ?? [];

/** Reads and checks the environment. @throws {ConfigError} with a sentence that says what to set */
export const readConfig = (given: Environment): Config => {
  // An empty variable is as good as none: that is how compose files and shells write it.
  const env: Environment = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== ''));
  const mode = oneOf('SEFOS_MODE', env.SEFOS_MODE ?? 'production', ['demo', 'test', 'production'] as const);
  const production = mode === 'production';
  if (production) requireInProduction(env, ['PUBLIC_URL', 'SMTP_URL', 'SMS_URL', 'TRUSTED_PROXIES', 'DATA_DIR']);
  const port = readPort(env.PORT ?? '8080');
  const publicUrl = readPublicUrl(env.PUBLIC_URL ?? `http://localhost:${port}`, mode);
  const dataDir = resolve(env.DATA_DIR ?? '.data');
  return {
    mode,
    port,
    host: env.HOST ?? (production ? '0.0.0.0' : '127.0.0.1'),
    publicUrl,
    dataDir,
    databaseUrl: env.DATABASE_URL ?? `sqlite:${dataDir}/sefos.sqlite`,
    blobUrl: env.BLOB_URL ?? `disk:${dataDir}/blobs`,
    kmsUrl: env.KMS_URL ?? `file:${dataDir}/keys/master.keys`,
    smtpUrl: env.SMTP_URL,
    mailFrom: env.MAIL_FROM ?? (production ? `no-reply@${new URL(publicUrl).hostname}` : 'no-reply@sefos.example'),
    dkim: readDkim(env),
    mailReturn: readMailReturn(env),
    smsUrl: env.SMS_URL,
    bankId: readBankId(env),
    oidcFile: env.OIDC_FILE,
    entraTenants: listOf(env.ENTRA_TENANTS),
    entra: readEntra(env, mode, publicUrl),
    teamsAppId: readGuid('TEAMS_APP_ID', env.TEAMS_APP_ID) ?? null,
    officeJsUrl: env.OFFICE_JS_URL
      ? readHttpsUrl('OFFICE_JS_URL', env.OFFICE_JS_URL).href
      : production
        ? OFFICE_JS
        : '/dev/office.js',
    trustedProxies: listOf(env.TRUSTED_PROXIES),
    ownMailNetworks: listOf(env.OWN_MAIL_NETWORKS),
    logLevel: oneOf('LOG_LEVEL', env.LOG_LEVEL ?? (production ? 'info' : 'warn'), [
      'debug',
      'info',
      'warn',
      'error',
    ] as const),
  };
};
