import { Button, Checkbox, MessageBar, MessageBarBody } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { problemType } from '../../api/problem-error.ts';
import { ProblemMessage } from '../../components/problem-message.tsx';
import { useProblemText } from '../../components/problem-text.ts';
import { Section, SectionBar } from '../../components/section.tsx';
import type { OrganisationSettings, SecondFactorRules } from '../../contract/organisation.ts';
import { FormParts } from './form-parts.tsx';
import { ORGANISATION } from './organisation-words.tsx';
import { useRulesForm } from './use-rules-form.ts';
import { useAccountsWithout, useSaveSecondFactors } from './use-settings.ts';

const FACTORS = ['passkey', 'totp', 'sms'] as const;
const toForm = (rules: SecondFactorRules): SecondFactorRules => ({ ...rules });

/** Det som följer lösenordet: which factors accounts may use, and whom it meets when one is turned off. */
export function SecondFactorsSection({ settings: { secondFactors } }: { readonly settings: OrganisationSettings }) {
  const { t } = useTranslation(ORGANISATION);
  const textOf = useProblemText();
  const saving = useSaveSecondFactors();
  const { form, edit, save, error, busy } = useRulesForm({
    name: 'second-factors',
    saved: secondFactors,
    toForm,
    saving,
    said: t('secondFactors.saved'),
  });
  const wanted: SecondFactorRules = { passkey: form.passkey, totp: form.totp, sms: form.sms };
  const turnsOff = FACTORS.some((factor) => secondFactors[factor] && !wanted[factor]);
  const isNone = FACTORS.every((factor) => !wanted[factor]);
  return (
    <Section title={t('secondFactors.title')} intro={t('secondFactors.intro')}>
      {error ? <ProblemMessage text={textOf(problemType(error))} /> : null}
      <FormParts>
        {FACTORS.map((factor) => (
          <Checkbox
            key={factor}
            checked={form[factor]}
            label={t(`secondFactors.${factor}`)}
            onChange={(_event, { checked }) => edit({ [factor]: checked === true })}
          />
        ))}
      </FormParts>
      <div role="status">{isNone ? t('secondFactors.none') : turnsOff ? <Meets wanted={wanted} /> : null}</div>
      <SectionBar>
        <Button appearance="primary" disabledFocusable={busy || isNone} onClick={() => save(wanted)}>
          {t('rules.save')}
        </Button>
      </SectionBar>
    </Section>
  );
}

/** Whom it meets. */
function Meets({ wanted }: { readonly wanted: SecondFactorRules }) {
  const { t } = useTranslation(ORGANISATION);
  const { data } = useAccountsWithout(wanted);
  if (!data) return null;
  return (
    <MessageBar intent={data.accounts > 0 ? 'warning' : 'info'} layout="multiline">
      <MessageBarBody>
        {data.accounts > 0 ? t('secondFactors.meets', { count: data.accounts }) : t('secondFactors.meetsNobody')}
      </MessageBarBody>
    </MessageBar>
  );
}
