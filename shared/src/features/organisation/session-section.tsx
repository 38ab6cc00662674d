import { Button, Text } from '@fluentui/react-components';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { problemType } from '../../api/problem-error.ts';
import { focusLater } from '../../components/focus-later.ts';
import { ProblemMessage } from '../../components/problem-message.tsx';
import { useProblemText } from '../../components/problem-text.ts';
import { Section, SectionBar } from '../../components/section.tsx';
import type { OrganisationSettings, SessionRules } from '../../contract/organisation.ts';
import { LIMITS } from '../../domain/limits.ts';
import { FormParts } from './form-parts.tsx';
import { NumberField, parseNumber } from './number-field.tsx';
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
  const [refused, setRefused] = useState<readonly string[]>([]);
  const parts = useRef<HTMLDivElement>(null);
  const save = () => {
    const [idleMinutes, hours] = FIELDS.map((field) => parseNumber(form[field], RANGES[field]));
    const wrong = FIELDS.filter((field) => parseNumber(form[field], RANGES[field]) === undefined);
    setRefused(wrong);
    if (wrong.length > 0) return focusLater(() => parts.current?.querySelector<HTMLElement>(`[name=${wrong[0]}]`));
    if (idleMinutes && hours) rules.save({ idleMinutes, hours });
  };
  return (
    <Section title={t('session.title')} intro={t('session.intro')}>
      {error ? <ProblemMessage text={textOf(problemType(error))} /> : null}
      <Text>{t('session.now', { minutes: session.idleMinutes, hours: session.hours })}</Text>
      <FormParts ref={parts}>
        {FIELDS.map((field) => (
          <NumberField
            key={field}
            name={field}
            label={t(LABELS[field])}
            range={RANGES[field]}
            text={form[field]}
            refused={refused.includes(field)}
            onText={(text) => {
              edit({ [field]: text });
              setRefused((before) => before.filter((other) => other !== field));
            }}
          />
        ))}
      </FormParts>
      <SectionBar>
        <Button appearance="primary" disabledFocusable={busy} onClick={save}>
          {t('rules.save')}
        </Button>
      </SectionBar>
    </Section>
  );
}
