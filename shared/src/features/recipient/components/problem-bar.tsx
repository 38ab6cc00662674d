import { MessageBar, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import type { RecipientProblem } from '../api/recipient-problem.ts';
import { useSpeech } from '../i18n/words.ts';
import { problemWords } from './problem-words.ts';

/** A problem that does not take the reader away from what she has before her. `extra` says what is safe. */
export function ProblemBar({ problem, extra }: { readonly problem: RecipientProblem; readonly extra?: string }) {
  const { language, words } = useSpeech();
  const { title, text } = problemWords(language, words.problem, problem);
  return (
    <MessageBar intent="error" layout="multiline" role="alert">
      <MessageBarBody>
        <MessageBarTitle>{title}</MessageBarTitle>
        {text} {extra}
      </MessageBarBody>
    </MessageBar>
  );
}
