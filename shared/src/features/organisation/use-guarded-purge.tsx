import { Text } from '@fluentui/react-components';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { focusLater } from '../../components/focus-later.ts';
import type { RetentionPreview } from '../../contract/organisation.ts';
import { ORGANISATION } from './organisation-words.tsx';
import { PreviewParts, purgedCount, usePreviewNumber } from './preview-text.tsx';
import { PurgeDialog } from './purge-dialog.tsx';
import { type PreviewQuestion, usePreview } from './use-settings.ts';

interface Asked {
  readonly preview: RetentionPreview;
  /** After how many days messages go then. */
  readonly days: number;
  readonly go: (destroys: boolean) => void;
  readonly from: Element | null;
}

/** Counts what a change would purge before it is made, asks with that, and goes on with whether it is anything: nobody shortens how long all messages are kept by a slip. The dialog belongs into the page. */
export function useGuardedPurge() {
  const preview = usePreview();
  const [asked, setAsked] = useState<Asked>();
  const guard = (question: PreviewQuestion, days: number, go: (destroys: boolean) => void) => {
    const from = document.activeElement;
    preview.mutate(question, {
      onSuccess: (counted) => setAsked({ preview: counted, days, go, from }),
    });
  };
  const close = () => {
    setAsked(undefined);
    focusLater(() => (asked?.from instanceof HTMLElement ? asked.from : null));
  };
  const dialog: ReactNode = asked ? <AskedDialog asked={asked} onClose={close} /> : null;
  return { guard, preview, dialog };
}

function AskedDialog({
  asked: { preview, days, go },
  onClose,
}: {
  readonly asked: Asked;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation(ORGANISATION);
  const numberOf = usePreviewNumber();
  const count = purgedCount(preview);
  const number = numberOf(count, preview);
  const isAny = count > 0;
  return (
    <PurgeDialog
      title={isAny ? t('retention.confirmTitle', { count, number }) : t('retention.laterTitle', { count: days })}
      confirm={isAny ? t('retention.confirm', { count, number }) : t('retention.later', { count: days })}
      onConfirm={() => {
        onClose();
        go(isAny);
      }}
      onClose={onClose}
    >
      <Text as="p" block>
        {t(isAny ? 'retention.confirmText' : 'retention.laterText', { count: days })}
      </Text>
      <PreviewParts preview={preview} />
    </PurgeDialog>
  );
}
