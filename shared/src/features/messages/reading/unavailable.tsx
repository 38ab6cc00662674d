import { Text } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { MessageHead } from '../../../contract/messages.ts';
import { useReadingStyles } from './reading.styles.ts';
import { UNAVAILABLE_ID } from './recall-focus.ts';
import { unavailableText } from './unavailable-text.ts';

/** In the text's place: why it cannot be read any more. Nothing while it can. */
export function Unavailable({ head }: { readonly head: MessageHead }) {
  const styles = useReadingStyles();
  const { t } = useTranslation();
  if (!head.unavailable) return null;
  return (
    <div id={UNAVAILABLE_ID} tabIndex={-1} className={styles.card}>
      <Text>{t(unavailableText(head.role, head.unavailable))}</Text>
    </div>
  );
}
