import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { smsContract } from '../../ports/sms.contract.ts';
import { CapturedOutbox } from '../../simulators/outbox.ts';
import { startElksGateway } from '../../simulators/sms/elks-gateway.ts';
import { makeElksSms } from './46elks.adapter.ts';

const clock = { now: () => new Date('2026-11-21T12:00:00Z') };

const setUp = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'sefos-elks-'));
  const outbox = await CapturedOutbox.open({ folder, clock });
  const gateway = await startElksGateway({ outbox, clock });
  const sms = makeElksSms({ ...gateway, from: 'SEFOS', timeoutMs: 2_000 });
  return {
    outbox,
    gateway,
    sms,
    received: () =>
      outbox
        .list({ channel: 'sms' })
        .reverse()
        .map(({ to, text }) => ({ to: to.join(), text })),
    refusedNumber: '+46701740000',
    stopGateway: () => gateway.close(),
    teardown: async () => {
      await gateway.close();
      await rm(folder, { recursive: true });
    },
  };
};

smsContract('46elks', setUp);

/** A gateway that gives one fixed answer. */
const withAnswer = async (status: number, body: string, run: (baseUrl: string) => Promise<void>): Promise<void> => {
  const server = createServer((_request, response) => {
    response.writeHead(status, { location: 'https://elsewhere.example/' }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    await run(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
};

describe('46elks adapter', () => {
  const account = { username: 'u', password: 'p', from: 'SEFOS' };
  const message = { to: '+46701740605', text: 'hej' };

  it('shows the configured sender', async () => {
    const { sms, outbox, teardown } = await setUp();
    await sms.send(message);
    expect(outbox.list()[0]).toMatchObject({ channel: 'sms', from: 'SEFOS', at: '2026-11-21T12:00:00.000Z' });
    await teardown();
  });

  it('treats wrong credentials as something to repair, not as a refused message', async () => {
    const { gateway, teardown } = await setUp();
    const sms = makeElksSms({ ...account, baseUrl: gateway.baseUrl });
    await expect(sms.send(message)).rejects.toMatchObject({ type: 'sms-unavailable', facts: { httpStatus: 401 } });
    await teardown();
  });

  it.each([
    [429, '', 'sms-unavailable'],
    [403, 'Not enough credits', 'sms-unavailable'],
    [503, '', 'sms-unavailable'],
    [302, '', 'sms-unavailable'],
    [400, 'Invalid to number', 'sms-refused'],
    [200, '{"status":"failed"}', 'sms-refused'],
  ])('answers %i %j with %s %s', async (status, body, type) => {
    await withAnswer(status, body, async (baseUrl) => {
      await expect(makeElksSms({ ...account, baseUrl }).send(message)).rejects.toMatchObject({ type });
    });
  });

  it('takes any other 2xx as accepted, so that nobody is texted twice', async () => {
    await withAnswer(200, 'ok', async (baseUrl) => {
      await expect(makeElksSms({ ...account, baseUrl }).send(message)).resolves.toBeUndefined();
    });
  });

  it('gives up on a gateway that says nothing', async () => {
    const server = createServer(() => undefined);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const sms = makeElksSms({ ...account, baseUrl, timeoutMs: 200 });
    await expect(sms.send(message)).rejects.toMatchObject({ type: 'sms-unavailable', facts: { reason: 'timeout' } });
    server.closeAllConnections();
    server.close();
  });

  it.each([
    [{ baseUrl: 'http://api.example.se' }, 'https://'],
    [{ baseUrl: 'https://user:secret@api.example.se' }, 'must not hold a user name'],
    [{ from: 'too long a sender' }, 'SMS sender'],
  ])('refuses the setting %j with a sentence', (wrong, sentence) => {
    expect(() => makeElksSms({ ...account, ...wrong })).toThrow(sentence);
  });
});
