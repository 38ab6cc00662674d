import { Button, Field, Input, makeStyles, Switch, Textarea, tokens } from '@fluentui/react-components';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/api-context.tsx';
import { problemType } from '../../api/problem-error.ts';
import { routes } from '../../api/routes.ts';
import { Loading } from '../../components/loading.tsx';
import { useNotice } from '../../components/notice.tsx';
import { ProblemMessage } from '../../components/problem-message.tsx';
import { useProblemText } from '../../components/problem-text.ts';
import type { AutoReply, SavedAutoReply } from '../../contract/auto-replies.ts';
import { LIMITS } from '../../domain/limits.ts';
import { ACCOUNT } from './account-words.tsx';
import { lastDayOf, localDay, startOfDay } from './local-days.ts';
import { MailboxChoice } from './mailbox-choice.tsx';
import { Section, SectionBar } from './section.tsx';

const useStyles = makeStyles({
  dates: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(140px, 1fr))',
    gap: tokens.spacingHorizontalM,
  },
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

function AutoReplyOf({ mailboxId }: { readonly mailboxId: string }) {
  const api = useApi();
  const textOf = useProblemText();
  const saved = useQuery({
    queryKey: autoReplyKey(mailboxId),
    queryFn: ({ signal }) => api.call(routes.getAutoReply, { params: { id: mailboxId }, signal }),
  });
  if (saved.data) return <AutoReplyForm mailboxId={mailboxId} saved={saved.data} />;
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
  });
}

interface FormProps {
  readonly mailboxId: string;
  readonly saved: SavedAutoReply;
}

function AutoReplyForm({ mailboxId, saved }: FormProps) {
  const styles = useStyles();
  const { t } = useTranslation(ACCOUNT);
  const textOf = useProblemText();
  const save = useSave(mailboxId);
  const [enabled, setEnabled] = useState(saved.enabled);
  const [first, setFirst] = useState(() => localDay(saved.startsAt ? new Date(saved.startsAt) : new Date()));
  const [last, setLast] = useState(() => localDay(saved.endsAt ? lastDayOf(saved.endsAt) : new Date()));
  const [text, setText] = useState(saved.text);
  const [tried, setTried] = useState(false);
  const [from, until] = [startOfDay(first), startOfDay(last, 1)];
  const over = text.length - LIMITS.autoReplyCharacters;
  const isPeriod = from && until && from < until && (!enabled || until.getTime() > Date.now());
  const isWritten = !enabled || text.trim() !== '';
  const submit = () => {
    setTried(true);
    if (!isPeriod || !isWritten || over > 0) return;
    save.mutate({ enabled, startsAt: from.toISOString(), endsAt: until.toISOString(), text });
  };
  return (
    <>
      {save.error ? <ProblemMessage text={textOf(problemType(save.error))} /> : null}
      <Switch checked={enabled} label={t('autoReply.enabled')} onChange={(_event, data) => setEnabled(data.checked)} />
      <div className={styles.dates}>
        <Field label={t('autoReply.from')}>
          <Input type="date" value={first} onChange={(_event, data) => setFirst(data.value)} />
        </Field>
        <Field label={t('autoReply.until')} validationMessage={tried && !isPeriod ? t('autoReply.periodWrong') : null}>
          <Input type="date" value={last} onChange={(_event, data) => setLast(data.value)} />
        </Field>
      </div>
      <Field
        label={t('autoReply.text')}
        hint={t('autoReply.textHint')}
        validationMessage={
          over > 0 ? t('autoReply.over', { count: over }) : tried && !isWritten ? t('autoReply.textMissing') : null
        }
      >
        <Textarea
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
