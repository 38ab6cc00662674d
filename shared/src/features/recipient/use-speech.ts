import { useCallback, useEffect, useState } from 'react';
import { chooseLanguage, type Language, readLanguage, writeLanguage } from '../../i18n/languages.ts';
import type { RecipientEnvironment } from './environment.ts';
import { loadWords as fetchWords, type Speech, type Words } from './i18n/words.ts';

/** Stands in for words that cannot be fetched. */
const FALLBACK: Language = 'sv';
const RETRY_MS = 2_000;

/**
 * The language of the page: what was chosen here before, else what the sender chose for the reader's own link, else the browser's,
 * else that of the shared link, which is the organisation's and says nothing of who reads.
 * Undefined until the first words have come; later changes keep the old words until the new ones are here.
 * `lost` is true while the wanted words cannot be fetched: Swedish, or what was there, stands in for them.
 */
export function useSpeechState(
  environment: RecipientEnvironment,
  link: { readonly own: Language | undefined; readonly shared: Language | undefined },
  loadWords = fetchWords,
) {
  const [chosen, setChosen] = useState(() => readLanguage(environment.storage));
  const [loaded, setLoaded] = useState<Omit<Speech, 'choose'>>();
  const [failed, setFailed] = useState<Language>();
  const [attempt, setAttempt] = useState(0);
  const wanted = chosen ?? link.own ?? chooseLanguage([...environment.locales, link.shared]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `attempt` asks again after the network failed.
  useEffect(() => {
    let current = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const got = (language: Language) => (words: Words) => {
      if (current) setLoaded((now) => (language === wanted || !now ? { language, words } : now));
    };
    const lost = async () => {
      if (!current) return;
      await loadWords(FALLBACK).then(got(FALLBACK), () => undefined);
      if (!current) return;
      setFailed(wanted);
      timer = setTimeout(() => setAttempt((count) => count + 1), RETRY_MS);
    };
    loadWords(wanted).then(got(wanted), lost);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [wanted, attempt, loadWords]);

  const choose = useCallback(
    (language: Language) => {
      writeLanguage(environment.storage, language);
      setChosen(language);
    },
    [environment],
  );
  const here = loaded?.language === wanted;
  const lost = !here && failed === wanted;
  return { speech: loaded && { ...loaded, choose }, settled: here || lost, lost, wanted };
}
