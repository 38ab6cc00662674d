import { Button, MessageBar, MessageBarActions, MessageBarBody } from '@fluentui/react-components';
import { useQueryClient } from '@tanstack/react-query';
import { useContext } from 'react';
import { useTranslation } from 'react-i18next';
import { isProblem, problemType } from '../../api/problem-error.ts';
import { StepUpContext } from '../../api/step-up.ts';
import { ProblemMessage } from '../../components/problem-message.tsx';
import { useProblemText } from '../../components/problem-text.ts';

/** What administers the installation wants two factors (platform/authorise.ts). */
const LEVEL = 2;

interface AdministrationProblemProps {
  readonly error: unknown;
  readonly title?: string;
  readonly onRetry: () => void;
}

/** Why something could not be read; with the way to identify more surely, where that is why. */
export function AdministrationProblem({ error, title, onRetry }: AdministrationProblemProps) {
  const textOf = useProblemText();
  if (isProblem(error, 'step-up-required')) return <StepUp />;
  return <ProblemMessage title={title} text={textOf(problemType(error))} onRetry={onRetry} />;
}

function StepUp() {
  const { t } = useTranslation();
  const textOf = useProblemText();
  const queryClient = useQueryClient();
  const request = useContext(StepUpContext);
  const stepUp = async () => {
    if (!(await request(LEVEL))) return;
    // Everything else on the page was refused for the same reason.
    await queryClient.invalidateQueries({ queryKey: ['installation'] });
  };
  return (
    <MessageBar intent="warning" layout="multiline" role="alert">
      <MessageBarBody>{textOf('step-up-required')}</MessageBarBody>
      <MessageBarActions>
        <Button appearance="primary" onClick={() => void stepUp()}>
          {t('messages.read.stepUp.action')}
        </Button>
      </MessageBarActions>
    </MessageBar>
  );
}
