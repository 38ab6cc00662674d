import { makeStyles, Subtitle2, Text, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';

const useStyles = makeStyles({
  root: { display: 'grid', gap: tokens.spacingVerticalXS, gridTemplateColumns: 'minmax(0, 1fr)' },
  title: { margin: 0 },
  text: { color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere' },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS, marginTop: tokens.spacingVerticalXS },
});

/** One way to sign in: what it is called, how it stands, and what can be done with it. */
export function FactorRow({
  title,
  text,
  actions,
  children,
}: {
  readonly title: string;
  readonly text?: string | undefined;
  readonly actions?: ReactNode;
  readonly children?: ReactNode;
}) {
  const styles = useStyles();
  return (
    <div className={styles.root}>
      <Subtitle2 as="h3" className={styles.title}>
        {title}
      </Subtitle2>
      {text ? <Text className={styles.text}>{text}</Text> : null}
      {children}
      {actions ? <div className={styles.actions}>{actions}</div> : null}
    </div>
  );
}
