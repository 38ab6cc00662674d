import { createContext, useContext } from 'react';

const StartOverContext = createContext<() => void>(() => undefined);

/** Gives the screens the way to begin anew: nothing of what was open stays. */
export const StartOverProvider = StartOverContext.Provider;

/** Begins anew at the first screen: another person, or none, is here now. */
export const useStartOver = (): (() => void) => useContext(StartOverContext);
