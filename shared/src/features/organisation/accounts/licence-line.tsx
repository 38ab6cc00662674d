import { MessageBar, MessageBarBody } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { seatState } from '../../../domain/licence.ts';
import { useLicence } from '../use-licence.ts';
import { ACCOUNTS } from './accounts-words.tsx';

/** Said where accounts are added, before none can be; nothing as long as there is room. */
export function LicenceLine() {
  const { t } = useTranslation(ACCOUNTS);
  const { data } = useLicence();
  const most = data?.terms?.accounts ?? null;
  const used = data?.used.accounts ?? 0;
  const state = seatState(used, most);
  if (state === 'free' || most === null) return null;
  return (
    <MessageBar intent="warning" layout="multiline">
      <MessageBarBody>{t(`licence.${state}`, { used, most })}</MessageBarBody>
    </MessageBar>
  );
}
