import type { SESSION_HOST_HEADER } from '../contract/sign-in.ts';
import type { Host } from '../host/host.port.ts';
import { type BearerSession, makeBearerSession } from './bearer-session.ts';
import { makeBearerStore } from './bearer-store.ts';
import { makeApiClient } from './client.ts';
import { makeHandover } from './handover.ts';
import { routes } from './routes.ts';

// Typed by the contract, not imported: its schemas stay out of the browser's download.
const hostHeader: typeof SESSION_HOST_HEADER = 'x-sefos-host';

/** The frame's own storage, undefined where the browser refuses it. */
function frameStorage(target: Window): Storage | undefined {
  try {
    return target.sessionStorage;
  } catch {
    return undefined;
  }
}

/** A person's name made unreadable: it stands in the frame's storage. */
async function markOf(person: string | undefined): Promise<string | undefined> {
  if (person === undefined) return undefined;
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(person));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The bearer session of a Microsoft host; undefined for hosts whose cookie carries it. */
export function makeBearer({ identity }: Host, target: Window): BearerSession | undefined {
  if (identity.kind === 'cookie') return undefined;
  const api = makeApiClient({
    anonymous: true,
    fetch: target.fetch.bind(target),
    newId: () => crypto.randomUUID(),
  });
  return makeBearerSession({
    host: identity.host,
    signIn: identity.signIn,
    store: makeBearerStore(identity.host, frameStorage(target)),
    person: markOf(identity.person),
    makeHandover,
    exchange: {
      withEntra: (body) => api.call(routes.signInWithEntra, { body }),
      withCode: (body) => api.call(routes.exchangeHandover, { body }),
    },
    end: async (token) => {
      const { method, path } = routes.signOut;
      await api.fetch(path, { method, headers: { authorization: `Bearer ${token}`, [hostHeader]: identity.host } });
    },
  });
}
