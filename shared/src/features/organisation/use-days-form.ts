import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAnnounce } from '../../components/announcer.tsx';
import { useNotice } from '../../components/notice.tsx';
import { useElement } from '../../components/use-element.ts';
import type { DayChange } from '../../contract/organisation.ts';
import { LIMITS } from '../../domain/limits.ts';
import { parseDays } from './days-field.tsx';
import { ORGANISATION } from './organisation-words.tsx';
import { useSaveDays } from './use-settings.ts';
import { useUnsaved } from './use-unsaved.ts';

/** The namespace part of each setting. */
export const DAY_WORDS = { retentionDays: 'retention', reminderDays: 'reminders', draftDays: 'drafts' } as const;

/** True when fewer are kept than before. */
export const isShorter = (before: number, after: number): boolean => after > 0 && (before === 0 || after < before);

/**
 * One number of days that is being edited. `onWanted` is asked with a number that differs from the saved one, and calls `save`, at
 * once or once it has been confirmed.
 */
export function useDaysForm(setting: DayChange['setting'], saved: number) {
  const { t } = useTranslation(ORGANISATION);
  const { t: common } = useTranslation();
  const announce = useAnnounce();
  const notice = useNotice();
  const saving = useSaveDays();
  const { edited, edit, forget } = useUnsaved(setting, { text: String(saved) });
  const text = edited.text ?? String(saved);
  const [refused, setRefused] = useState(false);
  const input = useElement<HTMLInputElement>();
  const most = LIMITS[setting];
  const words = DAY_WORDS[setting];
  const save = (days: number, expected: number, undoable: boolean) =>
    saving.mutate(
      { setting, days, expected },
      {
        onSuccess: () => {
          forget();
          const undo = { label: common('common.actions.undo'), run: () => save(expected, days, false) };
          notice({
            text: days === 0 ? t(`${words}.savedOff`) : t(`${words}.saved`, { count: days }),
            intent: 'success',
            ...(undoable ? { action: undo } : {}),
          });
        },
      },
    );
  /** The number of days to go on with; undefined when there is none, which has been said then. */
  const wanted = (): number | undefined => {
    const days = parseDays(text, most);
    setRefused(days === undefined);
    if (days === undefined) input.element.current?.focus();
    return days;
  };
  const changed = (): number | undefined => {
    const days = wanted();
    if (days !== saved) return days;
    announce(t('days.same', { days }));
    return undefined;
  };
  return {
    ...{ saving, save, wanted, changed, words },
    field: {
      ...{ most, refused },
      label: t('days.label'),
      text,
      inputRef: input.set,
      onText: (next: string) => {
        edit({ text: next });
        setRefused(false);
      },
    },
  };
}
