import { Button, Text } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { problemType } from '../../api/problem-error.ts';
import { ProblemMessage } from '../../components/problem-message.tsx';
import { useProblemText } from '../../components/problem-text.ts';
import { Section, SectionBar } from '../../components/section.tsx';
import type { OrganisationSettings } from '../../contract/organisation.ts';
import { DaysField } from './days-field.tsx';
import { SettingsForm } from './form-parts.tsx';
import { ORGANISATION } from './organisation-words.tsx';
import { PreviewText } from './preview-text.tsx';
import { isShorter, useDaysForm } from './use-days-form.ts';
import { useGuardedPurge } from './use-guarded-purge.tsx';
import { usePreview } from './use-settings.ts';

/** Gallring: how long messages are kept; what a change would purge is counted and asked about first. */
export function RetentionSection({ settings: { retentionDays } }: { readonly settings: OrganisationSettings }) {
  const { t } = useTranslation(ORGANISATION);
  const textOf = useProblemText();
  const title = t('retention.title');
  const form = useDaysForm('retentionDays', retentionDays);
  const purge = useGuardedPurge();
  const shown = usePreview();
  const error = form.saving.error ?? purge.preview.error ?? shown.error;
  const busy = form.saving.isPending || purge.preview.isPending;
  const save = () => {
    shown.reset();
    purge.preview.reset();
    const days = form.changed();
    if (days === undefined) return;
    if (!isShorter(retentionDays, days)) return form.save(days, retentionDays, true);
    // What it destroys does not come back by setting it as it was.
    purge.guard({ days }, days, (destroys) => form.save(days, retentionDays, !destroys));
  };
  const preview = () => {
    const days = form.wanted();
    if (days !== undefined) shown.mutate({ days });
  };
  return (
    <Section title={title} intro={t('retention.intro')}>
      {error ? <ProblemMessage text={textOf(problemType(error))} /> : null}
      <Text>{retentionDays === 0 ? t('retention.off') : t('retention.now', { count: retentionDays })}</Text>
      <SettingsForm onSave={save}>
        <DaysField {...form.field} of={title} />
        <SectionBar>
          <Button
            appearance="primary"
            disabledFocusable={busy}
            type="submit"
            aria-label={`${t('days.save')}, ${title}`}
          >
            {t('days.save')}
          </Button>
          <Button disabledFocusable={shown.isPending} onClick={preview}>
            {t('retention.preview')}
          </Button>
        </SectionBar>
      </SettingsForm>
      {/* Under the buttons: above them it would push the other one under a second press. */}
      <div role="status">{shown.data ? <PreviewText preview={shown.data} /> : null}</div>
      {purge.dialog}
    </Section>
  );
}
