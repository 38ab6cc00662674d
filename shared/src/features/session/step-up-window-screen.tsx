import { Button, makeStyles, Spinner, Text, tokens, typographyStyles } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../components/empty-state.tsx';
import { ProblemMessage } from '../../components/problem-message.tsx';
import { useProblemText } from '../../components/problem-text.ts';
import { useTitle } from '../../components/use-title.ts';
import { type StepUpStage, type StepUpWindowProps, useStepUpWindow } from './use-step-up-window.ts';

const useStyles = makeStyles({
  root: { display: 'grid', maxWidth: '480px', marginInline: 'auto', padding: tokens.spacingHorizontalL },
  status: { display: 'grid', gap: tokens.spacingVerticalM, justifyItems: 'center', ':empty': { position: 'absolute' } },
  code: { ...typographyStyles.title1, fontFamily: tokens.fontFamilyMonospace, userSelect: 'all' },
});

/** In two halves, as it is read and typed. */
const grouped = (code: string): string => `${code.slice(0, 4)}-${code.slice(4)}`;

/**
 * The window in which a person of a Microsoft host identifies. Never by itself: whoever was lured here by somebody else's link would
 * otherwise identify without having been asked. What came of it goes to the page that opened the window, and to nobody else.
 */
export function StepUpWindowScreen(props: StepUpWindowProps) {
  const styles = useStyles();
  const { t } = useTranslation();
  const { stage, begin } = useStepUpWindow(props);
  useTitle(t('staff.stepUpWindow.title'));
  return (
    <main className={styles.root}>
      <EmptyState
        heading
        title={t('staff.stepUpWindow.title')}
        {...(stage.kind === 'ask' ? { text: t('staff.stepUpWindow.ask') } : {})}
        {...(stage.kind === 'problem' ? { text: t('staff.stepUpWindow.close') } : {})}
        action={
          <>
            {stage.kind === 'ask' ? (
              <>
                <Text>{t('staff.stepUpWindow.beware')}</Text>
                <Button appearance="primary" onClick={begin}>
                  {t('common.actions.continue')}
                </Button>
              </>
            ) : null}
            <Problem stage={stage} />
            <div role="status" className={styles.status}>
              <Progress stage={stage} />
            </div>
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
  return <ProblemMessage text={problem === 'missing' ? t('staff.stepUpWindow.missing') : textOf(problem)} />;
}

/** What goes on by itself, and the code when nobody else could take it. */
function Progress({ stage }: { readonly stage: StepUpStage }) {
  const styles = useStyles();
  const { t } = useTranslation();
  if (stage.kind === 'leaving') return <Spinner label={t('staff.stepUpWindow.working')} />;
  if (stage.kind === 'giving') return <Spinner label={t('staff.stepUpWindow.giving')} />;
  if (stage.kind === 'done') return <Text>{t('staff.stepUp.done')}</Text>;
  if (stage.kind !== 'code') return null;
  return (
    <>
      <Text>{t('staff.stepUpWindow.code.where')}</Text>
      <span className={styles.code}>{grouped(stage.code)}</span>
      <Text weight="semibold">{t('staff.stepUpWindow.code.secret')}</Text>
      <Text>{t('staff.stepUpWindow.code.lasts')}</Text>
    </>
  );
}
