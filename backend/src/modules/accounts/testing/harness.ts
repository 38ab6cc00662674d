import { newKey, unwrapKey, wrapKey } from '../../../crypto/index.ts';
import type { AccountActor } from '../../../platform/actor.ts';
import { write } from '../../../platform/database/statements.ts';
import { makeIdempotencyStore } from '../../../platform/http/idempotency.ts';
import { makeMount } from '../../../platform/http/mount.ts';
import { makeServer } from '../../../platform/http/server.ts';
import type { Kms } from '../../../ports/kms.port.ts';
import type { OidcIdentity } from '../../../ports/oidc.port.ts';
import type { TestDatabase } from '../../../testing/databases.ts';
import { FixedClock } from '../../../testing/fixed-clock.ts';
import {
  INSTALLATION,
  KeyRing,
  OrganisationsService,
  registerOrganisationRoutes,
  TenantsService,
} from '../../organisations/index.ts';
import { AccountIdentities } from '../account-identities.ts';
import { makeOidcCompleters, registerAccountRoutes } from '../accounts.routes.ts';
import { AccountsService, type NewAccount } from '../accounts.service.ts';
import { AccountsDirectory } from '../accounts-directory.ts';
import { EntraSignIn } from '../entra-sign-in.service.ts';
import { registerFactorRoutes } from '../factors/factor.routes.ts';
import { makeFactors } from '../factors/make-factors.ts';
import { Handover } from '../handover.service.ts';
import { OidcSignIn } from '../oidc-sign-in.service.ts';
import { Sessions } from '../sessions.service.ts';
import { StepUp } from '../step-up.service.ts';
import { StepUpWindow } from '../step-up-window.service.ts';
import { FakeEntraTokens, makeBankId, makeCodes, makeFlows, makeLimiter } from './stand-ins.ts';

const makeKms = (): Kms => {
  const master = newKey();
  return {
    wrap: async (key, context) => wrapKey(master, key, context),
    unwrap: async (wrapped, context) => unwrapKey(master, wrapped, context),
  };
};

export const PASSWORD = 'Correct-horse-1';
export const ANNA = { email: 'anna@storkommun.example', personalNumber: '198507099805', phone: '070-174 06 01' };
/** Whose host name passkeys are for. */
export const PUBLIC_URL = 'https://sefos.example';
export const IP = '192.0.2.1';

/** Accounts with real services and routes on a real database; what stands above them is stood in for. */
export const makeHarness = async ({ database }: TestDatabase) => {
  const clock = new FixedClock();
  const keyRing = new KeyRing(database, makeKms(), clock);
  await keyRing.ensure(INSTALLATION);
  const organisations = new OrganisationsService(database, keyRing, clock);
  const made: NewAccount[] = [];
  const alongside = (account: NewAccount) => {
    made.push(account);
    return [];
  };
  const accounts = new AccountsService({ database, clock, keyRing, organisations, alongside });
  const sessions = new Sessions({ database, clock, organisations });
  const limiter = makeLimiter(clock);
  const { codes, sent, pause } = makeCodes(database, clock);
  const bankId = makeBankId(database, clock);
  const { flows, begun, outage } = makeFlows();
  const common = { database, clock, accounts, organisations, sessions };
  const tenants = new TenantsService({ database, clock });
  const identities = new AccountIdentities({ database, clock, accounts });
  const networks = { ...common, limiter, networkOf: (ip: string) => ip };
  /** Mailboxes whose pages were told that the account changed. */
  const toldPages: string[] = [];
  const factors = makeFactors({
    ...{ ...networks, codes, keyRing, publicUrl: PUBLIC_URL, hasBankId: true },
    tell: (mailboxId) => {
      toldPages.push(mailboxId);
      return write('update account set id = id where mailbox_id = ?', mailboxId);
    },
    qrOf: (text) => ({ size: text.length, path: 'M0 0h1v1h-1z' }),
  });
  const entraTokens = new FakeEntraTokens();
  /** Who signed in with which token; a test may let it fail. */
  const told: { email: string; accessToken: string }[] = [];
  const hook = { fails: false };
  const onEntraSignIn = async ({ email }: { email: string }, accessToken: string) => {
    told.push({ email, accessToken });
    if (hook.fails) throw new Error('Graph is away');
  };
  const entraSignIn = new EntraSignIn({ ...networks, identities, tenants, entraTokens, onEntraSignIn });
  const handover = new Handover(networks);
  const redirectUri = 'https://sefos.example/callback';
  const oidcSignIn = new OidcSignIn({ ...common, tenants, identities, oidc: flows, redirectUri });
  const stepUp = new StepUp({ ...common, bankId: bankId.orders, oidc: flows, redirectUri });
  const stepUpWindow = new StepUpWindow({ ...common, stepUp, limiter });

  const app = await makeServer({ logLevel: 'silent', trustedProxies: [] });
  const authenticator = {
    account: (request: Parameters<Sessions['authenticate']>[0]): Promise<AccountActor | null> =>
      sessions.authenticate(request),
    link: async () => null,
  };
  const mount = makeMount(app, authenticator, makeIdempotencyStore(database, clock));
  const parts = {
    accounts,
    organisations,
    sessions,
    ...factors,
    oidcSignIn,
    entraSignIn,
    handover,
    stepUp,
    stepUpWindow,
    demo: false,
  };
  registerAccountRoutes(mount, {
    ...parts,
    setOidcBinding: (reply, { cookie, value }) => void reply.setCookie(cookie, value),
  });
  registerFactorRoutes(mount, parts);
  registerOrganisationRoutes(mount, organisations);
  const completers = makeOidcCompleters(parts);

  const organisationId = await organisations.create({
    name: 'Storkommun',
    slug: 'storkommun',
    domains: ['storkommun.example'],
  });
  const person = { organisationId, displayName: 'Anna Åkesson', roles: ['user'], language: 'sv' } as const;
  const annaId = await accounts.create({ ...person, ...ANNA, password: PASSWORD });
  const directory = new AccountsDirectory(database);
  return {
    ...parts,
    database,
    clock,
    keyRing,
    tenants,
    entraTokens,
    told,
    toldPages,
    hook,
    directory,
    made,
    sent,
    pause,
    bankId: bankId.state,
    begun,
    outage,
    app,
    completers,
    organisationId,
    person,
    annaId,
    signedIn: (claims: Partial<OidcIdentity>) => ({
      subjectId: null as string | null,
      returnTo: '/messages',
      providerKey: 'entra',
      result: {
        ok: true as const,
        identity: {
          issuer: 'https://entra.example',
          subject: 's1',
          level: 2 as const,
          emailVerified: false,
          ...claims,
        },
      },
    }),
    /** Actions and reasons in the log, oldest first. */
    logged: async () =>
      (
        await database.all<{ action: string; facts: string; target_id: string | null; organisation_id: string }>(
          'select action, facts, target_id, organisation_id from audit_event order by id',
        )
      ).map((row) => ({ ...row, reason: (JSON.parse(row.facts) as { reason?: string }).reason })),
  };
};
export type Harness = Awaited<ReturnType<typeof makeHarness>>;
