import { makeStyles, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { PageHeading } from '../../components/page-heading.tsx';
import { Mark } from '../../theme/mark.tsx';

const useStyles = makeStyles({
  page: {
    minHeight: '100dvh',
    display: 'grid',
    placeItems: 'center',
    alignContent: 'center',
    gap: tokens.spacingVerticalL,
    padding: tokens.spacingHorizontalL,
    boxSizing: 'border-box',
  },
  card: {
    width: '100%',
    maxWidth: '400px',
    boxSizing: 'border-box',
    display: 'grid',
    gap: tokens.spacingVerticalL,
    padding: tokens.spacingHorizontalXXL,
    backgroundColor: tokens.colorNeutralBackground1,
    borderRadius: tokens.borderRadiusXLarge,
    boxShadow: tokens.shadow8,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorTransparentStroke}`,
  },
  brand: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalM },
});

export interface SignInCardProps {
  readonly title: string;
  /** What asks: its heading takes the focus, whatever had it before. */
  readonly focusOn?: string;
  readonly children: ReactNode;
  /** What stands below the card. */
  readonly footer?: ReactNode;
}

/** The page on which somebody says who she is: the mark, one heading, one thing to do. */
export function SignInCard({ title, focusOn, children, footer }: SignInCardProps) {
  const styles = useStyles();
  return (
    <main className={styles.page}>
      <div className={styles.card}>
        <div className={styles.brand}>
          <Mark size={36} />
          <PageHeading focusOn={focusOn} focusFirst={focusOn !== undefined}>
            {title}
          </PageHeading>
        </div>
        {children}
      </div>
      {footer}
    </main>
  );
}
