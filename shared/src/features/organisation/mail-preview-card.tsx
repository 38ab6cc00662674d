import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { MailPreview } from '../../contract/organisation.ts';
import { LogoImage } from './logo-image.tsx';
import { ORGANISATION } from './organisation-words.tsx';

const useStyles = makeStyles({
  root: {
    display: 'grid',
    gap: tokens.spacingVerticalM,
    gridTemplateColumns: 'minmax(0, 1fr)',
    justifyItems: 'start',
    padding: tokens.spacingHorizontalL,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
    overflowWrap: 'anywhere',
  },
  heading: { margin: 0, fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
  said: { whiteSpace: 'pre-line' },
  button: {
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL}`,
    borderRadius: tokens.borderRadiusMedium,
    color: tokens.colorNeutralForegroundOnBrand,
    backgroundColor: tokens.colorBrandBackground,
  },
  small: { color: tokens.colorNeutralForeground2 },
});

/** A mail to a recipient without an account, in its words; its button leads nowhere. */
export function MailPreviewCard({ mail, logo }: { readonly mail: MailPreview; readonly logo: string | null }) {
  const styles = useStyles();
  const { t } = useTranslation(ORGANISATION);
  return (
    <section className={styles.root} aria-label={t('sender.previewTitle')}>
      <h3 className={styles.heading}>{t('sender.previewTitle')}</h3>
      <Text className={styles.small}>{t('sender.from', { name: mail.from })}</Text>
      <Text className={styles.small}>{t('sender.subject', { subject: mail.subject })}</Text>
      {logo ? <LogoImage hash={logo} alt={mail.from} /> : null}
      <Text weight="semibold" size={500}>
        {mail.heading}
      </Text>
      <Text className={styles.said}>{mail.said}</Text>
      <Text className={styles.small}>{mail.sender}</Text>
      <span className={styles.button}>{mail.button}</span>
      {mail.below.map((line) => (
        <Text key={line} size={200} className={styles.small}>
          {line}
        </Text>
      ))}
    </section>
  );
}
