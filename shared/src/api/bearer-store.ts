import type { SessionHost } from '../contract/sign-in.ts';

/** How a session came to be; it is renewed the same way. */
export type SignInWay = 'entra' | 'window';

/** What a frame remembers between loads: its session, or that the person signed out. */
export type BearerMemory =
  | { readonly kind: 'session'; readonly token: string; readonly accountId: string; readonly way: SignInWay }
  | { readonly kind: 'signed-out' }
  | { readonly kind: 'nothing' };

export interface BearerStore {
  get(): BearerMemory;
  set(memory: BearerMemory): void;
}

const NOTHING: BearerMemory = { kind: 'nothing' };

function parse(text: string | null): BearerMemory {
  try {
    const memory = JSON.parse(text ?? 'null') as BearerMemory | null;
    return memory?.kind === 'session' || memory?.kind === 'signed-out' ? memory : NOTHING;
  } catch {
    return NOTHING;
  }
}

/** Keeps a session as long as this frame's tab: in its session storage under one key per host, else in memory only. */
export function makeBearerStore(host: SessionHost, storage: Storage | undefined): BearerStore {
  const key = `sefos.session.${host}`;
  let memory = NOTHING;
  try {
    memory = parse(storage?.getItem(key) ?? null);
  } catch {
    // An embedding frame may be refused its storage: then nothing was kept.
  }
  return {
    get: () => memory,
    set: (next) => {
      memory = next;
      try {
        if (next.kind === 'nothing') storage?.removeItem(key);
        else storage?.setItem(key, JSON.stringify(next));
      } catch {
        // Memory has it, for as long as the page lives.
      }
    },
  };
}
