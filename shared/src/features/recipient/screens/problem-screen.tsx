import { Text } from '@fluentui/react-components';
import type { RecipientProblem, RecipientProblemType } from '../api/recipient-problem.ts';
import { BeSure } from '../components/be-sure.tsx';
import { Card } from '../components/card.tsx';
import { MainButton } from '../components/main-button.tsx';
import { PageHeading } from '../components/page-heading.tsx';
import { problemWords } from '../components/problem-words.ts';
import { fill, useSpeech } from '../i18n/words.ts';
import type { Sender } from '../recipient-machine.ts';

/** Where trying again cannot help: the mail's link, or the sender, is the way on. */
const FINAL: readonly RecipientProblemType[] = ['link-not-found', 'link-expired', 'link-recalled', 'link-locked'];

interface ProblemScreenProps {
  readonly problem: RecipientProblem;
  readonly link?: Sender | undefined;
  /** There is an unsent reply in this page's memory. */
  readonly draft?: boolean;
  readonly onRetry: () => void;
}

/** One page for one problem: what happened and what to do next, nothing about what is behind the link. */
export function ProblemScreen({ problem, link, draft = false, onRetry }: ProblemScreenProps) {
  const { language, words } = useSpeech();
  const { title, text } = problemWords(language, words.problem, problem);
  // Only a fault of ours needs support to find it; the others say themselves what to do.
  const reference = title === words.problem.other.title ? problem.reference : undefined;
  const retry = !FINAL.includes(problem.type) && (problem.type !== 'link-session-ended' || draft);
  return (
    <>
      <Card>
        <PageHeading>{title}</PageHeading>
        <Text size={400}>{text}</Text>
        {draft ? <Text size={400}>{words.problem.keepText}</Text> : null}
        {reference ? <Text size={300}>{fill(words.problem.reference, { id: reference })}</Text> : null}
        {retry ? <MainButton onClick={onRetry}>{words.retry}</MainButton> : null}
      </Card>
      <BeSure link={link} />
    </>
  );
}
