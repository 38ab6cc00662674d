import { makeStyles, Spinner, Text, tokens, typographyStyles } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../components/empty-state.tsx';
import { ProblemMessage } from '../../components/problem-message.tsx';
import { useProblemText } from '../../components/problem-text.ts';
import { useTitle } from '../../components/use-title.ts';
import { ConsentButton } from './consent-button.tsx';
import { type StepUpStage, type StepUpWindowProps, useStepUpWindow } from './use-step-up-window.ts';

const useStyles = makeStyles({
  root: { display: 'grid', maxWidth: '480px', marginInline: 'auto', padding: tokens.spacingHorizontalL },
  code: { ...typographyStyles.title1, fontFamily: tokens.fontFamilyMonospace, userSelect: 'all' },
});

/** In two halves, as it is read and typed. */
const grouped = (code: string): string => `${code.slice(0, 4)}-${code.slice(4)}`;

/** What the stage is called, in the page and in the window's title. */
function useStageTitle({ kind }: StepUpStage): string {
  const { t } = useTranslation();
  return kind === 'ask' ? t('staff.stepUpWindow.title') : t(`staff.stepUpWindow.stage.${kind}`);
}

/**
 * The window in which a person of a Microsoft host identifies. Never by itself: whoever was lured here by somebody else's link would
 * otherwise identify without having been asked. What came of it goes to the page that opened the window, and to nobody else.
 */
export function StepUpWindowScreen(props: StepUpWindowProps) {
  const styles = useStyles();
  const { t } = useTranslation();
  const { stage, begin } = useStepUpWindow(props);
  const title = useStageTitle(stage);
  useTitle(title);
  return (
    <main className={styles.root}>
      <EmptyState
        heading
        focusOn={stage.kind}
        title={title}
        {...(stage.kind === 'ask' ? { text: t('staff.stepUpWindow.ask') } : {})}
        {...(stage.kind === 'problem' ? { text: t('staff.stepUpWindow.close') } : {})}
        action={
          <>
            {stage.kind === 'ask' ? (
              <>
                <Text>{t('staff.stepUpWindow.beware')}</Text>
                <ConsentButton onConsent={begin}>{t('common.actions.continue')}</ConsentButton>
              </>
            ) : null}
            <Problem stage={stage} />
            <Progress stage={stage} />
          </>
        }
      />
    </main>
  );
}

function Problem({ stage }: { readonly stage: StepUpStage }) {
  const { t } = useTranslation();
  const textOf = useProblemText();
  if (stage.kind !== 'problem') return null;
  const { problem } = stage;
  const isOwnText = problem === 'missing' || problem === 'wrong-person';
  return <ProblemMessage text={isOwnText ? t(`staff.stepUpWindow.${problem}`) : textOf(problem)} />;
}

/** What goes on by itself, and the code when nobody else could take it. Not announced: the focus says where it has come to. */
function Progress({ stage }: { readonly stage: StepUpStage }) {
  const styles = useStyles();
  const { t } = useTranslation();
  if (stage.kind === 'leaving') return <Spinner aria-hidden="true" />;
  if (stage.kind === 'giving') return <Spinner label={t('staff.stepUpWindow.giving')} />;
  if (stage.kind !== 'code') return null;
  return (
    <>
      <span className={styles.code}>{grouped(stage.code)}</span>
      <Text weight="semibold">{t('staff.stepUpWindow.code.secret')}</Text>
      <Text>{t('staff.stepUpWindow.code.lasts')}</Text>
    </>
  );
}
