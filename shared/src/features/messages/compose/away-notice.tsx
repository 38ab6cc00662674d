import { MessageBar, MessageBarBody } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../components/use-format.ts';
import type { Chip } from './draft.ts';

/** Says before anything is sent which colleagues are away, and until when. */
export function AwayNotice({ chips }: { readonly chips: readonly Chip[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const away = chips.flatMap(({ address, name, absentUntil }) =>
    absentUntil ? [t('compose.away', { name: name || address, date: format.lastDay(absentUntil) })] : [],
  );
  if (away.length === 0) return null;
  return (
    <MessageBar intent="info" layout="multiline" role="status">
      <MessageBarBody>{away.join(' ')}</MessageBarBody>
    </MessageBar>
  );
}
