import { Field, Input, Select, Textarea } from '@fluentui/react-components';
import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { LanguageMenu } from '../../../components/language-menu.tsx';
import { ProblemMessage } from '../../../components/problem-message.tsx';
import { useElement } from '../../../components/use-element.ts';
import { useMethodName } from '../../../components/use-method-name.ts';
import { type AssuranceLevel, type ExternalMethod, verificationFor } from '../../../domain/levels.ts';
import { LIMITS } from '../../../domain/limits.ts';
import { useMessageRules } from '../use-messages.ts';
import { useComposeStyles } from './compose.styles.ts';
import { type ExternalDraft, isLater } from './draft.ts';
import { TextGuard } from './guards-notice.tsx';
import { useRefusalText } from './refusal-text.ts';
import { externalRefusals, type Refusal, type RefusedField } from './refusals.ts';
import { standingRefusals, useValueWhenFound } from './standing-refusals.ts';

export interface ExternalStepFormProps {
  /** Whose fields these are. */
  readonly address: string;
  readonly external: ExternalDraft;
  readonly onChange: (part: Partial<ExternalDraft>) => void;
  readonly level: AssuranceLevel;
  /** Methods that reach the level, weakest first. */
  readonly methods: readonly ExternalMethod[];
  readonly refusals: readonly Refusal[];
  /** False when the first cause is elsewhere: the focus goes there. */
  readonly takesFocus?: boolean;
  /** The choice to fill in the number later, where the message may wait for it. */
  readonly later?: ReactNode;
  /** Stands in place of the field for number or personnummer, where that is known. */
  readonly known?: ReactNode;
}

/**
 * Moves the focus to the first cause whenever a step was refused, and into the field that comes in place of what is known when the
 * person has chosen to write another number.
 */
function useFieldFocus(refusals: readonly Refusal[], takesFocus: boolean, writesOther: boolean) {
  const method = useElement<HTMLSelectElement>();
  const phone = useElement<HTMLInputElement>();
  const personalNumber = useElement<HTMLInputElement>();
  const openText = useElement<HTMLTextAreaElement>();
  useEffect(() => {
    const elements: Partial<Record<RefusedField, HTMLElement | null>> = {
      method: method.element.current,
      phone: phone.element.current,
      personalNumber: personalNumber.element.current,
      openText: openText.element.current,
    };
    const first = refusals.find(({ field }) => elements[field]);
    if (first && takesFocus) elements[first.field]?.focus();
  }, [refusals, takesFocus, method, phone, personalNumber, openText]);
  const wroteOther = useRef(writesOther);
  useEffect(() => {
    if (writesOther && !wroteOther.current) (phone.element.current ?? personalNumber.element.current)?.focus();
    wroteOther.current = writesOther;
  }, [writesOther, phone, personalNumber]);
  return { method: method.set, phone: phone.set, personalNumber: personalNumber.set, openText: openText.set };
}

/** Not an alert: the focus goes to the first, and a crowd of alerts would drown it. */
const saying = (text: string | undefined) => (text ? { children: text, role: undefined } : null);

/** How one recipient without an account is identified, in which language, and what stands open in the e-mail. */
export function ExternalStepForm(props: ExternalStepFormProps) {
  const { address, external, onChange, level, methods, refusals, takesFocus = true, later, known } = props;
  const styles = useComposeStyles();
  const { t } = useTranslation();
  const methodName = useMethodName();
  const before = useValueWhenFound(refusals, external);
  const standing = standingRefusals(refusals, externalRefusals(external, level), (field) => {
    // A refusal of a value is about the way it was to be used, too.
    if (before.method !== external.method) return true;
    return field in external && before[field as keyof ExternalDraft] !== external[field as keyof ExternalDraft];
  });
  const refusalText = useRefusalText(standing, level);
  const set = useFieldFocus(refusals, takesFocus, external.known === null);
  const usual = useMessageRules().data?.openText?.[external.language];
  const levelName = t(`common.level.loa${level}`);
  const asked = external.method ? verificationFor(external.method) : 'none';
  const needs = later && isLater(external) ? 'none' : asked;
  if (methods.length === 0) return <ProblemMessage text={t('compose.external.noMethod', { level: levelName })} />;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset draws a frame.
    <div role="group" aria-label={t('compose.external.title', { address })} className={styles.step}>
      <Field
        className={styles.narrowField}
        label={t('compose.external.method')}
        hint={t('compose.external.methodHint', { level: levelName })}
        validationMessage={saying(refusalText('method'))}
      >
        <Select
          className={styles.select}
          ref={set.method}
          value={external.method ?? ''}
          onChange={(_event, data) => {
            const method = methods.find((candidate) => candidate === data.value);
            if (method) onChange({ method });
          }}
        >
          {methods.map((method) => (
            <option key={method} value={method}>
              {methodName(method)}
            </option>
          ))}
        </Select>
      </Field>
      {needs === 'none' ? null : known}
      {needs === 'phone' && !known ? (
        <Field
          className={styles.narrowField}
          label={t('compose.external.phone')}
          hint={t('compose.external.phoneHint')}
          validationMessage={saying(refusalText('phone'))}
        >
          <Input
            ref={set.phone}
            type="tel"
            autoComplete="off"
            value={external.phone}
            onChange={(_event, data) => onChange({ phone: data.value })}
          />
        </Field>
      ) : null}
      {needs === 'personalNumber' && !known ? (
        <Field
          className={styles.narrowField}
          label={t('compose.external.personalNumber')}
          hint={t('compose.external.personalNumberHint')}
          validationMessage={saying(refusalText('personalNumber'))}
        >
          <Input
            ref={set.personalNumber}
            inputMode="numeric"
            autoComplete="off"
            maxLength={13}
            value={external.personalNumber}
            onChange={(_event, data) => onChange({ personalNumber: data.value })}
          />
        </Field>
      ) : null}
      {asked === 'none' ? null : later}
      <Field className={styles.narrowField} label={t('compose.external.language')}>
        <LanguageMenu labelled language={external.language} onLanguage={(language) => onChange({ language })} />
      </Field>
      <Field
        label={t('compose.external.openText')}
        hint={
          <>
            {t('compose.external.openTextHint')}
            {usual ? ` ${t('compose.external.openTextUsual', { text: usual })}` : null}
          </>
        }
        validationMessage={saying(refusalText('openText'))}
      >
        <Textarea
          ref={set.openText}
          data-open-text={address}
          resize="vertical"
          maxLength={LIMITS.openTextCharacters}
          value={external.openText}
          onChange={(_event, data) => onChange({ openText: data.value })}
        />
      </Field>
      <TextGuard place="openText" text={external.openText} />
    </div>
  );
}
