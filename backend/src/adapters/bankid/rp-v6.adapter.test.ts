import { createServer, request as httpsRequest, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { isDomainError } from '../../platform/errors.ts';
import { type BankIdHarness, describeBankIdPort } from '../../ports/bankid.contract.ts';
import type { BankIdHint } from '../../ports/bankid.port.ts';
import { makeBankIdCertificates } from '../../simulators/bankid/certificates.ts';
import { BANKID_LIFETIMES, FAILED_HINTS, PENDING_HINTS } from '../../simulators/bankid/orders.ts';
import { type BankIdSimulator, startBankIdSimulator } from '../../simulators/bankid/rp-server.ts';
import { makeBankIdRpAdapter } from './rp-v6.adapter.ts';
import { readState } from './rp-v6.answers.ts';
import { CLIENT_CERT_PEM, CLIENT_PFX, CLIENT_PFX_PASSPHRASE } from './testing/client-pfx.ts';

const clock = { now: () => new Date() };

const openHarness = async (): Promise<BankIdHarness> => {
  const simulator = await startBankIdSimulator({ clock });
  const bankid = makeBankIdRpAdapter({
    baseUrl: simulator.baseUrl,
    caPem: simulator.caPem,
    identity: simulator.client,
  });
  const order = (orderRef: string) => {
    const found = simulator.orders.find({ orderRef });
    if (!found) throw new Error('no such pending order');
    return found;
  };
  const known = (hint: BankIdHint) => [...PENDING_HINTS, ...FAILED_HINTS].find((one) => one === hint) ?? 'userCancel';
  return {
    bankid,
    shown: (orderRef) => simulator.orders.find({ orderRef }),
    identify: (orderRef, person) => void simulator.orders.identify(order(orderRef), person),
    hint: (orderRef, hint) => void simulator.orders.hint(order(orderRef), known(hint)),
    failNext: (status, errorCode) => simulator.failNext(status, errorCode),
    close: async () => {
      bankid.close();
      await simulator.close();
    },
  };
};

describeBankIdPort('RP API v6 over mutual TLS', openHarness);

const outcome = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'no failure',
    (error: unknown) => (isDomainError(error) ? { type: error.type, ...error.facts } : error),
  );

const listen = async (server: Server): Promise<string> => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `https://localhost:${(server.address() as AddressInfo).port}`;
};

/** Asks like a bare HTTPS client; gives the status, or the error code of the connection. */
const bare = (url: string, options: Record<string, unknown>): Promise<number | string> =>
  new Promise((resolve) => {
    const outgoing = httpsRequest(url, { method: 'POST', ...options }, (incoming) => {
      incoming.resume();
      resolve(incoming.statusCode ?? 0);
    });
    outgoing.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    outgoing.end('{}');
  });

describe('mutual TLS between the adapter and BankID', () => {
  let simulator: BankIdSimulator;
  beforeAll(async () => {
    simulator = await startBankIdSimulator({ clock });
  });
  afterAll(async () => simulator.close());

  it('refuses a caller without a client certificate', async () => {
    const answer = await bare(`${simulator.baseUrl}/rp/v6.0/auth`, { ca: simulator.caPem });
    expect(['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', 'ECONNRESET', 'EPIPE']).toContain(answer);
  });

  it('refuses a caller whose certificate another CA issued', async () => {
    const stranger = await makeBankIdCertificates(new Date());
    const adapter = makeBankIdRpAdapter({
      baseUrl: simulator.baseUrl,
      caPem: simulator.caPem,
      identity: stranger.client,
    });
    expect(await outcome(adapter.start({ endUserIp: '192.0.2.1' }))).toMatchObject({ type: 'bankid-unavailable' });
    expect(simulator.orders.pending()).toEqual([]);
    adapter.close();
  });

  it('trusts no server but one of the pinned CA', async () => {
    const stranger = await makeBankIdCertificates(new Date());
    const adapter = makeBankIdRpAdapter({
      baseUrl: simulator.baseUrl,
      caPem: stranger.caPem,
      identity: simulator.client,
    });
    expect(await outcome(adapter.start({ endUserIp: '192.0.2.1' }))).toMatchObject({ type: 'bankid-unavailable' });
    expect(simulator.orders.pending()).toEqual([]);
    adapter.close();
  });

  it('shows the client certificate of a PKCS#12 file with a passphrase', async () => {
    const { caPem, server: own } = await makeBankIdCertificates(new Date());
    const tls = { cert: own.certPem, key: own.keyPem, ca: CLIENT_CERT_PEM, requestCert: true };
    const server = createServer(tls, (_request, response) =>
      response.end(JSON.stringify({ status: 'pending', hintCode: 'userSign' })),
    );
    const baseUrl = await listen(server);
    const identity = { pfx: CLIENT_PFX, passphrase: CLIENT_PFX_PASSPHRASE };
    const adapter = makeBankIdRpAdapter({ baseUrl, caPem, identity });
    expect(await adapter.collect('r')).toEqual({ status: 'pending', hint: 'userSign' });
    adapter.close();
    server.close();
  });

  it('refuses a base URL without TLS', () => {
    const options = { baseUrl: 'http://localhost:1', caPem: simulator.caPem, identity: simulator.client };
    expect(() => makeBankIdRpAdapter(options)).toThrow('bankid-misconfigured');
  });

  it('answers 404, 405 and 415 where BankID does', async () => {
    const tls = { ca: simulator.caPem, cert: simulator.client.certPem, key: simulator.client.keyPem };
    const json = { 'content-type': 'application/json' };
    const charset = { 'content-type': 'application/json; charset=utf-8' };
    expect(await bare(`${simulator.baseUrl}/rp/v5.1/auth`, { ...tls, headers: json })).toBe(404);
    expect(await bare(`${simulator.baseUrl}/rp/v6.0/auth`, { ...tls, headers: json, method: 'PUT' })).toBe(405);
    expect(await bare(`${simulator.baseUrl}/rp/v6.0/auth`, { ...tls, headers: charset })).toBe(415);
  });
});

describe('answers that are not BankID’s', () => {
  let server: Server;
  let respond: (end: (body: string) => void) => void;
  let adapter: ReturnType<typeof makeBankIdRpAdapter>;
  beforeAll(async () => {
    const { caPem, client, server: own } = await makeBankIdCertificates(new Date());
    server = createServer({ cert: own.certPem, key: own.keyPem }, (_request, response) =>
      respond((body) => response.end(body)),
    );
    const baseUrl = await listen(server);
    adapter = makeBankIdRpAdapter({ baseUrl, caPem, identity: client, timeoutMilliseconds: 300 });
  });
  afterAll(() => {
    adapter.close();
    server.closeAllConnections();
    server.close();
  });
  const collect = () => outcome(adapter.collect('9b0b1e2c-0000-4000-8000-000000000000'));

  it('gives up when no answer comes in time', async () => {
    respond = () => undefined;
    expect(await collect()).toEqual({ type: 'bankid-unavailable', code: 'timeout' });
  });

  it.each(['', 'not json', '{}', '[]', '{"status":"complete"}', '{"status":"invented"}'])(
    'does not believe the answer %j',
    async (body) => {
      respond = (end) => end(body);
      expect(await collect()).toEqual({ type: 'bankid-unavailable', code: 'malformed-answer' });
    },
  );

  it('does not believe a personal number of another form', async () => {
    const user = { personalNumber: '9001012385', name: 'A B', givenName: 'A', surname: 'B' };
    respond = (end) => end(JSON.stringify({ status: 'complete', completionData: { user } }));
    expect(await collect()).toEqual({ type: 'bankid-unavailable', code: 'malformed-answer' });
  });

  it('stops reading an answer that does not end', async () => {
    respond = (end) => end('x'.repeat(1_100_000));
    expect(await collect()).toEqual({ type: 'bankid-unavailable', code: 'answer-too-large' });
  });

  it.each(['pending', 'failed'])('maps a hint that BankID invents later, while %s, to unknown', (status) => {
    const body = { orderRef: 'r', status, hintCode: 'inventedLater' };
    expect(readState({ status: 200, body })).toEqual({ status, hint: 'unknown' });
  });
});

describe('time in the BankID simulator', () => {
  const opened = async () => {
    let now = new Date('2026-11-02T08:00:00Z');
    const simulator = await startBankIdSimulator({ clock: { now: () => now }, lifetimes: BANKID_LIFETIMES });
    const identity = simulator.client;
    const adapter = makeBankIdRpAdapter({ baseUrl: simulator.baseUrl, caPem: simulator.caPem, identity });
    const pass = (seconds: number) => {
      now = new Date(now.getTime() + seconds * 1000);
    };
    const close = async () => {
      adapter.close();
      await simulator.close();
    };
    return { simulator, adapter, pass, close };
  };

  it('fails an order that no app has started within 30 seconds', async () => {
    const { adapter, pass, close } = await opened();
    const { orderRef } = await adapter.start({ endUserIp: '192.0.2.1' });
    pass(29);
    expect(await adapter.collect(orderRef)).toMatchObject({ status: 'pending' });
    pass(1);
    expect(await adapter.collect(orderRef)).toEqual({ status: 'failed', hint: 'startFailed' });
    await close();
  });

  it('expires a started order after three minutes, and forgets the result five minutes later', async () => {
    const { simulator, adapter, pass, close } = await opened();
    const { orderRef } = await adapter.start({ endUserIp: '192.0.2.1' });
    const order = simulator.orders.find({ orderRef });
    if (order) simulator.orders.hint(order, 'started');
    pass(179);
    expect(await adapter.collect(orderRef)).toEqual({ status: 'pending', hint: 'started' });
    pass(1);
    expect(simulator.orders.pending()).toEqual([]);
    pass(300);
    expect(await outcome(adapter.collect(orderRef))).toEqual({ type: 'bankid-order-not-found' });
    await close();
  });
});
