import { MessageBar, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../components/use-format.ts';
import type { LogScope } from '../../../contract/log.ts';
import { LOG } from './log-words.tsx';
import { useLogChain } from './use-log.ts';

/** Whether the log is as it was written, and up to when that is proved. */
export function ChainStatus({ scope }: { readonly scope: LogScope }) {
  const { t } = useTranslation(LOG);
  const format = useFormat();
  const { data } = useLogChain(scope);
  if (!data) return null;
  const number = (count: number) => count.toLocaleString(format.language);
  if (data.fault)
    return (
      <MessageBar intent="error" layout="multiline" role="alert">
        <MessageBarBody>{t('chain.fault', { number: number(data.fault.sequence) })}</MessageBarBody>
      </MessageBar>
    );
  if (!data.verifiedTo) return <MessageBar layout="multiline">{t('chain.none')}</MessageBar>;
  return (
    <MessageBar intent="success" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>{t('chain.verified', { time: format.exact(data.verifiedTo) })}</MessageBarTitle>{' '}
        {t('chain.count', { count: data.verifiedEntries, number: number(data.verifiedEntries) })}
      </MessageBarBody>
    </MessageBar>
  );
}
