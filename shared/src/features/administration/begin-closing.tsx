import { Field, Input, Text } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNotice } from '../../components/notice.tsx';
import type { AdministeredOrganisation } from '../../contract/installation.ts';
import { LIMITS } from '../../domain/limits.ts';
import { ADMINISTRATION } from './administration-words.tsx';
import { useBeginClosing } from './use-closing.ts';

/** Days as somebody types them; null = no such number. */
export const noticeDaysOf = (text: string): number | null => {
  const days = /^\d{1,3}$/.test(text.trim()) ? Number(text) : Number.NaN;
  return days <= LIMITS.mostClosingDays ? days : null;
};

/** What somebody says to close an organisation, and the sending of it. */
export function useBeginning({ id, name }: Pick<AdministeredOrganisation, 'id' | 'name'>) {
  const { t } = useTranslation(ADMINISTRATION);
  const notice = useNotice();
  const sending = useBeginClosing(id);
  const [days, setDays] = useState(String(LIMITS.closingDays));
  const [typed, setTyped] = useState('');
  const [tried, setTried] = useState(false);
  const noticeDays = noticeDaysOf(days);
  const isNamed = typed.trim() === name;
  const submit = () => {
    setTried(true);
    const wrong = noticeDays === null ? 'noticeDays' : 'organisationName';
    if (noticeDays === null || !isNamed)
      return document.querySelector<HTMLInputElement>(`form [name="${wrong}"]`)?.focus();
    sending.mutate(
      { name: typed.trim(), noticeDays },
      // What there is to do next follows in the dialog.
      { onSuccess: () => notice({ text: t('closing.begun', { name }), intent: 'success' }) },
    );
  };
  const wrong = { days: tried && noticeDays === null, name: tried && !isNamed };
  return { name, days, setDays, typed, setTyped, wrong, submit, isPending: sending.isPending, error: sending.error };
}

/** Asks for the organisation's name: what follows the notice cannot be undone. */
export function BeginFields({ beginning }: { readonly beginning: ReturnType<typeof useBeginning> }) {
  const { t } = useTranslation(ADMINISTRATION);
  const { name, days, setDays, typed, setTyped, wrong } = beginning;
  return (
    <>
      <Field
        label={t('closing.notice')}
        hint={t('closing.noticeHint')}
        validationMessage={wrong.days ? t('closing.noticeWrong', { most: LIMITS.mostClosingDays }) : null}
      >
        <Input
          name="noticeDays"
          inputMode="numeric"
          autoComplete="off"
          value={days}
          onChange={(_event, { value }) => setDays(value)}
        />
      </Field>
      <Field label={t('closing.name')} hint={name} validationMessage={wrong.name ? t('closing.nameDiffers') : null}>
        <Input
          name="organisationName"
          autoComplete="off"
          value={typed}
          onChange={(_event, { value }) => setTyped(value)}
        />
      </Field>
      <Text>{t('closing.exportFirst')}</Text>
    </>
  );
}
