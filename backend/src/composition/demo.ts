import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { makeBankIdRpAdapter } from '../adapters/bankid/rp-v6.adapter.ts';
import { makeNodeDns } from '../adapters/dns/node-dns.adapter.ts';
import { makeSmtpMail } from '../adapters/mail/smtp.adapter.ts';
import { makeMailReturn } from '../adapters/mail-return/mail-return.ts';
import { makeSmtpReturn } from '../adapters/mail-return/smtp-listener.adapter.ts';
import { makeOidcAdapter } from '../adapters/oidc/openid-client.adapter.ts';
import { makeElksSms } from '../adapters/sms/46elks.adapter.ts';
import { type OfferedProvider, OIDC_CALLBACK_PATH } from '../modules/identification/index.ts';
import type { Clock } from '../ports/clock.port.ts';
import { devBankIdPlugin } from '../simulators/bankid/dev-bankid.plugin.ts';
import { startBankIdSimulator } from '../simulators/bankid/rp-server.ts';
import { devPagePlugin } from '../simulators/dev-page.plugin.ts';
import { devDnsPlugin } from '../simulators/dns/dev-dns.plugin.ts';
import { startNameServer } from '../simulators/dns/name-server.ts';
import { SimulatedZones } from '../simulators/dns/zones.ts';
import { startSmtpSink } from '../simulators/mail/smtp-sink.ts';
import { startOidcSimulator } from '../simulators/oidc/issuer.ts';
import { outboxRoutes } from '../simulators/outbox.routes.ts';
import { CapturedOutbox } from '../simulators/outbox.ts';
import { startElksGateway } from '../simulators/sms/elks-gateway.ts';
import type { Config } from './config.ts';
import { startDemoMicrosoft } from './demo-microsoft.ts';
import { makeDemoMailboxes, mountOfficeHosts } from './demo-office-hosts.ts';
import { DEMO_ACCOUNTS, DEMO_CITIZENS, DEMO_ORGANISATIONS, DEMO_PASSWORD } from './demo-people.ts';
import { externalMethodsOf, makeKms, makeOwnMail, makeStorage, type Ports, systemClock } from './ports.ts';

export interface Demo {
  readonly ports: Ports;
  /** Mounts everything under /dev. */
  mount(app: FastifyInstance): Promise<void>;
  close(): Promise<void>;
}

const DEMO_RETURN_DOMAIN = 'return.sefos.example';

const splitName = (displayName: string) => {
  const [givenName = '', ...rest] = displayName.split(' ');
  return { givenName, surname: rest.join(' ') };
};

const PEOPLE = [
  ...DEMO_ACCOUNTS.map((account) => ({
    ...splitName(account.displayName),
    label: account.displayName,
    personalNumber: account.personalNumber,
    email: account.email,
    hsaId: `SE2321000016-${account.personalNumber.slice(8)}`,
  })),
  ...DEMO_CITIZENS,
];

/** As it stands in domains that send no mail themselves. */
const FIRST_RECORDS = DEMO_ORGANISATIONS.flatMap(({ domains }) =>
  domains.map((name) => ({ name, text: 'v=spf1 -all' })),
);

/** Starts the simulators and connects the real adapters with them: the product cannot tell. For demo and test mode only. */
export const startDemo = async (config: Config, clock: Clock = systemClock): Promise<Demo> => {
  const folder = join(config.dataDir, 'demo');
  const outbox = await CapturedOutbox.open({ folder, clock });
  const zones = await SimulatedZones.open(folder, FIRST_RECORDS);
  const mailboxes = makeDemoMailboxes(outbox, clock, PEOPLE);
  // As in a municipality: the relay routes a domain to us, and says there what it could not deliver.
  const listener = makeSmtpReturn({ domain: DEMO_RETURN_DOMAIN, host: '127.0.0.1', port: 0 });
  const [smtp, elks, bankId, nameServer, oidc, microsoft] = await Promise.all([
    startSmtpSink({ outbox, returnRoute: { domain: DEMO_RETURN_DOMAIN, port: listener.port } }),
    startElksGateway({ outbox, clock }),
    startBankIdSimulator({ clock }),
    startNameServer(zones.lookup),
    startOidcSimulator({ redirectUris: [config.publicUrl + OIDC_CALLBACK_PATH], persons: PEOPLE }),
    startDemoMicrosoft({
      config,
      clock,
      persons: PEOPLE,
      mailboxes,
    }),
  ]);
  const offered = (
    key: 'entra' | 'freja' | 'siths',
    label: string,
    purposes: OfferedProvider['purposes'],
  ): OfferedProvider => ({ key, label, provider: oidc.providers[key], purposes });
  const bankIdPort = makeBankIdRpAdapter({ baseUrl: bankId.baseUrl, caPem: bankId.caPem, identity: bankId.client });
  const mail = makeSmtpMail({ url: config.smtpUrl ?? smtp.url, clock });
  const providers = [
    offered('entra', 'Microsoft Entra ID', ['sign-in']),
    offered('freja', 'Freja eID+', ['sign-in', 'step-up', 'link']),
    offered('siths', 'SITHS', ['sign-in', 'step-up', 'link']),
  ];
  const ports: Ports = {
    clock,
    mail,
    ownMail: makeOwnMail(config, clock),
    mailReturn: config.mailReturn ? makeMailReturn(config.mailReturn) : listener,
    dns: makeNodeDns([nameServer.address]),
    sms: makeElksSms({ baseUrl: elks.baseUrl, username: elks.username, password: elks.password, from: 'SEFOS' }),
    bankId: bankIdPort,
    externalMethods: externalMethodsOf(true, providers),
    oidc: makeOidcAdapter({ clock, allowLoopbackHttp: true }),
    providers,
    ...microsoft.ports,
    storage: makeStorage(config.blobUrl),
    kms: await makeKms(config.kmsUrl, clock),
  };
  return {
    ports,
    mount: async (app) => {
      await app.register(devPagePlugin, {
        accounts: DEMO_ACCOUNTS.map(({ email, role, organisation, phone, personalNumber }) => ({
          email,
          role,
          organisation,
          phone,
          personalNumber,
          password: DEMO_PASSWORD,
        })),
        citizens: DEMO_CITIZENS.map(({ label, personalNumber }) => ({ label, personalNumber })),
      });
      await app.register(devBankIdPlugin, {
        orders: bankId.orders,
        persons: PEOPLE.map(({ label, personalNumber, givenName, surname }) => ({
          label,
          personalNumber,
          givenName,
          surname,
        })),
      });
      await app.register(devDnsPlugin, { zones, address: nameServer.address });
      await microsoft.mount(app);
      await mountOfficeHosts(app, { mailboxes, smtpUrl: smtp.url });
      await app.register(outboxRoutes, { outbox });
    },
    close: async () => {
      bankIdPort.close();
      await mail.close();
      await Promise.all([smtp, elks, bankId, nameServer, oidc, microsoft].map((simulator) => simulator.close()));
    },
  };
};
