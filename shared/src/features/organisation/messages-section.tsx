import { Button, Switch } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { problemType } from '../../api/problem-error.ts';
import { ProblemMessage } from '../../components/problem-message.tsx';
import { useProblemText } from '../../components/problem-text.ts';
import { Section, SectionBar } from '../../components/section.tsx';
import type { MessageRules, OrganisationSettings } from '../../contract/organisation.ts';
import { LIMITS } from '../../domain/limits.ts';
import { FormParts, SettingsForm } from './form-parts.tsx';
import { type NumberRange, numberText, parseNumber } from './number-field.tsx';
import { NumberFields, useNumbers } from './number-fields.tsx';
import { ORGANISATION } from './organisation-words.tsx';
import { OwnWordsFields, ownWords, typedWords } from './own-words-fields.tsx';
import { useRulesForm } from './use-rules-form.ts';
import { useSaveMessageRules } from './use-settings.ts';

const FIELDS = ['linkDays', 'mostLinkDays', 'maxDownloads', 'mostDownloads'] as const;
type FieldName = (typeof FIELDS)[number];
const DAYS: NumberRange = { least: 1, most: LIMITS.linkDays };
const DOWNLOADS: NumberRange = { least: 1, most: LIMITS.downloadsPerRecipient, optional: true };
const RANGES: Readonly<Record<FieldName, NumberRange>> = {
  ...{ linkDays: DAYS, mostLinkDays: DAYS },
  ...{ maxDownloads: DOWNLOADS, mostDownloads: DOWNLOADS },
};

const toForm = (rules: MessageRules) => ({
  linkDays: String(rules.linkDays),
  mostLinkDays: String(rules.mostLinkDays),
  maxDownloads: numberText(rules.maxDownloads),
  mostDownloads: numberText(rules.mostDownloads),
  replyAllowed: rules.replyAllowed,
  words: typedWords(rules.openText),
});
type Form = ReturnType<typeof toForm>;

/** What holds without a choice is no more than the most that may be chosen. */
const rangesOf = ({ mostLinkDays, mostDownloads }: Form): typeof RANGES => {
  const most = (text: string, range: NumberRange): NumberRange => ({
    ...range,
    most: parseNumber(text, range) ?? range.most,
  });
  return { ...RANGES, linkDays: most(mostLinkDays, DAYS), maxDownloads: most(mostDownloads, DOWNLOADS) };
};

/** The rules that the form says; undefined when a number is none. */
const toRules = (form: Form): MessageRules | undefined => {
  const { replyAllowed, words } = form;
  const number = (field: FieldName) => parseNumber(form[field], RANGES[field]);
  const [linkDays, mostLinkDays] = [number('linkDays'), number('mostLinkDays')];
  const [maxDownloads, mostDownloads] = [number('maxDownloads'), number('mostDownloads')];
  if (!linkDays || !mostLinkDays || maxDownloads === undefined || mostDownloads === undefined) return undefined;
  return { linkDays, mostLinkDays, maxDownloads, mostDownloads, replyAllowed, openText: ownWords(words) };
};

/** Meddelanden: what holds when a sender says nothing, and the most that she may say. */
export function MessagesSection({ settings: { messages } }: { readonly settings: OrganisationSettings }) {
  const { t } = useTranslation(ORGANISATION);
  const textOf = useProblemText();
  const saving = useSaveMessageRules();
  const rules = useRulesForm({ name: 'messages', saved: messages, toForm, saving, said: t('messages.saved') });
  const { form, edit, error, busy } = rules;
  const numbers = useNumbers(FIELDS, rangesOf(form));
  const save = () => {
    if (!numbers.check(form)) return;
    const wanted = toRules(form);
    if (wanted) rules.save(wanted);
  };
  return (
    <Section title={t('messages.title')} intro={t('messages.intro')}>
      {error ? <ProblemMessage text={textOf(problemType(error))} /> : null}
      <SettingsForm onSave={save}>
        <FormParts ref={numbers.parts}>
          <NumberFields
            numbers={numbers}
            texts={form}
            labelOf={(field) => t(`messages.${field}`)}
            onText={(field, text) => {
              const part: Partial<Record<FieldName, string>> = { [field]: text };
              edit(part);
            }}
          />
          <Switch
            checked={form.replyAllowed}
            label={t('messages.replyAllowed')}
            onChange={(_event, { checked }) => edit({ replyAllowed: checked })}
          />
          <OwnWordsFields
            words={form.words}
            onWords={(words) => edit({ words })}
            label={(language) => t('messages.openText', { language })}
            hint={t('messages.openTextHint')}
            most={LIMITS.openTextCharacters}
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
