import type { SessionHost } from '../contract/sign-in.ts';

/** How a session came to be; it is renewed the same way. */
export type SignInWay = 'entra' | 'window';

/** What a frame remembers between loads: its session, or that the person signed out. */
export type BearerMemory =
  | { readonly kind: 'session'; readonly token: string; readonly accountId: string; readonly way: SignInWay }
  | { readonly kind: 'signed-out' }
  | { readonly kind: 'nothing' };

/** Only what was kept for the person who sits here now is ever seen. */
export interface BearerStore {
  /**
   * Said once: whose frame this is (a mark of the person, undefined: the host does not say). What was kept for anybody else is
   * thrown away; the answer is its token, if it had one.
   */
  enter(person: string | undefined): string | undefined;
  /** Before {@link enter}: nothing, or what was set on this page. */
  get(): BearerMemory;
  set(memory: BearerMemory): void;
}

type Kept = BearerMemory & { readonly person?: string };

const NOTHING: BearerMemory = { kind: 'nothing' };

function parse(text: string | null): Kept {
  try {
    const kept = JSON.parse(text ?? 'null') as Kept | null;
    return kept?.kind === 'session' || kept?.kind === 'signed-out' ? kept : NOTHING;
  } catch {
    return NOTHING;
  }
}

/** Keeps a session as long as this frame's tab: in its session storage under one key per host, else in memory only. */
export function makeBearerStore(host: SessionHost, storage: Storage | undefined): BearerStore {
  const key = `sefos.session.${host}`;
  let memory = NOTHING;
  let sitting: { readonly person: string | undefined } | undefined;

  const read = (): Kept => {
    try {
      return parse(storage?.getItem(key) ?? null);
    } catch {
      // An embedding frame may be refused its storage: then nothing was kept.
      return NOTHING;
    }
  };
  const write = () => {
    try {
      if (memory.kind === 'nothing' || !sitting) storage?.removeItem(key);
      else storage?.setItem(key, JSON.stringify({ ...memory, ...sitting }));
    } catch {
      // Memory has it, for as long as the page lives.
    }
  };
  return {
    enter: (person) => {
      const { person: whose, ...kept } = read();
      sitting = { person };
      const strange = whose !== person;
      if (memory.kind === 'nothing' && !strange) memory = kept;
      write();
      return strange && kept.kind === 'session' ? kept.token : undefined;
    },
    get: () => memory,
    set: (next) => {
      memory = next;
      write();
    },
  };
}
