import { makeStyles, Text, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';

const useStyles = makeStyles({
  root: {
    display: 'grid',
    justifyItems: 'center',
    alignContent: 'start',
    gap: tokens.spacingVerticalM,
    padding: `${tokens.spacingVerticalXXXL} ${tokens.spacingHorizontalXL}`,
    textAlign: 'center',
    color: tokens.colorNeutralForeground2,
  },
});

export interface EmptyStateProps {
  readonly title: string;
  readonly text?: string;
  /** The next step, usually a button. */
  readonly action?: ReactNode;
}

/** Nothing here yet: says why and what to do next. */
export function EmptyState({ title, text, action }: EmptyStateProps) {
  const styles = useStyles();
  return (
    <div className={styles.root}>
      <Text weight="semibold" size={400}>
        {title}
      </Text>
      {text ? <Text>{text}</Text> : null}
      {action}
    </div>
  );
}
