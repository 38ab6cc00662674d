import { Button, Field, Radio, RadioGroup, Text } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isProblem, problemType } from '../../api/problem-error.ts';
import { useAnnounce } from '../../components/announcer.tsx';
import { useNotice } from '../../components/notice.tsx';
import { ProblemMessage } from '../../components/problem-message.tsx';
import { useProblemText } from '../../components/problem-text.ts';
import { SectionBar } from '../../components/section.tsx';
import { useElement } from '../../components/use-element.ts';
import type { MailboxRetention } from '../../contract/organisation.ts';
import { LIMITS } from '../../domain/limits.ts';
import { DaysField, parseDays } from './days-field.tsx';
import { ORGANISATION } from './organisation-words.tsx';
import { isShorter } from './use-days-form.ts';
import { useGuardedPurge } from './use-guarded-purge.tsx';
import { useFindMailbox, useSaveMailbox } from './use-settings.ts';

export interface MailboxFormProps {
  readonly mailbox: MailboxRetention;
  readonly organisationDays: number;
  /** The mailbox as it is now, read again when somebody else was first. */
  readonly onFound: (mailbox: MailboxRetention | undefined) => void;
  readonly onSaved: () => void;
}

function useSave({ mailbox: { address, name, days: expected }, onFound, onSaved }: MailboxFormProps) {
  const { t } = useTranslation(ORGANISATION);
  const { t: common } = useTranslation();
  const notice = useNotice();
  const saving = useSaveMailbox();
  const finding = useFindMailbox();
  const change = (days: number | null, before: number | null, undoable: boolean): void =>
    saving.mutate(
      { address, days, expected: before },
      {
        onSuccess: () => {
          onSaved();
          const undo = { label: common('common.actions.undo'), run: () => change(before, days, false) };
          notice({ text: t('mailbox.saved', { name }), intent: 'success', ...(undoable ? { action: undo } : {}) });
        },
        onError: (error) => {
          if (isProblem(error, 'settings-changed')) finding.mutate(address, { onSuccess: onFound });
        },
      },
    );
  return { saving, save: (days: number | null, undoable: boolean) => change(days, expected, undoable) };
}

/** What the days of a mailbox of its own mean, in words. */
export function useDaysText(): (days: number) => string {
  const { t } = useTranslation(ORGANISATION);
  return (days) => (days === 0 ? t('mailbox.never') : t('mailbox.days', { count: days }));
}

/** How long one mailbox is kept: as its organisation's, or for days of its own. */
export function MailboxForm(props: MailboxFormProps) {
  const { mailbox, organisationDays } = props;
  const { t } = useTranslation(ORGANISATION);
  const textOf = useProblemText();
  const announce = useAnnounce();
  const daysText = useDaysText();
  const { saving, save } = useSave(props);
  const purge = useGuardedPurge();
  const [isOwn, setIsOwn] = useState(mailbox.days !== null);
  const [text, setText] = useState(String(mailbox.days ?? organisationDays));
  const [refused, setRefused] = useState(false);
  const group = useElement<HTMLDivElement>();
  const input = useElement<HTMLInputElement>();
  useEffect(() => group.element.current?.querySelector<HTMLElement>('input:checked')?.focus(), [group]);
  const most = LIMITS.retentionDays;
  const title = t('mailbox.choice', { name: mailbox.name });
  const submit = () => {
    const typed = parseDays(text, most);
    setRefused(isOwn && typed === undefined);
    if (isOwn && typed === undefined) return input.element.current?.focus();
    const days = isOwn ? (typed ?? 0) : null;
    if (days === mailbox.days) return announce(t('mailbox.same', { name: mailbox.name }));
    const [before, after] = [mailbox.days ?? organisationDays, days ?? organisationDays];
    if (!isShorter(before, after)) return save(days, true);
    purge.guard({ days, address: mailbox.address }, after, (destroys) => save(days, !destroys));
  };
  const error = saving.error ?? purge.preview.error;
  return (
    <>
      {error ? <ProblemMessage text={textOf(problemType(error))} /> : null}
      <Text>
        {t('mailbox.now', {
          name: mailbox.name,
          days: mailbox.days === null ? t('mailbox.as') : daysText(mailbox.days),
        })}
      </Text>
      <Field label={title}>
        <RadioGroup
          ref={group.set}
          value={isOwn ? 'own' : 'as'}
          onChange={(_event, data) => setIsOwn(data.value === 'own')}
        >
          <Radio value="as" label={t('mailbox.as')} />
          <Radio value="own" label={t('mailbox.own')} />
        </RadioGroup>
      </Field>
      {isOwn ? (
        <DaysField
          label={t('days.label')}
          of={title}
          most={most}
          text={text}
          refused={refused}
          inputRef={input.set}
          onText={(next) => {
            setText(next);
            setRefused(false);
          }}
        />
      ) : null}
      <SectionBar>
        <Button
          appearance="primary"
          disabledFocusable={saving.isPending || purge.preview.isPending}
          aria-label={`${t('days.save')}, ${title}`}
          onClick={submit}
        >
          {t('days.save')}
        </Button>
      </SectionBar>
      {purge.dialog}
    </>
  );
}
