import { Button, Field, makeStyles, Radio, RadioGroup, Switch, Textarea } from '@fluentui/react-components';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/api-context.tsx';
import { isProblem, problemType } from '../../api/problem-error.ts';
import { routes } from '../../api/routes.ts';
import { Loading } from '../../components/loading.tsx';
import { useNotice } from '../../components/notice.tsx';
import { ProblemMessage } from '../../components/problem-message.tsx';
import { useProblemText } from '../../components/problem-text.ts';
import { useElement } from '../../components/use-element.ts';
import type { AutoReply, SavedAutoReply } from '../../contract/auto-replies.ts';
import { LIMITS } from '../../domain/limits.ts';
import { ACCOUNT } from './account-words.tsx';
import { type Days, DaysFields } from './days-fields.tsx';
import { lastDayOf, localDay, wholeDays } from './local-days.ts';
import { MailboxChoice } from './mailbox-choice.tsx';
import { Section, SectionBar } from './section.tsx';

const useStyles = makeStyles({
  text: { '& textarea': { minHeight: '120px' } },
});

const autoReplyKey = (mailboxId: string) => ['account', 'auto-reply', mailboxId] as const;

/** Autosvar: what one's mailbox answers while one is away. */
export function AutoReplySection() {
  const { t } = useTranslation(ACCOUNT);
  return (
    <Section title={t('autoReply.title')} intro={t('autoReply.intro')}>
      <MailboxChoice>{(mailboxId) => <AutoReplyOf key={mailboxId} mailboxId={mailboxId} />}</MailboxChoice>
    </Section>
  );
}

/** Autosvar of one function mailbox, for whoever looks after it. */
export function MailboxAutoReplySection({ mailboxId }: { readonly mailboxId: string }) {
  const { t } = useTranslation(ACCOUNT);
  return (
    <Section title={t('autoReply.title')} intro={t('autoReply.mailboxIntro')}>
      <AutoReplyOf mailboxId={mailboxId} shared />
    </Section>
  );
}

interface AutoReplyProps {
  readonly mailboxId: string;
  /** A function mailbox's: it is not away, and may answer until that is switched off. */
  readonly shared?: boolean;
}

function AutoReplyOf({ mailboxId, shared = false }: AutoReplyProps) {
  const api = useApi();
  const textOf = useProblemText();
  const saved = useQuery({
    queryKey: autoReplyKey(mailboxId),
    queryFn: ({ signal }) => api.call(routes.getAutoReply, { params: { id: mailboxId }, signal }),
  });
  if (saved.data) return <AutoReplyForm mailboxId={mailboxId} saved={saved.data} shared={shared} />;
  if (!saved.error) return <Loading lines={4} />;
  return <ProblemMessage text={textOf(problemType(saved.error))} onRetry={() => void saved.refetch()} />;
}

function useSave(mailboxId: string) {
  const api = useApi();
  const queryClient = useQueryClient();
  const notice = useNotice();
  const { t } = useTranslation(ACCOUNT);
  return useMutation({
    mutationFn: (body: AutoReply) => api.call(routes.saveAutoReply, { params: { id: mailboxId }, body }),
    onSuccess: (reply) => {
      queryClient.setQueryData(autoReplyKey(mailboxId), reply);
      notice({ text: t(reply.enabled ? 'autoReply.savedOn' : 'autoReply.savedOff'), intent: 'success' });
    },
    onError: (error) =>
      isProblem(error, 'settings-changed')
        ? queryClient.invalidateQueries({ queryKey: autoReplyKey(mailboxId) })
        : undefined,
  });
}

interface FormProps {
  readonly mailboxId: string;
  readonly saved: SavedAutoReply;
  readonly shared: boolean;
}

/** When it answers: in some days, or as long as it is on. */
function usePeriod({ saved, shared }: Omit<FormProps, 'mailboxId'>, enabled: boolean) {
  const [always, setAlways] = useState(shared && saved.endsAt === null);
  const [days, setDays] = useState<Days>(() => ({
    first: localDay(saved.startsAt ? new Date(saved.startsAt) : new Date()),
    last: localDay(saved.endsAt ? lastDayOf(saved.endsAt) : new Date()),
  }));
  const period = always ? { startsAt: null, endsAt: null } : wholeDays(days.first, days.last);
  const isOver = enabled && typeof period?.endsAt === 'string' && Date.parse(period.endsAt) <= Date.now();
  return { always, setAlways, days, setDays, chosen: isOver ? undefined : period };
}

interface WhenProps {
  readonly period: ReturnType<typeof usePeriod>;
  readonly shared: boolean;
  readonly refusal: string | undefined;
}

function When({ period: { always, setAlways, days, setDays }, shared, refusal }: WhenProps) {
  const { t } = useTranslation(ACCOUNT);
  return (
    <>
      {shared ? (
        <Field label={t('autoReply.when')}>
          <RadioGroup
            value={always ? 'always' : 'period'}
            onChange={(_event, { value }) => setAlways(value === 'always')}
          >
            <Radio value="always" label={t('autoReply.always')} />
            <Radio value="period" label={t('autoReply.period')} />
          </RadioGroup>
        </Field>
      ) : null}
      {always ? null : <DaysFields days={days} onDays={setDays} refusal={refusal} />}
    </>
  );
}

function AutoReplyForm({ mailboxId, saved, shared }: FormProps) {
  const styles = useStyles();
  const { t } = useTranslation(ACCOUNT);
  const textOf = useProblemText();
  const save = useSave(mailboxId);
  const [enabled, setEnabled] = useState(saved.enabled);
  const period = usePeriod({ saved, shared }, enabled);
  const [text, setText] = useState(saved.text);
  const [tried, setTried] = useState(false);
  const field = useElement<HTMLTextAreaElement>();
  const over = text.length - LIMITS.autoReplyCharacters;
  const isWritten = !enabled || text.trim() !== '';
  const submit = () => {
    setTried(true);
    const { chosen } = period;
    if (chosen && (!isWritten || over > 0)) return field.element.current?.focus();
    if (chosen) save.mutate({ enabled, ...chosen, text, revision: saved.revision });
  };
  const textRefusal = tried && !isWritten ? t('autoReply.textMissing') : null;
  return (
    <>
      {save.error ? <ProblemMessage text={textOf(problemType(save.error))} /> : null}
      <Switch
        checked={enabled}
        label={t(shared ? 'autoReply.mailboxEnabled' : 'autoReply.enabled')}
        onChange={(_event, data) => setEnabled(data.checked)}
      />
      <When
        period={period}
        shared={shared}
        refusal={tried && !period.chosen ? t('autoReply.periodWrong') : undefined}
      />
      <Field
        label={t('autoReply.text')}
        hint={t('autoReply.textHint')}
        validationMessage={over > 0 ? t('autoReply.over', { count: over }) : textRefusal}
      >
        <Textarea
          ref={field.set}
          className={styles.text}
          resize="vertical"
          value={text}
          onChange={(_event, data) => setText(data.value)}
        />
      </Field>
      <SectionBar>
        <Button appearance="primary" disabledFocusable={save.isPending} onClick={submit}>
          {t('autoReply.save')}
        </Button>
      </SectionBar>
    </>
  );
}
