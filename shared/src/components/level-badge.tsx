import { Badge } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { AssuranceLevel } from '../domain/levels.ts';

/** The level of assurance as a small badge; read aloud with its meaning. */
export function LevelBadge({ level }: { readonly level: AssuranceLevel }) {
  const { t } = useTranslation();
  return (
    <Badge
      appearance={level === 3 ? 'filled' : 'tint'}
      color={level === 1 ? 'informative' : 'brand'}
      title={t('common.level.label', { level })}
    >
      {t(`common.level.loa${level}`)}
    </Badge>
  );
}
