import { Button, Checkbox } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { problemType } from '../../api/problem-error.ts';
import { ProblemMessage } from '../../components/problem-message.tsx';
import { useProblemText } from '../../components/problem-text.ts';
import { Section, SectionBar } from '../../components/section.tsx';
import type { OrganisationSettings, SignInRules } from '../../contract/organisation.ts';
import { FormParts } from './form-parts.tsx';
import { ORGANISATION } from './organisation-words.tsx';
import { useRulesForm } from './use-rules-form.ts';
import { useSaveSignIn } from './use-settings.ts';

const WAYS = ['password', 'entra', 'other'] as const;
const toForm = (rules: SignInRules): SignInRules => ({ ...rules });

/** Sätt att logga in: which of them accounts of the organisation may use. */
export function SignInSection({ settings: { signIn } }: { readonly settings: OrganisationSettings }) {
  const { t } = useTranslation(ORGANISATION);
  const textOf = useProblemText();
  const saving = useSaveSignIn();
  const { form, edit, save, error, busy } = useRulesForm({
    name: 'sign-in',
    saved: signIn,
    toForm,
    saving,
    said: t('signIn.saved'),
  });
  return (
    <Section title={t('signIn.title')} intro={t('signIn.intro')}>
      {error ? <ProblemMessage text={textOf(problemType(error))} /> : null}
      <FormParts>
        {WAYS.map((way) => (
          <Checkbox
            key={way}
            checked={form[way]}
            label={t(`signIn.${way}`)}
            onChange={(_event, { checked }) => edit({ [way]: checked === true })}
          />
        ))}
      </FormParts>
      <SectionBar>
        <Button
          appearance="primary"
          disabledFocusable={busy}
          onClick={() => save({ password: form.password, entra: form.entra, other: form.other })}
        >
          {t('rules.save')}
        </Button>
      </SectionBar>
    </Section>
  );
}
