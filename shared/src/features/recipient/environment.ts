import { createContext, useContext } from 'react';
import type { ThemeName } from '../../theme/themes.ts';

/** What the recipient's page needs of the browser; tests give their own. */
export interface RecipientEnvironment {
  /** The link's id, from the path; undefined when the path holds none. */
  readonly linkId: string | undefined;
  /** The message's id, where the path is that of a shared link; the reader's own link is found by her address. */
  readonly sharedId: string | undefined;
  /** The token that stood in the fragment, once; it is gone from the address bar already, and gone from here when exchanged. */
  readonly token: string | undefined;
  /** Calls back when the same link is opened again in this tab (a new fragment); returns the way to stop. */
  onToken(listener: (token: string) => void): () => void;
  /** How identification elsewhere ended, when the browser comes back from it with an error. */
  readonly result: string | undefined;
  readonly fetch: typeof fetch;
  /** `phone` when the BankID app is probably on this very device. */
  readonly device: 'phone' | 'computer';
  /** BCP 47 tags, strongest wish first. */
  readonly locales: readonly string[];
  /** For the choice of language only. */
  readonly storage: Storage | undefined;
  theme(): ThemeName;
  onThemeChange(listener: (theme: ThemeName) => void): () => void;
  /** Sends this tab to another page. */
  navigate(url: string): void;
  /** Starts the browser's own download of an address on our origin. */
  download(file: { readonly url: string; readonly fileName: string }): void;
  /** Puts another path into the address bar without loading it: a reload goes on there. */
  moveTo(path: string): void;
  print(): void;
  /** Fetches this page anew. */
  reload(): void;
}

const EnvironmentContext = createContext<RecipientEnvironment | undefined>(undefined);
export const EnvironmentProvider = EnvironmentContext.Provider;

/** The page's environment. Throws outside an EnvironmentProvider: a programmer's mistake. */
export function useEnvironment(): RecipientEnvironment {
  const environment = useContext(EnvironmentContext);
  if (!environment) throw new Error('useEnvironment needs an EnvironmentProvider above it');
  return environment;
}
