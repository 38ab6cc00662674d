import { PageHeading } from '../../../components/page-heading.tsx';
import { ProblemMessage } from '../../../components/problem-message.tsx';
import { useTitle } from '../../../components/use-title.ts';
import { usePaneStyles } from './pane.styles.ts';

export interface PaneProblemProps {
  readonly title: string;
  readonly text: string;
  readonly onRetry: () => void;
}

/** What should be shown could not be fetched: said aloud, and tried again by a press. */
export function PaneProblem({ title, text, onRetry }: PaneProblemProps) {
  const styles = usePaneStyles();
  useTitle(title);
  return (
    <div className={styles.part}>
      <PageHeading>{title}</PageHeading>
      <ProblemMessage text={text} onRetry={onRetry} />
    </div>
  );
}
