import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { type ReactNode, useRef, useState } from 'react';
import { Mark } from '../../../theme/mark.tsx';
import { LanguageSwitch } from './language-switch.tsx';
import { HeadingContext } from './page-heading.tsx';

const WIDTH = '680px';

const useStyles = makeStyles({
  header: {
    backgroundColor: tokens.colorNeutralBackground1,
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
  },
  bar: {
    boxSizing: 'border-box',
    maxWidth: WIDTH,
    margin: '0 auto',
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL}`,
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: tokens.spacingHorizontalS,
  },
  brand: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalS, minWidth: 0 },
  // Logos are drawn for paper: white whatever the theme.
  logo: { maxHeight: '40px', maxWidth: '120px', backgroundColor: tokens.colorNeutralForegroundStaticInverted },
  name: { overflowWrap: 'anywhere' },
  main: {
    boxSizing: 'border-box',
    maxWidth: WIDTH,
    margin: '0 auto',
    padding: `${tokens.spacingVerticalXL} ${tokens.spacingHorizontalL} ${tokens.spacingVerticalXXXL}`,
    '@media (max-width: 479px)': { padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalM}` },
    '@media print': { padding: 0, maxWidth: 'none' },
  },
});

/** What stands around every page: who it comes from, and the language. `organisation` undefined while nothing is known. */
export function PageLayout({
  organisation,
  logo,
  children,
}: {
  readonly organisation: string | undefined;
  /** Path of the organisation's picture. */
  readonly logo?: string | undefined;
  readonly children: ReactNode;
}) {
  const styles = useStyles();
  const moved = useRef(false);
  const [failed, setFailed] = useState<string>();
  return (
    <HeadingContext.Provider value={{ moved, site: organisation ?? 'SEFOS' }}>
      <header className={styles.header}>
        <div className={styles.bar}>
          <div className={styles.brand}>
            {logo && logo !== failed ? (
              <img className={styles.logo} src={logo} alt="" onError={() => setFailed(logo)} />
            ) : (
              <Mark size={32} />
            )}
            <Text weight="semibold" size={400} className={styles.name}>
              {organisation ?? 'SEFOS'}
            </Text>
          </div>
          <LanguageSwitch />
        </div>
      </header>
      <main className={styles.main}>{children}</main>
    </HeadingContext.Provider>
  );
}
