import { Button, Subtitle2 } from '@fluentui/react-components';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { problemType } from '../../api/problem-error.ts';
import { Loading } from '../../components/loading.tsx';
import { ProblemMessage } from '../../components/problem-message.tsx';
import { useProblemText } from '../../components/problem-text.ts';
import { useFormat } from '../../components/use-format.ts';
import type { CaseEvent } from '../../contract/cases.ts';
import { CASES } from './case-words.tsx';
import { useCaseStyles } from './cases.styles.ts';
import { useDay } from './days.ts';
import { useCaseHistory } from './use-cases.ts';

/** What happened to a case: who, what, when. */
export function CaseHistory({ caseId }: { readonly caseId: string }) {
  const styles = useCaseStyles();
  const { t } = useTranslation(CASES);
  const textOf = useProblemText();
  const format = useFormat();
  const titleId = useId();
  const history = useCaseHistory(caseId);
  const sentence = useSentence();
  return (
    <section className={styles.part} aria-labelledby={titleId}>
      <Subtitle2 as="h2" id={titleId} className={styles.plain}>
        {t('history.title')}
      </Subtitle2>
      {history.isPending ? <Loading lines={3} /> : null}
      {history.error ? (
        <ProblemMessage
          text={`${t('history.failed')} ${textOf(problemType(history.error))}`}
          onRetry={() => void history.refetch()}
        />
      ) : null}
      <ol className={styles.list}>
        {history.data?.pages.flat().map((event) => (
          <li key={event.number}>
            {sentence(event)} <span className={styles.quiet}>{format.exact(event.at)}</span>
          </li>
        ))}
      </ol>
      {history.hasNextPage ? (
        <div className={styles.line}>
          <Button disabledFocusable={history.isFetchingNextPage} onClick={() => void history.fetchNextPage()}>
            {t('history.older')}
          </Button>
        </div>
      ) : null}
    </section>
  );
}

/** A line of the history as a sentence. */
function useSentence(): (event: CaseEvent) => string {
  const { t } = useTranslation(CASES);
  const day = useDay();
  return ({ kind, by, about }) => {
    const who = by ?? '';
    if (kind === 'due')
      return about === null ? t('history.dueCleared', { by: who }) : t('history.due', { by: who, about: day(about) });
    if (kind === 'reopened' && by === null) return t('history.reopenedByMessage');
    const what = about ?? (kind === 'tagged' || kind === 'untagged' ? t('history.tagGone') : '');
    return t(`history.${kind}`, { by: who, about: what });
  };
}
