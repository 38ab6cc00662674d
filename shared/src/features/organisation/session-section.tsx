import { Button, Text } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { problemType } from '../../api/problem-error.ts';
import { ProblemMessage } from '../../components/problem-message.tsx';
import { useProblemText } from '../../components/problem-text.ts';
import { Section, SectionBar } from '../../components/section.tsx';
import type { OrganisationSettings, SessionRules } from '../../contract/organisation.ts';
import { LIMITS } from '../../domain/limits.ts';
import { FormParts, SettingsForm } from './form-parts.tsx';
import { parseNumber } from './number-field.tsx';
import { NumberFields, useNumbers } from './number-fields.tsx';
import { ORGANISATION } from './organisation-words.tsx';
import { useRulesForm } from './use-rules-form.ts';
import { useSaveSessionRules } from './use-settings.ts';

const RANGES = { idleMinutes: LIMITS.sessionIdleMinutes, hours: LIMITS.sessionHours } as const;
const FIELDS = ['idleMinutes', 'hours'] as const;
const LABELS = { idleMinutes: 'session.idle', hours: 'session.hours' } as const;

const toForm = ({ idleMinutes, hours }: SessionRules) => ({ idleMinutes: String(idleMinutes), hours: String(hours) });

/** Inloggning: how long somebody stays signed in. */
export function SessionSection({ settings: { session } }: { readonly settings: OrganisationSettings }) {
  const { t } = useTranslation(ORGANISATION);
  const textOf = useProblemText();
  const saving = useSaveSessionRules();
  const rules = useRulesForm({ name: 'session', saved: session, toForm, saving, said: t('session.saved') });
  const { form, edit, error, busy } = rules;
  const numbers = useNumbers(FIELDS, RANGES);
  const save = () => {
    if (!numbers.check(form)) return;
    const [idleMinutes, hours] = FIELDS.map((field) => parseNumber(form[field], RANGES[field]));
    if (idleMinutes && hours) rules.save({ idleMinutes, hours });
  };
  return (
    <Section title={t('session.title')} intro={t('session.intro')}>
      {error ? <ProblemMessage text={textOf(problemType(error))} /> : null}
      <Text>{t('session.now', { minutes: session.idleMinutes, hours: session.hours })}</Text>
      <SettingsForm onSave={save}>
        <FormParts ref={numbers.parts}>
          <NumberFields
            numbers={numbers}
            texts={form}
            labelOf={(field) => t(LABELS[field])}
            onText={(field, text) => edit({ [field]: text })}
          />
        </FormParts>
        <SectionBar>
          <Button appearance="primary" type="submit" disabledFocusable={busy}>
            {t('rules.save')}
          </Button>
        </SectionBar>
      </SettingsForm>
    </Section>
  );
}
