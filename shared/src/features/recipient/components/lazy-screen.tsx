import { type ComponentType, useEffect, useState } from 'react';
import { asProblem } from '../api/recipient-problem.ts';
import { useSpeech } from '../i18n/words.ts';
import { ProblemScreen } from '../screens/problem-screen.tsx';
import { Waiting } from './waiting.tsx';

interface LazyScreenProps<P> {
  /** Fetches the screen's code; asked again when it failed and the person retries. */
  readonly load: () => Promise<ComponentType<P>>;
  readonly props: P;
}

/** A screen whose code comes when it is needed. A lost connection gives a page with a way to go on, never a blank one. */
export function LazyScreen<P extends object>({ load, props }: LazyScreenProps<P>) {
  const { words } = useSpeech();
  const [loaded, setLoaded] = useState<{ readonly Screen: ComponentType<P> }>();
  const [failure, setFailure] = useState<unknown>();
  useEffect(() => {
    if (failure !== undefined) return;
    let current = true;
    load().then(
      (Screen) => current && setLoaded({ Screen }),
      (error: unknown) => current && setFailure(error ?? 'failed'),
    );
    return () => {
      current = false;
    };
  }, [load, failure]);
  if (failure !== undefined)
    return <ProblemScreen problem={asProblem(failure)} onRetry={() => setFailure(undefined)} />;
  return loaded ? <loaded.Screen {...props} /> : <Waiting label={words.loading} />;
}
