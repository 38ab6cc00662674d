import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { Component, type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useTitle } from '../components/use-title.ts';

const useStyles = makeStyles({
  root: {
    display: 'grid',
    justifyItems: 'center',
    alignContent: 'start',
    gap: tokens.spacingVerticalM,
    padding: `${tokens.spacingVerticalXXXL} ${tokens.spacingHorizontalXL}`,
    textAlign: 'center',
  },
  heading: { margin: 0, fontSize: tokens.fontSizeBase500, lineHeight: tokens.lineHeightBase500 },
});

function Crashed() {
  const styles = useStyles();
  const { t } = useTranslation();
  useTitle(t('staff.shell.crash.title'));
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <main className={styles.root}>
      <h1 ref={heading} tabIndex={-1} className={styles.heading}>
        {t('staff.shell.crash.title')}
      </h1>
      <Text>{t('staff.shell.crash.text')}</Text>
      <Button appearance="primary" onClick={() => window.location.reload()}>
        {t('staff.shell.crash.action')}
      </Button>
    </main>
  );
}

/** A screen that fails, or whose code cannot be fetched, says so and offers the way on, instead of a white page. */
export class StaffErrorBoundary extends Component<{ readonly children: ReactNode }, { readonly crashed: boolean }> {
  override state = { crashed: false };

  static getDerivedStateFromError() {
    return { crashed: true };
  }

  override render() {
    return this.state.crashed ? <Crashed /> : this.props.children;
  }
}
