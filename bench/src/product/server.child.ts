/** A server process: the product as it runs in production, with the commands of protocol.ts beside it. */
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { readConfig } from '@sefos/backend/composition/config.ts';
import { seedDemo } from '@sefos/backend/composition/demo-seed.ts';
import { startSefos } from '@sefos/backend/composition/sefos.ts';
import { SESSION_COOKIE } from '@sefos/backend/modules/accounts/index.ts';
import { write } from '@sefos/backend/platform/database/statements.ts';
import { median, sleep } from '../statistics.ts';
import { useCeiling } from './ceiling.ts';
import { listenPlain } from './plain-server.ts';
import type { Answer, Commands, Person, Request, Session } from './protocol.ts';

const MEBIBYTE = 1024 ** 2;
const IDLE_MILLISECONDS = 700;
const SETTLE_MILLISECONDS = 90_000;

const config = readConfig(process.env);
const sefos = await startSefos(config);
const { database, accounts, sessions } = sefos.services;
await seedDemo(sefos.services);

const rss = (): number => process.memoryUsage.rss() / MEBIBYTE;
let samples: number[] = [];
let sampler: NodeJS.Timeout | undefined;

const busy = async (): Promise<boolean> => {
  const unsealed = await database.get('select id from audit_event where sequence is null limit 1');
  const due = await database.get('select id from outbox where parked_at is null limit 1');
  return unsealed !== undefined || due !== undefined;
};

/** Mails to colleagues come half a minute later, into somebody else's measurement: the bench's people want none. */
const wantNoMail = (): Promise<void> =>
  database.commit([
    write(
      'insert into notification_preference (account_id, mail, saved_at) select id, 0, 0 from account where true on conflict (account_id) do nothing',
    ),
  ]);
await wantNoMail();

const signIn = async (email: string): Promise<Session> => {
  const account = await accounts.findByEmail(email);
  if (!account) throw new Error(`no account ${email}`);
  const { token, sessionId, statements } = await sessions.start(account, { level: 2, method: 'password-sms' });
  await database.commit(statements);
  const { csrfToken } = await sessions.details(sessionId);
  const { id: accountId, mailboxId, organisationId } = account;
  return { cookie: `${SESSION_COOKIE}=${token}`, csrfToken, mailboxId, accountId, organisationId };
};

const makePeople = async (count: number): Promise<Person[]> => {
  const domain = 'storkommun.example';
  const { organisationId } = await signIn(`handlaggare@${domain}`);
  const people: Person[] = [];
  for (let index = 0; index < count; index++) {
    const email = `person${index}@${domain}`;
    await accounts.create({ organisationId, email, displayName: `Person ${index}`, roles: ['user'], language: 'sv' });
    people.push({ ...(await signIn(email)), email });
  }
  await wantNoMail();
  return people;
};

const commands: Commands = {
  session: signIn,
  people: makePeople,
  useCeiling: async (kind) => useCeiling(database, kind),
  listenPlain: (port) => listenPlain(port, join(config.dataDir, 'plain')),
  cpu: async () => {
    const { user, system } = process.cpuUsage();
    return { seconds: (user + system) / 1e6 };
  },
  idleMiB: async () => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    for (let round = 0; round < 3; round++) {
      collect();
      await sleep(IDLE_MILLISECONDS);
    }
    return rss();
  },
  startSampling: async () => {
    samples = [rss()];
    sampler = setInterval(() => samples.push(rss()), 20);
  },
  stopSampling: async () => {
    clearInterval(sampler);
    samples.push(rss());
    return { peakMiB: Math.max(...samples), medianMiB: median(samples) };
  },
  settle: async () => {
    const until = Date.now() + SETTLE_MILLISECONDS;
    while ((await busy()) && Date.now() < until) await sleep(100);
  },
  stop: async () => {
    await sefos.stop();
  },
};

const reply = (answer: Answer): void => {
  process.send?.(answer, () => undefined);
};

process.on('message', ({ id, name, argument }: Request) => {
  const command = commands[name] as (argument: unknown) => Promise<unknown>;
  command(argument).then(
    (result) => {
      reply({ id, result });
      if (name === 'stop') process.disconnect();
    },
    (error: unknown) => reply({ id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  );
});
process.on('disconnect', () => process.exit(0));
reply({ id: 0 });
