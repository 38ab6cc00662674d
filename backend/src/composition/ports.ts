import { mkdirSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { EXTERNAL_METHODS, type ExternalMethod, verificationFor } from '@sefos/shared/domain/levels.ts';
import { absentBankId } from '../adapters/bankid/absent.adapter.ts';
import { makeBankIdRpAdapter } from '../adapters/bankid/rp-v6.adapter.ts';
import { makeNodeDns } from '../adapters/dns/node-dns.adapter.ts';
import { absentEntraTokens } from '../adapters/entra/absent.adapter.ts';
import { makeEntraTokens } from '../adapters/entra/jwks.adapter.ts';
import { absentGraph } from '../adapters/graph/absent.adapter.ts';
import { makeGraph } from '../adapters/graph/msal-graph.adapter.ts';
import { makeKeyFileKms } from '../adapters/kms/key-file.adapter.ts';
import { makeOwnServerMail } from '../adapters/mail/own-server.adapter.ts';
import { networksOf } from '../adapters/mail/public-address.ts';
import { makeSmtpMail } from '../adapters/mail/smtp.adapter.ts';
import { parseSmtpUrl } from '../adapters/mail/smtp-url.ts';
import { absentMailReturn } from '../adapters/mail-return/absent.adapter.ts';
import { makeMailReturn } from '../adapters/mail-return/mail-return.ts';
import { makeOidcAdapter } from '../adapters/oidc/openid-client.adapter.ts';
import { makeElksSms } from '../adapters/sms/46elks.adapter.ts';
import { type HttpSmsOptions, makeHttpSms } from '../adapters/sms/http.adapter.ts';
import { makeS3Storage } from '../adapters/storage/s3.adapter.ts';
import type { OfferedProvider } from '../modules/identification/index.ts';
import type { BankIdPort } from '../ports/bankid.port.ts';
import type { Clock } from '../ports/clock.port.ts';
import type { DnsPort } from '../ports/dns.port.ts';
import type { EntraTokensPort } from '../ports/entra-tokens.port.ts';
import type { GraphPort } from '../ports/graph.port.ts';
import type { Kms } from '../ports/kms.port.ts';
import type { MailPort } from '../ports/mail.port.ts';
import type { MailReturnPort } from '../ports/mail-return.port.ts';
import type { OidcPort } from '../ports/oidc.port.ts';
import type { OwnMailPort } from '../ports/own-mail.port.ts';
import type { SmsPort } from '../ports/sms.port.ts';
import type { BlobStorage } from '../ports/storage.port.ts';
import { type Config, ConfigError } from './config.ts';
import { makeDiskStorage } from './disk-storage.ts';

/** The world outside, as the product uses it. */
export interface Ports {
  readonly clock: Clock;
  readonly mail: MailPort;
  /** Mail servers that organisations name. */
  readonly ownMail: OwnMailPort;
  readonly mailReturn: MailReturnPort;
  /** Where domains are proven. */
  readonly dns: DnsPort;
  readonly sms: SmsPort;
  readonly bankId: BankIdPort;
  /** What people without an account can be identified by in this installation. */
  readonly externalMethods: readonly ExternalMethod[];
  readonly oidc: OidcPort;
  readonly providers: readonly OfferedProvider[];
  readonly entraTokens: EntraTokensPort;
  readonly graph: GraphPort;
  /** Names SEFOS' app in links into Teams; null where nothing can be put into activity feeds. */
  readonly teamsAppId: string | null;
  readonly storage: BlobStorage;
  readonly kms: Kms;
}

export const systemClock: Clock = { now: () => new Date() };

const afterScheme = (name: string, url: string, scheme: string): string => {
  const rest = url.slice(scheme.length);
  if (!rest) throw new ConfigError(`${name} has nothing after "${scheme}": say where.`);
  return rest;
};

/** A JSON file that a setting names. @throws {ConfigError} */
const readJson = (name: string, path: string): unknown => {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    throw new ConfigError(
      `${name} names a file that cannot be read as JSON: check its path, its rights and its syntax.`,
    );
  }
};

export const makeStorage = (url: string): BlobStorage => {
  if (url.startsWith('disk:')) return makeDiskStorage({ folder: afterScheme('BLOB_URL', url, 'disk:') });
  if (url.startsWith('s3:')) return makeS3Storage({ url });
  throw new ConfigError('BLOB_URL is of no known kind: set it to disk:<folder> or s3://key:secret@host/bucket.');
};

/** A missing key file is made on the first start; KeyRing.verify then refuses one that does not fit the database. */
export const makeKms = async (url: string, clock: Clock): Promise<Kms> => {
  if (url.startsWith('file:')) {
    const file = resolve(afterScheme('KMS_URL', url, 'file:'));
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    return makeKeyFileKms({ file, create: true, clock });
  }
  throw new ConfigError('KMS_URL is of no known kind: set it to file:<path>.');
};

const makeSms = (url: string): SmsPort => {
  if (url.startsWith('46elks://')) {
    const parsed = new URL(url.replace('46elks://', 'https://'));
    const from = parsed.searchParams.get('from');
    if (!parsed.username || !parsed.password || !from)
      throw new ConfigError(
        'SMS_URL needs a user, a password and ?from=: set it to 46elks://user:password@api.46elks.com?from=SEFOS.',
      );
    return makeElksSms({
      baseUrl: parsed.origin,
      username: decodeURIComponent(parsed.username),
      password: decodeURIComponent(parsed.password),
      from,
    });
  }
  if (url.startsWith('http-template:'))
    return makeHttpSms(readJson('SMS_URL', afterScheme('SMS_URL', url, 'http-template:')) as HttpSmsOptions);
  throw new ConfigError('SMS_URL is of no known kind: set it to 46elks://… or http-template:<path>.');
};

/** E-mail and SMS always; BankID and the OpenID providers where they are set up. */
export const externalMethodsOf = (hasBankId: boolean, providers: readonly OfferedProvider[]): ExternalMethod[] =>
  EXTERNAL_METHODS.filter((method) => {
    if (method === 'bankid') return hasBankId;
    return (
      verificationFor(method) !== 'personalNumber' ||
      providers.some(({ key, purposes }) => key === method && purposes.includes('link'))
    );
  });

const makeProductionGraph = (entra: Config['entra']): GraphPort =>
  entra && entra.clientSecret !== null ? makeGraph({ ...entra, clientSecret: entra.clientSecret }) : absentGraph;

const makeConfiguredReturn = (configured: Config['mailReturn']): MailReturnPort => {
  if (!configured) return absentMailReturn;
  try {
    return makeMailReturn(configured);
  } catch (error) {
    throw new ConfigError(error instanceof Error ? error.message : 'MAIL_RETURN_URL is wrong.');
  }
};

/** Reaches the public network, and what the operator has named besides. @throws {ConfigError} */
export const makeOwnMail = (config: Pick<Config, 'ownMailNetworks' | 'smtpUrl'>, clock: Clock): OwnMailPort => {
  const relay = config.smtpUrl === undefined ? undefined : parseSmtpUrl(config.smtpUrl);
  const trustsUs = relay && !relay.auth ? { trustsUs: relay.host } : {};
  try {
    return makeOwnServerMail({ clock, networks: networksOf(config.ownMailNetworks), ...trustsUs });
  } catch {
    throw new ConfigError(
      'OWN_MAIL_NETWORKS holds something that is no network: set it to addresses such as 10.1.0.0/16.',
    );
  }
};

/** Ports as production has them, from the configuration alone. */
export const makeProductionPorts = async (config: Config): Promise<Ports> => {
  if (!config.smtpUrl || !config.smsUrl) throw new ConfigError('SMTP_URL and SMS_URL must be set.');
  const clock = systemClock;
  const providers = config.oidcFile ? (readJson('OIDC_FILE', config.oidcFile) as OfferedProvider[]) : [];
  return {
    clock,
    mail: makeSmtpMail({ url: config.smtpUrl, clock, ...(config.dkim ? { dkim: config.dkim } : {}) }),
    ownMail: makeOwnMail(config, clock),
    mailReturn: makeConfiguredReturn(config.mailReturn),
    dns: makeNodeDns(),
    sms: makeSms(config.smsUrl),
    bankId: config.bankId
      ? makeBankIdRpAdapter({
          baseUrl: config.bankId.url,
          caPem: config.bankId.caPem,
          identity: { certPem: config.bankId.certPem, keyPem: config.bankId.keyPem },
        })
      : absentBankId,
    externalMethods: externalMethodsOf(config.bankId !== undefined, providers),
    oidc: makeOidcAdapter({ clock, trustedTenants: config.entraTenants }),
    providers,
    entraTokens: config.entra ? makeEntraTokens({ clock, ...config.entra }) : absentEntraTokens,
    graph: makeProductionGraph(config.entra),
    teamsAppId: config.entra?.clientSecret ? config.teamsAppId : null,
    storage: makeStorage(config.blobUrl),
    kms: await makeKms(config.kmsUrl, clock),
  };
};
