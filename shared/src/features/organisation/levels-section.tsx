import { Button, Checkbox, makeStyles, Switch, Text, tokens } from '@fluentui/react-components';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { problemType } from '../../api/problem-error.ts';
import { ProblemMessage } from '../../components/problem-message.tsx';
import { useProblemText } from '../../components/problem-text.ts';
import { Section, SectionBar } from '../../components/section.tsx';
import { useMethodName } from '../../components/use-method-name.ts';
import type { LevelRules, LevelView, OrganisationSettings } from '../../contract/organisation.ts';
import { LIMITS } from '../../domain/limits.ts';
import { ORGANISATION } from './organisation-words.tsx';
import { OwnWordsFields, ownWords, typedWords } from './own-words-fields.tsx';
import { useRulesForm } from './use-rules-form.ts';
import { useSaveLevel } from './use-settings.ts';

const useStyles = makeStyles({
  level: {
    display: 'grid',
    gap: tokens.spacingVerticalM,
    gridTemplateColumns: 'minmax(0, 1fr)',
    paddingTop: tokens.spacingVerticalM,
  },
  heading: { margin: 0, fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
  methods: { display: 'grid' },
});

/** Tillitsnivåer: which are used, with which methods, and what they are called here. */
export function LevelsSection({ settings: { levels } }: { readonly settings: OrganisationSettings }) {
  const { t } = useTranslation(ORGANISATION);
  return (
    <Section title={t('levels.title')} intro={t('levels.intro')}>
      {levels.map((view) => (
        <LevelForm key={view.level} view={view} />
      ))}
    </Section>
  );
}

const toForm = ({ active, description, methods }: LevelRules) => ({
  active,
  words: typedWords(description),
  methods: [...methods],
});

function LevelForm({ view: { level, offered, ...saved } }: { readonly view: LevelView }) {
  const styles = useStyles();
  const { t } = useTranslation(ORGANISATION);
  const { t: common } = useTranslation();
  const textOf = useProblemText();
  const methodName = useMethodName();
  const methodsId = useId();
  const name = common(`compose.level.name.loa${level}`);
  const saving = useSaveLevel(level);
  const { form, edit, save, error, busy } = useRulesForm({
    name: `level-${level}`,
    saved,
    toForm,
    saving,
    said: (rules) => t(rules.active ? 'levels.saved' : 'levels.savedOff', { level: name }),
  });
  const { active, words, methods } = form;
  const use = (method: (typeof offered)[number], on: boolean) =>
    edit({ methods: offered.filter((one) => (one === method ? on : methods.includes(one))) });
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset draws a frame.
    <div role="group" aria-label={name} className={styles.level}>
      <h3 className={styles.heading}>{name}</h3>
      {error ? <ProblemMessage text={textOf(problemType(error))} /> : null}
      <Switch
        checked={active}
        label={t('levels.active')}
        onChange={(_event, { checked }) => edit({ active: checked })}
      />
      <OwnWordsFields
        words={words}
        onWords={(next) => edit({ words: next })}
        label={(language) => t('levels.description', { language })}
        hint={t('levels.descriptionHint', { text: common(`compose.level.text.loa${level}`) })}
        most={LIMITS.levelDescriptionCharacters}
      />
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset draws a frame. */}
      <div role="group" aria-labelledby={methodsId} className={styles.methods}>
        <Text id={methodsId}>{t('levels.methods')}</Text>
        {offered.map((method) => (
          <Checkbox
            key={method}
            checked={methods.includes(method)}
            label={methodName(method)}
            onChange={(_event, { checked }) => use(method, checked === true)}
          />
        ))}
      </div>
      <div role="status" className={styles.methods}>
        {active && methods.length === 0 ? <Text>{t('levels.noMethods')}</Text> : null}
        {saved.methods.some((method) => !methods.includes(method)) ? <Text>{t('levels.lost')}</Text> : null}
      </div>
      <SectionBar>
        <Button
          appearance="primary"
          disabledFocusable={busy}
          aria-label={t('levels.saveOf', { level: name })}
          onClick={() => save({ active, description: ownWords(words), methods })}
        >
          {t('rules.save')}
        </Button>
      </SectionBar>
    </div>
  );
}
