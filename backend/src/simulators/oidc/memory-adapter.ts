import type { Adapter, AdapterPayload, ClientMetadata } from 'oidc-provider';

interface Stored {
  readonly payload: AdapterPayload;
  readonly expiresAt: number;
}

const MAX_ENTRIES = 2_000;

/**
 * Storage of one simulated issuer: in memory, gone at shutdown, at most 2,000 entries. Times are the machine's, as in
 * the rest of oidc-provider. The one client is found here and not in the configuration, because oidc-provider would
 * clone that with structuredClone and then, inside Jest's realm, not know its JWKS as a plain object.
 */
export const makeMemoryAdapter = (client: ClientMetadata): ((name: string) => Adapter) => {
  const entries = new Map<string, Stored>();
  const live = (key: string): AdapterPayload | undefined => {
    const entry = entries.get(key);
    if (entry && entry.expiresAt > Date.now()) return entry.payload;
    entries.delete(key);
    return undefined;
  };
  const first = (fits: (payload: AdapterPayload) => boolean): AdapterPayload | undefined => {
    for (const [key, { payload }] of entries) if (fits(payload) && live(key)) return payload;
    return undefined;
  };
  return (name) => ({
    upsert: async (id, payload, expiresIn) => {
      const key = `${name}:${id}`;
      entries.delete(key);
      entries.set(key, { payload, expiresAt: Date.now() + (expiresIn ?? 86_400) * 1000 });
      const oldest = entries.keys().next().value;
      if (entries.size > MAX_ENTRIES && oldest !== undefined) entries.delete(oldest);
    },
    find: async (id) => {
      if (name === 'Client') return id === client.client_id ? (client as AdapterPayload) : undefined;
      return live(`${name}:${id}`);
    },
    findByUid: async (uid) => first((payload) => payload.uid === uid && payload.kind === name),
    findByUserCode: async (userCode) => first((payload) => payload.userCode === userCode),
    consume: async (id) => {
      const entry = entries.get(`${name}:${id}`);
      if (entry) entry.payload.consumed = Math.floor(Date.now() / 1000);
    },
    destroy: async (id) => {
      entries.delete(`${name}:${id}`);
    },
    revokeByGrantId: async (grantId) => {
      for (const [key, { payload }] of entries) if (payload.grantId === grantId) entries.delete(key);
    },
  });
};
