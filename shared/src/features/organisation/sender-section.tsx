import { Button, Field, Input } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { problemType } from '../../api/problem-error.ts';
import { ProblemMessage } from '../../components/problem-message.tsx';
import { useProblemText } from '../../components/problem-text.ts';
import { Section, SectionBar } from '../../components/section.tsx';
import { useFormat } from '../../components/use-format.ts';
import type { OrganisationSettings, SenderRules } from '../../contract/organisation.ts';
import { LIMITS } from '../../domain/limits.ts';
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
  return (
    <Section title={t('sender.title')} intro={t('sender.intro')}>
      {failure ? <ProblemMessage text={textOf(problemType(failure))} /> : null}
      <Field label={t('sender.displayName')} hint={t('sender.displayNameHint')}>
        <Input
          autoComplete="off"
          maxLength={LIMITS.displayNameCharacters}
          value={form.displayName}
          onChange={(_event, { value }) => edit({ displayName: value })}
        />
      </Field>
      <Field label={t('sender.switchboard')} hint={t('sender.switchboardHint')}>
        <Input
          type="tel"
          autoComplete="off"
          maxLength={LIMITS.switchboardCharacters}
          value={form.switchboard}
          onChange={(_event, { value }) => edit({ switchboard: value })}
        />
      </Field>
      <SectionBar>
        <Button appearance="primary" disabledFocusable={busy} onClick={() => save(toRules(form))}>
          {t('rules.save')}
        </Button>
        <Button disabledFocusable={preview.isPending} onClick={() => preview.mutate({ ...toRules(form), language })}>
          {t('sender.preview')}
        </Button>
      </SectionBar>
      <div role="status">{preview.data ? <MailPreviewCard mail={preview.data} logo={logo} /> : null}</div>
      <LogoPart logo={logo} />
    </Section>
  );
}
