import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { Component, type ReactNode } from 'react';
import type { Language } from '../../../i18n/languages.ts';
import { Card } from '../components/card.tsx';
import { HeadingContext, PageHeading } from '../components/page-heading.tsx';
import { LAST_WORDS } from '../i18n/last-words.ts';

const useStyles = makeStyles({
  root: {
    boxSizing: 'border-box',
    maxWidth: '680px',
    margin: '0 auto',
    padding: `${tokens.spacingVerticalXL} ${tokens.spacingHorizontalL}`,
  },
  button: { minHeight: '48px', alignSelf: 'flex-start' },
});

/** The heading takes the focus: whatever was here before is gone. */
const FOCUSED = { moved: { current: true }, site: 'SEFOS' };

interface FailedPageProps {
  readonly language: Language;
  readonly onReload: () => void;
}

/** Needs nothing that must be fetched: stands where neither words nor code could be had. */
export function FailedPage({ language, onReload }: FailedPageProps) {
  const styles = useStyles();
  const own = LAST_WORDS.find((words) => words.language === language) ?? LAST_WORDS[0];
  return (
    <HeadingContext.Provider value={FOCUSED}>
      <main lang={own.language} className={styles.root}>
        <Card>
          <PageHeading>{own.title}</PageHeading>
          <Text size={400}>{own.text}</Text>
          <Button appearance="primary" size="large" className={styles.button} onClick={onReload}>
            {own.reload}
          </Button>
        </Card>
      </main>
    </HeadingContext.Provider>
  );
}

interface FailureBoundaryProps extends FailedPageProps {
  readonly children: ReactNode;
}

/** A defect of ours gives a page with a way to go on, never a blank one. */
export class FailureBoundary extends Component<FailureBoundaryProps, { readonly failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    const { language, onReload, children } = this.props;
    return this.state.failed ? <FailedPage language={language} onReload={onReload} /> : children;
  }
}
