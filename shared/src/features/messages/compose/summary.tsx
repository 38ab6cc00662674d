import { Subtitle2, Text } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { useMethodName } from '../../../components/use-method-name.ts';
import { EXTERNAL_METHODS } from '../../../domain/levels.ts';
import { useComposeStyles } from './compose.styles.ts';
import { chipsOf, type Draft, externalChips } from './draft.ts';

/** How many are reached and identified in which way. */
export function countRecipients(draft: Draft) {
  const external = externalChips(draft);
  const methods = EXTERNAL_METHODS.map((method) => ({
    method,
    count: external.filter((chip) => draft.external[chip.address]?.method === method).length,
  })).filter(({ count }) => count > 0);
  return { inbox: chipsOf(draft).length - external.length, mail: external.length, methods };
}

/** A plain sentence of what will happen: read before the message cannot be taken back unseen. */
export function Summary({ draft, fileCount }: { readonly draft: Draft; readonly fileCount: number }) {
  const styles = useComposeStyles();
  const { t } = useTranslation();
  const methodName = useMethodName();
  const { inbox, mail, methods } = countRecipients(draft);
  const parts = [
    ...(inbox > 0 ? [t('compose.summary.inbox', { count: inbox })] : []),
    ...(mail > 0 ? [t('compose.summary.mail', { count: mail })] : []),
    ...methods.map(({ method, count }) =>
      method === 'email'
        ? t('compose.summary.linkOnly', { count })
        : t('compose.summary.identify', { count, method: methodName(method) }),
    ),
    ...(fileCount > 0 ? [t('compose.summary.files', { count: fileCount })] : []),
  ];
  return (
    <div className={styles.summary}>
      <Subtitle2 as="h2" className={styles.heading}>
        {t('compose.summary.title')}
      </Subtitle2>
      <Text>{parts.join('; ')}.</Text>
    </div>
  );
}
