import type { Host } from '../host/host.port.ts';
import { type BearerSession, makeBearerSession } from './bearer-session.ts';
import { makeBearerStore } from './bearer-store.ts';
import { makeApiClient } from './client.ts';
import { makeHandover } from './handover.ts';
import { routes } from './routes.ts';

/** The frame's own storage, undefined where the browser refuses it. */
function frameStorage(target: Window): Storage | undefined {
  try {
    return target.sessionStorage;
  } catch {
    return undefined;
  }
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
    makeHandover,
    exchange: {
      withEntra: (body) => api.call(routes.signInWithEntra, { body }),
      withCode: (body) => api.call(routes.exchangeHandover, { body }),
    },
  });
}
