import { useCallback, useEffect, useState } from 'react';
import { chooseLanguage, type Language, readLanguage, writeLanguage } from '../../i18n/languages.ts';
import type { RecipientEnvironment } from './environment.ts';
import { loadWords, type Speech } from './i18n/words.ts';

/**
 * The language of the page: what was chosen here before, else what the sender chose for the link, else the browser's.
 * Undefined until the first words have come; later changes keep the old words until the new ones are here.
 */
export function useSpeechState(environment: RecipientEnvironment, linkLanguage: Language | undefined) {
  const [chosen, setChosen] = useState(() => readLanguage(environment.storage));
  const [loaded, setLoaded] = useState<Omit<Speech, 'choose'>>();
  const [attempt, setAttempt] = useState(0);
  const wanted = chosen ?? linkLanguage ?? chooseLanguage(environment.locales);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `attempt` asks again after the network failed.
  useEffect(() => {
    let current = true;
    loadWords(wanted).then(
      (words) => {
        if (current) setLoaded({ language: wanted, words });
      },
      () => {
        if (current) setTimeout(() => setAttempt((count) => count + 1), 2_000);
      },
    );
    return () => {
      current = false;
    };
  }, [wanted, attempt]);

  const choose = useCallback(
    (language: Language) => {
      writeLanguage(environment.storage, language);
      setChosen(language);
    },
    [environment],
  );
  return { speech: loaded && { ...loaded, choose }, settled: loaded?.language === wanted };
}
