import { Button, makeStyles, Spinner, Text, tokens } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/api-context.tsx';
import { type ClientProblemType, problemType } from '../../api/problem-error.ts';
import { routes } from '../../api/routes.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { ProblemMessage } from '../../components/problem-message.tsx';
import { useProblemText } from '../../components/problem-text.ts';
import { useTitle } from '../../components/use-title.ts';

const useStyles = makeStyles({
  root: { display: 'grid', maxWidth: '480px', marginInline: 'auto', padding: tokens.spacingHorizontalL },
});

/**
 * The window in which a person of a Microsoft host identifies: binds this browser to it and goes to the provider. Never by itself:
 * whoever was lured here by somebody else's link would raise that person's session.
 */
export function StepUpWindowScreen({ leave = (url: string) => window.location.assign(url) }) {
  const styles = useStyles();
  const api = useApi();
  const { t } = useTranslation();
  const textOf = useProblemText();
  const [ticket] = useState(() => window.location.hash.slice(1));
  const [begun, setBegun] = useState(false);
  const [problem, setProblem] = useState<ClientProblemType | 'missing' | undefined>(ticket ? undefined : 'missing');
  useTitle(t('staff.stepUpWindow.title'));

  // The ticket must not stay in the browser's history. Not while rendering: React may render twice before it shows anything.
  // Office.js, where it runs, takes the page's history away (undefined): then there is none that the ticket could stay in.
  useEffect(() => window.history.replaceState?.(null, '', window.location.pathname), []);
  const begin = () => {
    setBegun(true);
    api.call(routes.enterStepUpWindow, { body: { ticket } }).then(
      ({ url }) => leave(url),
      (error: unknown) => setProblem(problemType(error)),
    );
  };
  const asking = !problem && !begun;

  return (
    <main className={styles.root}>
      <EmptyState
        heading
        title={t('staff.stepUpWindow.title')}
        {...(problem || asking ? { text: t(`staff.stepUpWindow.${problem ? 'close' : 'ask'}`) } : {})}
        action={
          asking ? (
            <>
              <Text>{t('staff.stepUpWindow.beware')}</Text>
              <Button appearance="primary" onClick={begin}>
                {t('common.actions.continue')}
              </Button>
            </>
          ) : problem ? (
            <ProblemMessage text={problem === 'missing' ? t('staff.stepUpWindow.missing') : textOf(problem)} />
          ) : (
            <Spinner label={t('staff.stepUpWindow.working')} />
          )
        }
      />
    </main>
  );
}
