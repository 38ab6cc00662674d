import { createContext, useContext, useSyncExternalStore } from 'react';
import { type BearerSession, type BearerState, IDLE } from './bearer-session.ts';

const BearerContext = createContext<BearerSession | undefined>(undefined);

/** Gives the screens of a Microsoft host their session; nothing above it on the web. */
export const BearerProvider = BearerContext.Provider;

/** The session of this host; undefined where the browser's cookie carries it. */
export const useBearer = (): BearerSession | undefined => useContext(BearerContext);

const never = () => () => undefined;

/** What the session is doing now, followed; idle where there is none. */
export const useBearerState = (bearer: BearerSession | undefined): BearerState =>
  useSyncExternalStore(bearer?.subscribe ?? never, bearer?.state ?? (() => IDLE));
