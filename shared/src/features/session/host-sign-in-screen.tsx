import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { useBearerState } from '../../api/bearer-context.tsx';
import { LanguageMenu } from '../../components/language-menu.tsx';
import { PageHeading } from '../../components/page-heading.tsx';
import { useTitle } from '../../components/use-title.ts';
import type { Language } from '../../i18n/languages.ts';
import { Mark } from '../../theme/mark.tsx';
import { HostSignInPanel, type HostSignInPanelProps } from './host-sign-in-panel.tsx';

const useStyles = makeStyles({
  page: {
    minHeight: '100dvh',
    boxSizing: 'border-box',
    display: 'grid',
    placeItems: 'center',
    alignContent: 'center',
    gap: tokens.spacingVerticalXL,
    padding: tokens.spacingHorizontalL,
  },
  content: { width: '100%', maxWidth: '400px', display: 'grid', gap: tokens.spacingVerticalL },
  brand: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalM },
});

export interface HostSignInScreenProps extends HostSignInPanelProps {
  readonly language: Language;
  readonly onLanguage: (language: Language) => void;
}

/** The plain page of a frame in which nobody is signed in (yet). */
export function HostSignInScreen({ language, onLanguage, ...panel }: HostSignInScreenProps) {
  const styles = useStyles();
  const { t } = useTranslation();
  const { signingIn, inWindow } = useBearerState(panel.bearer);
  const working = signingIn && !inWindow;
  const title = t(working ? 'staff.hostSignIn.working' : 'staff.signIn.title');
  useTitle(title);
  return (
    <main className={styles.page}>
      <div className={styles.content}>
        <div className={styles.brand}>
          <Mark size={36} />
          <PageHeading passing={working}>{title}</PageHeading>
        </div>
        {signingIn ? null : <Text>{t('staff.signIn.intro')}</Text>}
        <HostSignInPanel {...panel} headed />
      </div>
      {signingIn ? null : <LanguageMenu language={language} onLanguage={onLanguage} />}
    </main>
  );
}
