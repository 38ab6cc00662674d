import { Button, makeStyles, mergeClasses } from '@fluentui/react-components';
import { LANGUAGE_NAMES, LANGUAGES } from '../../../i18n/languages.ts';
import { useSpeech } from '../i18n/words.ts';

const useStyles = makeStyles({
  root: { display: 'flex', '@media print': { display: 'none' } },
  button: { minWidth: 'auto', minHeight: '32px' },
  // Forced colours frame every button alike.
  current: { '@media (forced-colors: active)': { textDecorationLine: 'underline' } },
});

/** All languages at a glance, each in its own words: one press, no menu to understand first. */
export function LanguageSwitch() {
  const { language, words, choose } = useSpeech();
  const styles = useStyles();
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset draws a frame and belongs to forms.
    <div role="group" aria-label={words.language} className={styles.root}>
      {LANGUAGES.map((one) => (
        <Button
          key={one}
          lang={one}
          className={mergeClasses(styles.button, one === language && styles.current)}
          appearance={one === language ? 'outline' : 'subtle'}
          aria-pressed={one === language}
          onClick={() => choose(one)}
        >
          {LANGUAGE_NAMES[one]}
        </Button>
      ))}
    </div>
  );
}
