import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useMethodName } from '../../../components/use-method-name.ts';
import type { TimelineEvent } from '../../../contract/messages.ts';

/** What an event of a timeline says in words; the time stands beside it. */
export function useEventText(): (event: TimelineEvent) => string {
  const { t } = useTranslation();
  const methodName = useMethodName();
  return useCallback(
    (event) => {
      if (event.kind === 'opened' && event.method) {
        return t('messages.event.openedWith', { method: methodName(event.method) });
      }
      if (event.kind === 'downloaded' && !event.allAttachments && event.attachmentName) {
        return t('messages.event.downloadedFile', { name: event.attachmentName });
      }
      if (event.kind === 'downloaded' && !event.allAttachments) return t('messages.event.downloadedUnnamed');
      if (event.kind === 'bounced' && event.reason) return t(`messages.event.bouncedBecause.${event.reason}`);
      if (event.kind === 'wrong-person' && event.method) {
        return t('messages.event.wrongPersonWith', { method: methodName(event.method) });
      }
      return t(`messages.event.${event.kind}`);
    },
    [t, methodName],
  );
}
