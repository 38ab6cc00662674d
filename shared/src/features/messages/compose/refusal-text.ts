import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { AssuranceLevel } from '../../../domain/levels.ts';
import type { Refusal, RefusedField } from './refusals.ts';

/** The words of the refusals that are about one field, undefined when there are none. */
export function useRefusalText(refusals: readonly Refusal[], level?: AssuranceLevel) {
  const { t } = useTranslation();
  return useCallback(
    (field: RefusedField): string | undefined => {
      const texts = refusals
        .filter((refusal) => refusal.field === field)
        .map(({ reason, facts }) =>
          t(`compose.refuse.${reason}`, {
            addresses: facts?.addresses ?? '',
            count: facts?.count ?? 0,
            level: level ? t(`common.level.loa${level}`) : '',
          }),
        );
      return texts.length > 0 ? texts.join(' ') : undefined;
    },
    [refusals, level, t],
  );
}
