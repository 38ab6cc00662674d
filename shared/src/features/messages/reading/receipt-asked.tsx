import { Button, Text } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { useReadingStyles } from './reading.styles.ts';

/** Said before a message with a read receipt is opened: the sender is told of it. */
export function ReceiptAsked({ onOpen }: { readonly onOpen: () => void }) {
  const styles = useReadingStyles();
  const { t } = useTranslation();
  return (
    <div className={styles.card}>
      <Text as="p" block>
        {t('messages.read.receiptAsk')}
      </Text>
      <Button appearance="primary" onClick={onOpen}>
        {t('messages.read.open')}
      </Button>
    </div>
  );
}
