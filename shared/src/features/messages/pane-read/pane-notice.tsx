import { Text } from '@fluentui/react-components';
import { type ReactNode, useEffect } from 'react';
import { useAnnounce } from '../../../components/announcer.tsx';
import { PageHeading } from '../../../components/page-heading.tsx';
import { useTitle } from '../../../components/use-title.ts';
import { WrappingText } from '../../../components/wrapping-text.tsx';
import { usePaneStyles } from './pane.styles.ts';

export interface PaneNoticeProps {
  readonly title: string;
  readonly text: string;
  /** The next step, usually a button. */
  readonly children?: ReactNode;
}

/** There is no message to show, why, and what to do next. Said politely: the focus stays in the mail program's list. */
export function PaneNotice({ title, text, children }: PaneNoticeProps) {
  const styles = usePaneStyles();
  const announce = useAnnounce();
  useTitle(title);
  useEffect(() => announce(title), [announce, title]);
  return (
    <div className={styles.part}>
      <PageHeading>{title}</PageHeading>
      <Text className={styles.text}>
        <WrappingText text={text} />
      </Text>
      {children}
    </div>
  );
}
