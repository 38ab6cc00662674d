import { makeStyles, Text, tokens, typographyStyles } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { PageHeading } from './page-heading.tsx';

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
  /** The heading takes the focus when this changes, as a page's heading does. */
  readonly focusOn?: string;
  /** The next step, usually a button. */
  readonly action?: ReactNode;
}

/** Nothing here yet: says why and what to do next. */
export function EmptyState({ title, text, heading = false, focusOn, action }: EmptyStateProps) {
  const styles = useStyles();
  const Title = heading ? 'h1' : 'p';
  const plain = <Title className={styles.title}>{title}</Title>;
  return (
    <div className={styles.root}>
      {focusOn === undefined ? plain : <PageHeading focusOn={focusOn}>{title}</PageHeading>}
      {text ? <Text>{text}</Text> : null}
      {action}
    </div>
  );
}
