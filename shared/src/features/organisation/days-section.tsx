import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { problemType } from '../../api/problem-error.ts';
import { focusLater } from '../../components/focus-later.ts';
import { ProblemMessage } from '../../components/problem-message.tsx';
import { useProblemText } from '../../components/problem-text.ts';
import { Section, SectionBar } from '../../components/section.tsx';
import { useElement } from '../../components/use-element.ts';
import type { OrganisationSettings } from '../../contract/organisation.ts';
import { DaysField } from './days-field.tsx';
import { ORGANISATION } from './organisation-words.tsx';
import { PurgeDialog } from './purge-dialog.tsx';
import { isShorter, useDaysForm } from './use-days-form.ts';

const useStyles = makeStyles({
  form: { display: 'grid', gap: tokens.spacingVerticalM, gridTemplateColumns: 'minmax(0, 1fr)' },
});

interface SectionProps {
  readonly settings: OrganisationSettings;
}

/** Påminnelser: how long before a link ends. */
export function RemindersSection({ settings: { reminderDays } }: SectionProps) {
  return <DaysSection setting="reminderDays" saved={reminderDays} />;
}

/** Utkast: how long one is kept that nobody saves. */
export function DraftsSection({ settings: { draftDays } }: SectionProps) {
  return <DaysSection setting="draftDays" saved={draftDays} />;
}

interface DaysSectionProps {
  readonly setting: 'reminderDays' | 'draftDays';
  readonly saved: number;
}

function DaysSection({ setting, saved }: DaysSectionProps) {
  const styles = useStyles();
  const { t } = useTranslation(ORGANISATION);
  const textOf = useProblemText();
  const form = useDaysForm(setting, saved);
  const button = useElement<HTMLButtonElement>();
  /** Days that old drafts would go after, once that is confirmed. */
  const [asked, setAsked] = useState<number>();
  const { words, saving } = form;
  const title = t(`${words}.title`);
  const save = (event: FormEvent) => {
    event.preventDefault();
    const days = form.changed();
    if (days === undefined) return;
    if (setting === 'draftDays' && isShorter(saved, days)) return setAsked(days);
    form.save(days, saved, true);
  };
  const close = () => {
    setAsked(undefined);
    focusLater(() => button.element.current);
  };
  return (
    <Section title={title} intro={t(`${words}.intro`)}>
      {saving.error ? <ProblemMessage text={textOf(problemType(saving.error))} /> : null}
      <Text>{saved === 0 ? t(`${words}.off`) : t(`${words}.now`, { count: saved })}</Text>
      <form className={styles.form} noValidate onSubmit={save}>
        <DaysField {...form.field} of={title} />
        <SectionBar>
          <Button
            ref={button.set}
            type="submit"
            appearance="primary"
            disabledFocusable={saving.isPending}
            aria-label={`${t('days.save')}, ${title}`}
          >
            {t('days.save')}
          </Button>
        </SectionBar>
      </form>
      {asked === undefined ? null : (
        <PurgeDialog
          title={t('drafts.confirmTitle')}
          confirm={t('drafts.confirm')}
          onConfirm={() => {
            close();
            form.save(asked, saved, false);
          }}
          onClose={close}
        >
          {t('drafts.confirmText', { count: asked })}
        </PurgeDialog>
      )}
    </Section>
  );
}
