import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { fakeApi } from '../../../testing/render-staff.tsx';

// Jest knows no "browser" field: without this it would test the client for Node.
const { createRequire } = process.getBuiltinModule('node:module');
const browserClient: unknown = createRequire(`${process.cwd()}/package.json`)('tus-js-client/lib.es5/browser/index.js');
jest.unstable_mockModule('tus-js-client', () => browserClient as object);
const { startTusTransfer } = await import('./tus-transfer.ts');

/** A tus 1.0 server that knows one token; what it heard, in order. */
const server = { token: 't1', heard: [] as string[], expireBefore: '' };

/** What tus-js-client uses of XMLHttpRequest. */
class FakeXhr {
  status = 0;
  responseText = '';
  upload = {};
  onload: () => void = () => undefined;
  #method = '';
  readonly #headers = new Map<string, string>();
  #answer = new Map<string, string>();

  open(method: string) {
    this.#method = method;
  }
  setRequestHeader(name: string, value: string) {
    this.#headers.set(name.toLowerCase(), value);
  }
  getResponseHeader(name: string) {
    return this.#answer.get(name.toLowerCase()) ?? null;
  }
  abort() {
    // Nothing is under way: answers come at once.
  }
  send(body?: Blob) {
    if (this.#method === server.expireBefore) {
      server.token = 't2';
      server.expireBefore = '';
    }
    const good = this.#headers.get('authorization') === `Bearer ${server.token}`;
    server.heard.push(`${this.#method} ${good ? 'known' : 'refused'}`);
    if (!good) {
      this.status = 401;
      this.responseText = '{"type":"urn:sefos:problem:session-expired"}';
    } else if (this.#method === 'POST') {
      this.status = 201;
      this.#answer = new Map([['location', '/api/v1/uploads/u-1']]);
    } else if (this.#method === 'HEAD') {
      this.status = 200;
      this.#answer = new Map([
        ['upload-offset', '0'],
        ['upload-length', '5'],
      ]);
    } else {
      this.status = 204;
      this.#answer = new Map([['upload-offset', String(body?.size ?? 0)]]);
    }
    setTimeout(() => this.onload());
  }
}

function start(canRenew: boolean) {
  let token = 't1';
  const renewals: string[] = [];
  const api = {
    ...fakeApi({}),
    headers: async () => ({ authorization: `Bearer ${token}`, 'x-sefos-host': 'teams' }),
    renew: async (sent: Readonly<Record<string, string>>) => {
      renewals.push(sent.authorization ?? '');
      if (canRenew) token = server.token;
      return canRenew;
    },
  };
  const ended = new Promise<string>((resolve) => {
    startTusTransfer(
      api,
      'account-1',
      undefined,
    )(new File(['hello'], 'a.txt'), {
      onBegun: () => undefined,
      onProgress: () => undefined,
      onDone: (id) => resolve(`done ${id}`),
      onFailed: (problem) => resolve(`failed ${problem}`),
      onOffline: () => resolve('offline'),
    });
  });
  return { ended, renewals };
}

beforeEach(() => {
  Object.assign(server, { token: 't1', heard: [], expireBefore: '' });
  const { webcrypto } = process.getBuiltinModule('node:crypto');
  Object.defineProperty(globalThis, 'crypto', { value: webcrypto, configurable: true });
  Object.assign(globalThis, { XMLHttpRequest: FakeXhr });
  jest.restoreAllMocks();
});

describe('an upload under a bearer session', () => {
  it('goes on where it was when the session ends in its middle', async () => {
    server.expireBefore = 'PATCH';
    const { ended, renewals } = start(true);
    expect(await ended).toBe('done u-1');
    expect(renewals).toEqual(['Bearer t1']);
    expect(server.heard).toEqual(['POST known', 'PATCH refused', 'HEAD known', 'PATCH known']);
  });

  it('begins again when the session ended before it', async () => {
    server.expireBefore = 'POST';
    const { ended } = start(true);
    expect(await ended).toBe('done u-1');
    expect(server.heard).toEqual(['POST refused', 'POST known', 'PATCH known']);
  });

  it('says that the session is over when it cannot be renewed', async () => {
    server.expireBefore = 'PATCH';
    const { ended } = start(false);
    expect(await ended).toBe('failed session-expired');
    expect(server.heard).toEqual(['POST known', 'PATCH refused']);
  });
});
