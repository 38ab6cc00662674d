import type { Language } from '../../../i18n/languages.ts';
import { type RecipientProblem, retryTime } from '../api/recipient-problem.ts';
import { formatInstant } from '../i18n/format.ts';
import { fill, type Words } from '../i18n/words.ts';

/** What a person reads about a problem. Kinds that tell an attacker more than a person are told as one and the same. */
export function problemWords(language: Language, words: Words['problem'], problem: RecipientProblem) {
  if (problem.type === 'link-locked') {
    const until = retryTime(problem, Date.now());
    const { title, text, until: wait } = words['link-locked'];
    return { title, text: until ? fill(wait, { time: formatInstant(language, until) }) : text };
  }
  switch (problem.type) {
    case 'link-not-found':
    case 'link-expired':
    case 'link-recalled':
    case 'link-session-ended':
    case 'wrong-person':
    case 'identification-cancelled':
    case 'identification-failed':
    case 'identification-unavailable':
    case 'offline':
    case 'too-many-requests':
    case 'download-limit-reached':
      return words[problem.type];
    default:
      return words.other;
  }
}
