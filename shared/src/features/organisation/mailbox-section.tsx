import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { problemType } from '../../api/problem-error.ts';
import { useColleagues } from '../../api/use-colleagues.ts';
import { addressOf, type Colleague, ColleagueField, NO_COLLEAGUE } from '../../components/colleague-field.tsx';
import { Entry, EntryLine, EntryList } from '../../components/entry-list.tsx';
import { focusLater } from '../../components/focus-later.ts';
import { Loading } from '../../components/loading.tsx';
import { ProblemMessage } from '../../components/problem-message.tsx';
import { useProblemText } from '../../components/problem-text.ts';
import { Section, SectionBar } from '../../components/section.tsx';
import { useElement } from '../../components/use-element.ts';
import type { MailboxRetention, OrganisationSettings } from '../../contract/organisation.ts';
import { normaliseEmail } from '../../domain/email.ts';
import { MailboxForm, useDaysText } from './mailbox-form.tsx';
import { ORGANISATION } from './organisation-words.tsx';
import { useMailboxesFound } from './use-mailboxes-found.ts';
import { useFindMailbox, useMailboxRetention } from './use-settings.ts';

/** So many are listed at most. */
const LISTED = 100;

const useStyles = makeStyles({
  form: { display: 'grid', gap: tokens.spacingVerticalM, gridTemplateColumns: 'minmax(0, 1fr)' },
});

/** Colleagues and function mailboxes for what is typed. */
function useFound({ text, address }: Colleague) {
  const typed = address ? '' : text;
  const colleagues = useColleagues(typed).data ?? [];
  const mailboxes = useMailboxesFound(typed, typed.trim() !== '').data?.rows ?? [];
  return typed.trim() === '' ? [] : [...colleagues, ...mailboxes];
}

/** Egen gallring: one mailbox that is kept longer, shorter or for ever; chosen by name, or found by its address. */
export function MailboxSection({ settings }: { readonly settings: OrganisationSettings }) {
  const styles = useStyles();
  const { t } = useTranslation(ORGANISATION);
  const textOf = useProblemText();
  const finding = useFindMailbox();
  const [wanted, setWanted] = useState(NO_COLLEAGUE);
  const found = useFound(wanted);
  const [chosen, setChosen] = useState<MailboxRetention>();
  const [refused, setRefused] = useState(false);
  const input = useElement<HTMLInputElement>();
  const find = (address: string) => {
    const isAddress = normaliseEmail(address) !== null;
    setRefused(!isAddress);
    if (!isAddress) return input.element.current?.focus();
    finding.mutate(address, { onSuccess: setChosen });
  };
  const change = (next: Colleague) => {
    setWanted(next);
    setRefused(false);
    // What is shown below belongs to the mailbox that was found.
    setChosen(undefined);
    finding.reset();
    if (next.address) find(next.address);
  };
  const isMissing = finding.isSuccess && finding.data === undefined;
  const fault = refused ? t('mailbox.invalid') : isMissing ? t('mailbox.missing') : null;
  return (
    <Section title={t('mailbox.title')} intro={t('mailbox.intro')}>
      {finding.error ? <ProblemMessage text={textOf(problemType(finding.error))} /> : null}
      <form
        className={styles.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setChosen(undefined);
          find(addressOf(wanted));
        }}
      >
        <ColleagueField
          label={t('mailbox.address')}
          hint={t('mailbox.addressHint')}
          listLabel={t('mailbox.mailboxes')}
          refused={fault}
          value={wanted}
          onChange={change}
          found={found}
          inputRef={input.set}
        />
        <SectionBar>
          <Button type="submit" disabledFocusable={finding.isPending}>
            {t('mailbox.find')}
          </Button>
        </SectionBar>
      </form>
      {chosen ? (
        <MailboxForm
          key={chosen.address}
          mailbox={chosen}
          organisationDays={settings.retentionDays}
          onFound={setChosen}
          onSaved={() => {
            setChosen(undefined);
            focusLater(() => input.element.current);
          }}
        />
      ) : null}
      <OwnRetentions onChoose={setChosen} />
    </Section>
  );
}

function OwnRetentions({ onChoose }: { readonly onChoose: (mailbox: MailboxRetention) => void }) {
  const { t } = useTranslation(ORGANISATION);
  const textOf = useProblemText();
  const daysText = useDaysText();
  const own = useMailboxRetention();
  if (own.isPending) return <Loading lines={1} />;
  if (!own.data) return <ProblemMessage text={textOf(problemType(own.error))} onRetry={() => void own.refetch()} />;
  if (own.data.length === 0) return null;
  return (
    <>
      <Text weight="semibold">{t('mailbox.list')}</Text>
      <EntryList label={t('mailbox.list')}>
        {own.data.map((mailbox) => (
          <Entry
            key={mailbox.address}
            text={
              <>
                <Text>{t('mailbox.row', { name: mailbox.name, address: mailbox.address })}</Text>
                <EntryLine>{daysText(mailbox.days ?? 0)}</EntryLine>
              </>
            }
          >
            <Button aria-label={t('mailbox.changeOf', { name: mailbox.name })} onClick={() => onChoose(mailbox)}>
              {t('mailbox.change')}
            </Button>
          </Entry>
        ))}
      </EntryList>
      {own.data.length < LISTED ? null : <Text>{t('mailbox.first', { count: LISTED })}</Text>}
    </>
  );
}
