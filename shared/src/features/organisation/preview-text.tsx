import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../components/use-format.ts';
import type { RetentionPreview } from '../../contract/organisation.ts';
import { ORGANISATION } from './organisation-words.tsx';

const useStyles = makeStyles({ root: { display: 'grid', gap: tokens.spacingVerticalXS } });

/** How many messages would go. */
export const purgedCount = ({ received, sent }: RetentionPreview): number => received + sent;

/** Numbers of a preview in words: “12 345”, “at least 100,000”. */
export function usePreviewNumber(): (count: number, preview: RetentionPreview) => string {
  const { t, i18n } = useTranslation(ORGANISATION);
  return (count, { atLeast }) => {
    const number = new Intl.NumberFormat(i18n.language).format(count);
    return atLeast ? t('retention.atLeast', { number }) : number;
  };
}

/** What a preview has counted beside how many would go: of which kind, where, since when, and what is kept. */
export function PreviewParts({ preview }: { readonly preview: RetentionPreview }) {
  const styles = useStyles();
  const { t } = useTranslation(ORGANISATION);
  const format = useFormat();
  const numberOf = usePreviewNumber();
  const { received, sent, mailboxes, oldest, held } = preview;
  return (
    <div className={styles.root}>
      {purgedCount(preview) > 0 ? (
        <Text>
          {t('retention.parts', { received: numberOf(received, preview), sent: numberOf(sent, preview) })}{' '}
          {t('retention.mailboxes', { count: mailboxes })}
        </Text>
      ) : null}
      {oldest ? <Text>{t('retention.oldest', { date: format.exact(oldest) })}</Text> : null}
      {held > 0 ? <Text>{t('retention.held', { count: held, number: numberOf(held, preview) })}</Text> : null}
    </div>
  );
}

/** The whole of a preview in the page. */
export function PreviewText({ preview }: { readonly preview: RetentionPreview }) {
  const styles = useStyles();
  const { t } = useTranslation(ORGANISATION);
  const numberOf = usePreviewNumber();
  const count = purgedCount(preview);
  return (
    <div className={styles.root}>
      <Text weight="semibold">
        {count === 0 ? t('retention.nothing') : t('retention.would', { count, number: numberOf(count, preview) })}
      </Text>
      <PreviewParts preview={preview} />
    </div>
  );
}
