import { Button, Field, Radio, RadioGroup } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { problemType } from '../../api/problem-error.ts';
import { Loading } from '../../components/loading.tsx';
import { useNotice } from '../../components/notice.tsx';
import { ProblemMessage } from '../../components/problem-message.tsx';
import { useProblemText } from '../../components/problem-text.ts';
import { Section, SectionBar } from '../../components/section.tsx';
import type { MemberNotificationSettings, MemberNotifications } from '../../contract/function-mailboxes.ts';
import { useMailboxesStyles } from './mailboxes.styles.ts';
import { MAILBOXES } from './mailboxes-words.tsx';
import { useMemberNotifications, useSaveMemberNotifications } from './use-function-mailboxes.ts';

const CHOICES = ['concerning', 'all', 'none'] as const;
type Choice = (typeof CHOICES)[number];

/** Dina aviseringar: how one is told of new messages to a mailbox that one is in. */
export function MemberNotificationsSection({ mailboxId }: { readonly mailboxId: string }) {
  const { t } = useTranslation(MAILBOXES);
  const textOf = useProblemText();
  const saved = useMemberNotifications(mailboxId);
  return (
    <Section title={t('notifications.title')} intro={t('notifications.intro')}>
      {saved.data ? <Choices mailboxId={mailboxId} saved={saved.data} /> : null}
      {!saved.data && !saved.error ? <Loading lines={2} /> : null}
      {!saved.data && saved.error ? (
        <ProblemMessage text={textOf(problemType(saved.error))} onRetry={() => void saved.refetch()} />
      ) : null}
    </Section>
  );
}

interface ChoicesProps {
  readonly mailboxId: string;
  readonly saved: MemberNotificationSettings;
}

function Choices({ mailboxId, saved }: ChoicesProps) {
  const styles = useMailboxesStyles();
  const { t } = useTranslation(MAILBOXES);
  const textOf = useProblemText();
  const notice = useNotice();
  const saving = useSaveMemberNotifications(mailboxId);
  const [edited, setEdited] = useState<Partial<MemberNotifications>>({});
  const { mail, teams } = { ...saved, ...edited };
  const edit = (part: Partial<MemberNotifications>) => setEdited((before) => ({ ...before, ...part }));
  const save = () =>
    saving.mutate(
      { mail, teams },
      {
        onSuccess: () => {
          setEdited({});
          notice({ text: t('notifications.saved'), intent: 'success' });
        },
      },
    );
  const isKnown = saved.teamsState === 'available';
  return (
    <form
      noValidate
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      {saving.error ? <ProblemMessage text={textOf(problemType(saving.error))} /> : null}
      <Channel label={t('notifications.mail')} value={mail} onValue={(value) => edit({ mail: value })} />
      {saved.teamsState === 'absent' ? null : (
        <Channel
          label={t('notifications.teams')}
          hint={isKnown ? undefined : t('notifications.teamsUnknown')}
          // Once on, it can always be switched off.
          disabled={!isKnown && saved.teams === 'none'}
          value={teams}
          onValue={(value) => edit({ teams: value })}
        />
      )}
      <SectionBar>
        <Button type="submit" appearance="primary" disabledFocusable={saving.isPending}>
          {t('notifications.save')}
        </Button>
      </SectionBar>
    </form>
  );
}

interface ChannelProps {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly disabled?: boolean;
  readonly value: Choice;
  readonly onValue: (value: Choice) => void;
}

function Channel({ label, hint, disabled = false, value, onValue }: ChannelProps) {
  const { t } = useTranslation(MAILBOXES);
  return (
    <Field label={label} hint={hint ?? null}>
      <RadioGroup
        value={value}
        disabled={disabled}
        onChange={(_event, data) => onValue(CHOICES.find((choice) => choice === data.value) ?? value)}
      >
        {CHOICES.map((choice) => (
          <Radio key={choice} value={choice} label={t(`notifications.${choice}`)} />
        ))}
      </RadioGroup>
    </Field>
  );
}
