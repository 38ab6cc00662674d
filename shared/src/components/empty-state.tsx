import { makeStyles, Text, tokens, typographyStyles } from '@fluentui/react-components';
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
    overflowWrap: 'anywhere',
  },
  title: { ...typographyStyles.subtitle2, margin: 0 },
});

export interface EmptyStateProps {
  readonly title: string;
  readonly text?: string;
  /** The title is the screen's heading; leave out where the screen has one already. */
  readonly heading?: boolean;
  /** The next step, usually a button. */
  readonly action?: ReactNode;
}

/** Nothing here yet: says why and what to do next. */
export function EmptyState({ title, text, heading = false, action }: EmptyStateProps) {
  const styles = useStyles();
  const Title = heading ? 'h1' : 'p';
  return (
    <div className={styles.root}>
      <Title className={styles.title}>{title}</Title>
      {text ? <Text>{text}</Text> : null}
      {action}
    </div>
  );
}
