import { Badge, Button, Text } from '@fluentui/react-components';
import { lazy, Suspense, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { problemType } from '../../api/problem-error.ts';
import { useSession } from '../../api/session.tsx';
import { Loading } from '../../components/loading.tsx';
import { ProblemMessage } from '../../components/problem-message.tsx';
import { useProblemText } from '../../components/problem-text.ts';
import type { CaseView } from '../../contract/cases.ts';
import { CASES, CaseWords } from './case-words.tsx';
import { useCaseStyles } from './cases.styles.ts';
import { isPast, useDay } from './days.ts';
import { type CaseStep, useCaseOf, useCaseSteps, useCaseTags } from './use-cases.ts';

const CaseDetails = lazy(() =>
  import(/* webpackChunkName: "case-details" */ './case-details.tsx').then((module) => ({
    default: module.CaseDetails,
  })),
);

export interface CaseBarProps {
  readonly messageId: string;
  /** The case is deleted: its message is no longer where it is read. */
  readonly onDeleted: () => void;
}

/** The case that a message belongs to: whose it is, and what can be done with it. */
export function CaseBar(props: CaseBarProps) {
  return (
    <CaseWords>
      <Bar {...props} />
    </CaseWords>
  );
}

function Bar({ messageId, onDeleted }: CaseBarProps) {
  const styles = useCaseStyles();
  const { t } = useTranslation(CASES);
  const textOf = useProblemText();
  const found = useCaseOf(messageId);
  const [open, setOpen] = useState(false);
  const detailsId = useId();
  const bar = useRef<HTMLElement>(null);
  const pressed = useRef(false);
  const takenBy = found.data?.takenBy?.accountId;
  // Somebody else was first: the button that had the focus is gone.
  useEffect(() => {
    if (takenBy && pressed.current && document.activeElement === document.body) bar.current?.focus();
    pressed.current = false;
  }, [takenBy]);
  if (found.isPending) return <Loading lines={1} />;
  if (found.error)
    return (
      <ProblemMessage
        text={`${t('bar.failed')} ${textOf(problemType(found.error))}`}
        onRetry={() => void found.refetch()}
      />
    );
  if (!found.data) return null;
  return (
    <section ref={bar} tabIndex={-1} className={styles.bar} aria-label={t('title')}>
      <Standing view={found.data} />
      <WhoseItIs view={found.data} />
      <div className={styles.line}>
        <Steps
          view={found.data}
          messageId={messageId}
          onPress={() => {
            pressed.current = true;
          }}
        />
        <Button
          appearance="subtle"
          aria-expanded={open}
          aria-controls={open ? detailsId : undefined}
          onClick={() => setOpen(!open)}
        >
          {t(open ? 'bar.less' : 'bar.more')}
        </Button>
      </div>
      {open ? (
        <div id={detailsId} className={styles.part}>
          <Suspense fallback={<Loading lines={4} />}>
            <CaseDetails view={found.data} onDeleted={onDeleted} />
          </Suspense>
        </div>
      ) : null}
    </section>
  );
}

/** Ärende taget av; when it is due, its tags and notes. */
function Standing({ view }: { readonly view: CaseView }) {
  const styles = useCaseStyles();
  const { t } = useTranslation(CASES);
  const { account } = useSession();
  const day = useDay();
  const tags = useCaseTags();
  const { takenBy, state, dueOn, noteCount } = view;
  const late = dueOn !== null && state === 'open' && isPast(dueOn);
  const names = tags.data?.filter(({ id }) => view.tags.includes(id)) ?? [];
  return (
    <div className={styles.line} role="status">
      {state === 'closed' ? <Badge color="informative">{t('bar.closed')}</Badge> : null}
      {takenBy ? (
        <Text>
          {t('bar.takenBy')}{' '}
          <Text weight="semibold">
            {takenBy.accountId === account.id ? t('bar.you', { name: takenBy.name }) : takenBy.name}
          </Text>
        </Text>
      ) : (
        <Text className={styles.quiet}>{t('bar.nobody')}</Text>
      )}
      {dueOn === null ? null : (
        <Badge appearance="tint" color={late ? 'danger' : 'informative'}>
          {t(late ? 'bar.late' : 'bar.due', { date: day(dueOn) })}
        </Badge>
      )}
      {names.map(({ id, name }) => (
        <Badge key={id} appearance="outline" color="informative">
          {name}
        </Badge>
      ))}
      {noteCount > 0 ? <Text className={styles.quiet}>{t('bar.notes', { count: noteCount })}</Text> : null}
    </div>
  );
}

/** Why nothing can be done with somebody else's case, and whom to ask. */
function WhoseItIs({ view: { takenBy, state, may } }: { readonly view: CaseView }) {
  const styles = useCaseStyles();
  const { t } = useTranslation(CASES);
  const { account } = useSession();
  if (!takenBy || state === 'closed' || may.close || takenBy.accountId === account.id) return null;
  return (
    <Text className={styles.quiet}>
      {t('bar.others', { name: takenBy.name })}
      {account.roles.includes('organisation-administrator') ? ` ${t('bar.makeAdministrator')}` : null}
    </Text>
  );
}

/** A step and its opposite are one button: the focus stays where it was pressed. */
const PAIRS: readonly (readonly CaseStep[])[] = [
  ['take', 'release'],
  ['close', 'reopen'],
];

interface StepsProps {
  readonly view: CaseView;
  readonly messageId: string;
  readonly onPress: () => void;
}

function Steps({ view, messageId, onPress }: StepsProps) {
  const { t } = useTranslation(CASES);
  const steps = useCaseSteps(view, messageId);
  return PAIRS.map((pair, place) => {
    const step = pair.find((one) => view.may[one]);
    if (!step) return null;
    return (
      <Button
        // biome-ignore lint/suspicious/noArrayIndexKey: the place is what stays the same.
        key={place}
        appearance={step === 'take' ? 'primary' : 'secondary'}
        disabledFocusable={steps.isPending}
        onClick={() => {
          onPress();
          steps.mutate(step);
        }}
      >
        {t(`bar.${step}`)}
      </Button>
    );
  });
}
