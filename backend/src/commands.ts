import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { ConfigError, readConfig } from './composition/config.ts';
import { openProductDatabase } from './composition/database.ts';
import { makeKms, makeStorage, systemClock } from './composition/ports.ts';
import {
  ADMINISTRATORS_USAGE,
  ManagedAccounts,
  ManagedAccountsRepository,
  runAdministrators,
} from './modules/account-administration/index.ts';
import { ACCOUNT_KEYS, AccountsService } from './modules/accounts/index.ts';
import { AttachmentsService, UPLOAD_KEYS } from './modules/attachments/index.ts';
import { runAuditVerify } from './modules/audit/index.ts';
import { CASE_NOTE_KEYS, CASE_TAG_KEYS } from './modules/cases/index.ts';
import { CONTACT_KEYS, REMEMBERED_KEYS } from './modules/contacts/index.ts';
import { DRAFT_KEYS } from './modules/drafts/index.ts';
import { MAIL_SERVER_KEYS } from './modules/mail-servers/index.ts';
import { MAILBOX_TEXT_KEYS } from './modules/mailbox-texts/index.ts';
import {
  MESSAGE_KEYS,
  MessagesRepository,
  RETENTION_USAGE,
  RetentionRepository,
  RetentionService,
  runRetention,
} from './modules/messages/index.ts';
import { GRAPH_TOKEN_KEYS } from './modules/microsoft365/index.ts';
import {
  DOMAINS_USAGE,
  INDEX_KEYS,
  KeyRing,
  OrganisationsService,
  REMINDERS_USAGE,
  rotateKeys,
  runDomains,
  runReminders,
  runTenants,
  SettingsService,
  TENANTS_USAGE,
  TenantsService,
} from './modules/organisations/index.ts';

const USAGE = `Commands of SEFOS (the settings are those of the server):
  audit verify [organisation] [--public-key HEX] [--checkpoints FILE]   checks the event log; exit code 1 when something does not fit
  keys rotate <organisation>                       gives an organisation a new key-encryption key and wraps its keys anew
${ADMINISTRATORS_USAGE}
${TENANTS_USAGE}
${REMINDERS_USAGE}
${DOMAINS_USAGE}
${RETENTION_USAGE}`;

const verify = async (args: readonly string[]): Promise<number> => {
  const database = await openProductDatabase(readConfig(process.env));
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { 'public-key': { type: 'string' }, checkpoints: { type: 'string' } },
    allowPositionals: true,
  });
  const publicKeyHex = values['public-key'];
  const [organisationId] = positionals;
  const { checkpoints } = values;
  const print = (line: string): void => console.log(line);
  return runAuditVerify({
    database,
    print,
    clock: systemClock,
    ...(organisationId ? { organisationId } : {}),
    ...(publicKeyHex ? { publicKeyHex } : {}),
    ...(checkpoints ? { anchorLines: createInterface({ input: createReadStream(checkpoints) }) } : {}),
  }).finally(() => database.close());
};

const rotate = async ([organisationId]: readonly string[]): Promise<number> => {
  if (!organisationId) throw new ConfigError(USAGE);
  const config = readConfig(process.env);
  const database = await openProductDatabase(config);
  try {
    const keyRing = new KeyRing(database, await makeKms(config.kmsUrl, systemClock), systemClock);
    const tables = [
      INDEX_KEYS,
      ACCOUNT_KEYS,
      UPLOAD_KEYS,
      DRAFT_KEYS,
      CASE_NOTE_KEYS,
      CASE_TAG_KEYS,
      MAILBOX_TEXT_KEYS,
      CONTACT_KEYS,
      REMEMBERED_KEYS,
      MESSAGE_KEYS,
      GRAPH_TOKEN_KEYS,
      MAIL_SERVER_KEYS,
    ];
    console.log(`${await rotateKeys({ database, keyRing, tables }, organisationId)} keys wrapped anew.`);
    return 0;
  } finally {
    await database.close();
  }
};

const administrators = async (args: readonly string[]): Promise<number> => {
  const config = readConfig(process.env);
  const database = await openProductDatabase(config);
  try {
    const clock = systemClock;
    const keyRing = new KeyRing(database, await makeKms(config.kmsUrl, clock), clock);
    const organisations = new OrganisationsService(database, keyRing, clock);
    const accounts = new AccountsService({ database, clock, keyRing, organisations, alongside: () => [] });
    const repository = new ManagedAccountsRepository(database);
    return await runAdministrators(
      {
        repository,
        settings: new SettingsService({ database, clock }),
        accounts: new ManagedAccounts({ database, clock, accounts, organisations, repository, forget: () => [] }),
        print: (line) => console.log(line),
      },
      args,
    );
  } finally {
    await database.close();
  }
};

const tenants = async (args: readonly string[]): Promise<number> => {
  const database = await openProductDatabase(readConfig(process.env));
  const print = (line: string): void => console.log(line);
  return runTenants({ tenants: new TenantsService({ database, clock: systemClock }), print }, args).finally(() =>
    database.close(),
  );
};

const reminders = async (args: readonly string[]): Promise<number> => {
  const database = await openProductDatabase(readConfig(process.env));
  const print = (line: string): void => console.log(line);
  return runReminders({ settings: new SettingsService({ database, clock: systemClock }), print }, args).finally(() =>
    database.close(),
  );
};

const domains = async (args: readonly string[]): Promise<number> => {
  const database = await openProductDatabase(readConfig(process.env));
  const print = (line: string): void => console.log(line);
  return runDomains({ settings: new SettingsService({ database, clock: systemClock }), print }, args).finally(() =>
    database.close(),
  );
};

const retention = async (args: readonly string[]): Promise<number> => {
  const config = readConfig(process.env);
  const database = await openProductDatabase(config);
  try {
    const clock = systemClock;
    const keyRing = new KeyRing(database, await makeKms(config.kmsUrl, clock), clock);
    const storage = makeStorage(config.blobUrl);
    return await runRetention(
      {
        settings: new SettingsService({ database, clock }),
        retention: new RetentionService({
          database,
          clock,
          messages: new MessagesRepository(database),
          repository: new RetentionRepository(database),
          attachments: new AttachmentsService({ database, clock, keyRing, storage }),
        }),
        print: (line) => console.log(line),
      },
      args,
    );
  } finally {
    await database.close();
  }
};

const main = async ([group, command, ...args]: readonly string[]): Promise<number> => {
  if (group === 'audit' && command === 'verify') return verify(args);
  if (group === 'keys' && command === 'rotate') return rotate(args);
  if (group === 'administrators' && command) return administrators([command, ...args]);
  if (group === 'tenants' && command) return tenants([command, ...args]);
  if (group === 'retention' && command) return retention([command, ...args]);
  if (group === 'domains' && command) return domains([command, ...args]);
  if (group === 'reminders' && command) return reminders([command, ...args]);
  console.log(USAGE);
  return group === undefined || group === 'help' ? 0 : 2;
};

// As the server's: files that we make are the service account's alone.
process.umask(0o077);
main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error instanceof ConfigError ? error.message : error);
    process.exit(2);
  },
);
