import { makeStyles, tokens } from '@fluentui/react-components';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ORGANISATION } from './organisation-words.tsx';
import type { SettingsPart } from './settings-parts.ts';

const useStyles = makeStyles({
  list: { display: 'grid', gap: tokens.spacingVerticalS, margin: 0, padding: 0, listStyleType: 'none' },
  row: {
    display: 'grid',
    gap: tokens.spacingVerticalXXS,
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalM}`,
    borderRadius: tokens.borderRadiusMedium,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    color: tokens.colorNeutralForeground1,
    textDecorationLine: 'none',
    overflowWrap: 'anywhere',
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '2px' },
  },
  name: { fontWeight: tokens.fontWeightSemibold },
  small: { color: tokens.colorNeutralForeground2 },
});

export interface SettingsOverviewProps {
  readonly parts: readonly SettingsPart[];
  /** The address of the overview, below which the pages stand. */
  readonly base: string;
}

/** The pages of Inställningar, each with a sentence of what is decided there. */
export function SettingsOverview({ parts, base }: SettingsOverviewProps) {
  const styles = useStyles();
  const { t } = useTranslation(ORGANISATION);
  return (
    // biome-ignore lint/a11y/noRedundantRoles: Safari takes a list without markers for none
    <ul className={styles.list} role="list" aria-label={t('title')}>
      {parts.map((part) => (
        <li key={part.name}>
          <PartLink part={part} to={`${base}/${part.name}`} />
        </li>
      ))}
    </ul>
  );
}

function PartLink({ part: { name, title }, to }: { readonly part: SettingsPart; readonly to: string }) {
  const styles = useStyles();
  const { t } = useTranslation(ORGANISATION);
  const id = useId();
  return (
    <Link className={styles.row} to={to} aria-labelledby={`${id}-name`} aria-describedby={`${id}-text`}>
      <span id={`${id}-name`} className={styles.name}>
        {t(title)}
      </span>
      <span id={`${id}-text`} className={styles.small}>
        {t(`parts.${name}.text`)}
      </span>
    </Link>
  );
}
