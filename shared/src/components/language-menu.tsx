import { makeStyles, Select, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { isLanguage, LANGUAGE_NAMES, LANGUAGES, type Language } from '../i18n/languages.ts';

const useStyles = makeStyles({ root: { minWidth: '140px', backgroundColor: tokens.colorTransparentBackground } });

export interface LanguageMenuProps {
  readonly language: Language;
  readonly onLanguage: (language: Language) => void;
  /** The label stands elsewhere (in a Field). */
  readonly labelled?: boolean;
}

/** Choice of language, each in its own words. */
export function LanguageMenu({ language, onLanguage, labelled = false }: LanguageMenuProps) {
  const styles = useStyles();
  const { t } = useTranslation();
  return (
    <Select
      className={styles.root}
      value={language}
      {...(labelled ? {} : { 'aria-label': t('common.language.label') })}
      onChange={(_event, data) => {
        if (isLanguage(data.value)) onLanguage(data.value);
      }}
    >
      {LANGUAGES.map((option) => (
        <option key={option} value={option} lang={option}>
          {LANGUAGE_NAMES[option]}
        </option>
      ))}
    </Select>
  );
}
