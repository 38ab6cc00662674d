import { Button, Field, Input } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { problemType } from '../../api/problem-error.ts';
import { ProblemMessage } from '../../components/problem-message.tsx';
import { useProblemText } from '../../components/problem-text.ts';
import { Section, SectionBar } from '../../components/section.tsx';
import { useElement } from '../../components/use-element.ts';
import { useFormat } from '../../components/use-format.ts';
import type { OrganisationSettings, SenderRules } from '../../contract/organisation.ts';
import { LIMITS } from '../../domain/limits.ts';
import { isTelephone } from '../../domain/phone.ts';
import { SettingsForm } from './form-parts.tsx';
import { LogoPart } from './logo-part.tsx';
import { MailPreviewCard } from './mail-preview-card.tsx';
import { ORGANISATION } from './organisation-words.tsx';
import { useRulesForm } from './use-rules-form.ts';
import { usePreviewMail, useSaveSender } from './use-settings.ts';

const toForm = ({ displayName, switchboard }: SenderRules) => ({
  displayName: displayName ?? '',
  switchboard: switchboard ?? '',
});
const toRules = ({ displayName, switchboard }: ReturnType<typeof toForm>): SenderRules => ({
  displayName: displayName.trim() || null,
  switchboard: switchboard.trim() || null,
});

/** Avsändare: the name, the number and the picture that recipients see, and the mail with them. */
export function SenderSection({ settings }: { readonly settings: OrganisationSettings }) {
  const { t } = useTranslation(ORGANISATION);
  const textOf = useProblemText();
  const { language } = useFormat();
  const { logo, ...saved } = settings.sender;
  const saving = useSaveSender();
  const { form, edit, save, error, busy } = useRulesForm({
    name: 'sender',
    saved,
    toForm,
    saving,
    said: t('sender.saved'),
  });
  const preview = usePreviewMail();
  const failure = error ?? preview.error;
  const number = useElement<HTMLInputElement>();
  const [refused, setRefused] = useState(false);
  /** Only with a number that somebody can ring. */
  const withNumber = (go: (wanted: SenderRules) => void) => {
    const wanted = toRules(form);
    const isWrong =
      wanted.switchboard !== null && wanted.switchboard !== saved.switchboard && !isTelephone(wanted.switchboard);
    setRefused(isWrong);
    if (isWrong) number.element.current?.focus();
    else go(wanted);
  };
  const show = (wanted: SenderRules) => preview.mutate({ ...wanted, language });
  const submit = () =>
    withNumber((wanted) => {
      save(wanted);
      // What is shown is what holds.
      if (preview.data) show(wanted);
    });
  return (
    <Section title={t('sender.title')} intro={t('sender.intro')}>
      {failure ? <ProblemMessage text={textOf(problemType(failure))} /> : null}
      <SettingsForm onSave={submit}>
        <Field label={t('sender.displayName')} hint={t('sender.displayNameHint')}>
          <Input
            autoComplete="off"
            maxLength={LIMITS.displayNameCharacters}
            value={form.displayName}
            onChange={(_event, { value }) => edit({ displayName: value })}
          />
        </Field>
        <Field
          label={t('sender.switchboard')}
          hint={t('sender.switchboardHint')}
          validationMessage={refused ? t('sender.switchboardWrong') : null}
        >
          <Input
            input={{ ref: number.set }}
            type="tel"
            autoComplete="off"
            maxLength={LIMITS.switchboardCharacters}
            value={form.switchboard}
            onChange={(_event, { value }) => {
              edit({ switchboard: value });
              setRefused(false);
            }}
          />
        </Field>
        <SectionBar>
          <Button appearance="primary" type="submit" disabledFocusable={busy}>
            {t('rules.save')}
          </Button>
          <Button disabledFocusable={preview.isPending} onClick={() => withNumber(show)}>
            {t('sender.preview')}
          </Button>
        </SectionBar>
      </SettingsForm>
      <div role="status">{preview.data ? <MailPreviewCard mail={preview.data} logo={logo} /> : null}</div>
      <LogoPart logo={logo} />
    </Section>
  );
}
