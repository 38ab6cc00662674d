import { Checkbox, Field, MessageBar, MessageBarBody, Radio, RadioGroup, Text } from '@fluentui/react-components';
import { useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { problemType } from '../../../api/problem-error.ts';
import { useSessionSoFar } from '../../../api/session.tsx';
import { Loading } from '../../../components/loading.tsx';
import { ProblemMessage } from '../../../components/problem-message.tsx';
import { useProblemText } from '../../../components/problem-text.ts';
import { useFormat } from '../../../components/use-format.ts';
import { ASSURANCE_LEVELS, type AssuranceLevel } from '../../../domain/levels.ts';
import { useLevels, useMessageRules } from '../use-messages.ts';
import { useComposeStyles } from './compose.styles.ts';
import type { Draft } from './draft.ts';
import type { DraftEntry } from './draft-store.ts';
import { MoreOptions } from './more-options.tsx';
import type { Refusal } from './refusals.ts';
import { useDraftValue } from './use-draft.ts';

export interface LevelStepProps {
  readonly entry: DraftEntry;
  readonly refusals: readonly Refusal[];
  /** All levels are offered until it is known which the organisation has; whoever sends waits for that. */
  readonly early?: boolean;
}

type Offered = Pick<NonNullable<ReturnType<typeof useLevels>['data']>[number], 'level' | 'active' | 'description'>;
const ALL: readonly Offered[] = ASSURANCE_LEVELS.map((level) => ({ level, active: true, description: null }));

/** Level 2 where the organisation has it: an ordinary sign-in reaches it, and nobody reads by the link alone. */
export function defaultLevel(active: readonly AssuranceLevel[]): AssuranceLevel | undefined {
  return active.find((level) => level >= 2) ?? active.at(-1);
}

/** What is offered first while it is not known which levels the organisation has. */
export const EARLY_LEVEL = defaultLevel(ASSURANCE_LEVELS);

/** The second step: how surely the reader must be identified, and whether she may answer. */
export function LevelStep({ entry, refusals, early = false }: LevelStepProps) {
  const styles = useComposeStyles();
  const { t } = useTranslation();
  const textOf = useProblemText();
  const { language } = useFormat();
  const hintId = useId();
  const draft = useDraftValue(entry);
  const levels = useLevels();
  const rules = useMessageRules();
  const own = useSessionSoFar()?.level;
  const update = (part: Partial<Draft>) => entry.update((before) => ({ ...before, ...part }));
  const offered: readonly Offered[] = levels.data ?? (early ? ALL : []);
  const active = offered.filter((level) => level.active);
  const chosen = draft.level;
  const wanted = defaultLevel(active.map(({ level }) => level));

  // What was only offered gives way to the organisation's own default; another choice is the person's, and stays hers to change.
  const isGone = early && chosen === EARLY_LEVEL && !active.some(({ level }) => level === chosen);
  useEffect(() => {
    if ((chosen === undefined || isGone) && wanted !== undefined) {
      entry.update((before) => ({ ...before, level: wanted }));
    }
  }, [chosen, isGone, wanted, entry]);

  // Whether it may be answered is the organisation's to begin with, and the person's from then on.
  const [isNew] = useState(draft.level === undefined && !draft.inReplyTo);
  const replyChosen = useRef(false);
  const usual = rules.data?.replyAllowed;
  useEffect(() => {
    if (!isNew || usual === undefined || replyChosen.current) return;
    replyChosen.current = true;
    entry.update((before) => ({ ...before, replyAllowed: usual }));
  }, [isNew, usual, entry]);

  if ((levels.isPending || rules.isPending) && !early) return <Loading lines={4} />;
  if (levels.error) {
    return (
      <ProblemMessage
        title={t('compose.level.failed')}
        text={textOf(problemType(levels.error))}
        onRetry={() => void levels.refetch()}
      />
    );
  }
  return (
    <div className={styles.step}>
      <Field label={t('compose.level.legend')}>
        {(field) => (
          <>
            <Text id={hintId} size={200} className={styles.quiet}>
              {t('compose.level.hint')}
            </Text>
            <RadioGroup
              {...field}
              aria-describedby={hintId}
              value={String(chosen ?? '')}
              onChange={(_event, data) => update({ level: Number(data.value) as AssuranceLevel })}
            >
              {active.map(({ level, description }) => (
                <Radio
                  key={level}
                  className={styles.level}
                  value={String(level)}
                  label={
                    <span className={styles.levelLabel}>
                      <Text weight="semibold">{t(`compose.level.name.loa${level}`)}</Text>
                      <Text size={200}>{description?.[language] || t(`compose.level.text.loa${level}`)}</Text>
                    </span>
                  }
                />
              ))}
            </RadioGroup>
          </>
        )}
      </Field>
      {chosen !== undefined && own !== undefined && chosen > own ? (
        <MessageBar layout="multiline" role="status">
          <MessageBarBody>{t('compose.level.aboveOwn')}</MessageBarBody>
        </MessageBar>
      ) : null}
      <Checkbox
        checked={draft.replyAllowed}
        label={t('compose.level.replyAllowed')}
        onChange={(_event, data) => {
          replyChosen.current = true;
          update({ replyAllowed: data.checked === true });
        }}
      />
      <MoreOptions draft={draft} rules={rules.data} update={update} refusals={refusals} />
    </div>
  );
}
