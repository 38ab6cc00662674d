import { Button, mergeClasses } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { Loading } from '../../../components/loading.tsx';
import { ProblemMessage } from '../../../components/problem-message.tsx';
import { useProblemText } from '../../../components/problem-text.ts';
import { useComposeStyles } from './compose.styles.ts';
import { ComposeSteps } from './compose-steps.tsx';
import { useDraft } from './use-draft.ts';
import { useDrop, useFiles } from './use-files.ts';
import { useReply } from './use-reply.ts';

/** Nytt meddelande, Svara and Svara alla. */
export function ComposeScreen() {
  const [search] = useSearchParams();
  const replyTo = search.get('reply') ?? undefined;
  const everybody = search.has('all');
  const key = replyTo ? `reply ${replyTo} ${everybody}` : 'new';
  return <Composer key={key} draftKey={key} replyTo={replyTo} everybody={everybody} />;
}

interface ComposerProps {
  readonly draftKey: string;
  readonly replyTo: string | undefined;
  readonly everybody: boolean;
}

function Composer({ draftKey, replyTo, everybody }: ComposerProps) {
  const styles = useComposeStyles();
  const { t } = useTranslation();
  const textOf = useProblemText();
  const entry = useDraft(draftKey);
  const { ready, problem } = useReply(entry, replyTo, everybody);
  const { add, refusals } = useFiles(entry);
  const { dropping, handlers } = useDrop(add);
  // A new round shows empty fields after "start over".
  const [round, setRound] = useState(0);
  const title = t(replyTo ? (everybody ? 'compose.titleReplyAll' : 'compose.titleReply') : 'compose.title');
  if (problem) return <ProblemMessage text={textOf(problem)} />;
  if (!ready) return <Loading lines={6} />;
  return (
    <div className={mergeClasses(styles.page, dropping && styles.dropping)} {...handlers}>
      <ComposeSteps
        key={round}
        entry={entry}
        title={title}
        onFiles={add}
        fileRefusals={refusals}
        startOver={
          replyTo ? null : (
            <Button
              appearance="transparent"
              size="small"
              onClick={() => {
                entry.clear();
                setRound((before) => before + 1);
              }}
            >
              {t('compose.startOver')}
            </Button>
          )
        }
      />
    </div>
  );
}
