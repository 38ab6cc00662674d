import { useTranslation } from 'react-i18next';
import { LinkList, LinkRow } from '../../components/link-list.tsx';
import { ORGANISATION } from './organisation-words.tsx';
import type { SettingsPart } from './settings-parts.ts';

export interface SettingsOverviewProps {
  readonly parts: readonly SettingsPart[];
  /** The address of the overview, below which the pages stand. */
  readonly base: string;
}

/** The pages of Inställningar, each with a sentence of what is decided there. */
export function SettingsOverview({ parts, base }: SettingsOverviewProps) {
  const { t } = useTranslation(ORGANISATION);
  return (
    <LinkList label={t('title')}>
      {parts.map(({ name, title }) => (
        <LinkRow key={name} to={`${base}/${name}`} name={t(title)}>
          {t(`parts.${name}.text`)}
        </LinkRow>
      ))}
    </LinkList>
  );
}
