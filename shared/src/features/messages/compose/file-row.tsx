import { Button, ProgressBar, Text, useId } from '@fluentui/react-components';
import { DocumentRegular } from '@fluentui/react-icons/svg/document';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../components/use-format.ts';
import { useComposeStyles } from './compose.styles.ts';
import type { UploadItem } from './uploads.ts';

/** How long is left, in the largest unit that says enough. */
export function timeLeft(item: UploadItem): { readonly unit: 'seconds' | 'minutes' | 'hours'; readonly count: number } {
  const seconds = Math.ceil((item.sizeBytes - item.sentBytes) / Math.max(1, item.bytesPerSecond));
  if (seconds < 90) return { unit: 'seconds', count: seconds };
  return seconds < 5400
    ? { unit: 'minutes', count: Math.round(seconds / 60) }
    : { unit: 'hours', count: Math.round(seconds / 3600) };
}

/** What a file's row says about its way up. */
function useStateText(item: UploadItem): string {
  const { t } = useTranslation();
  const format = useFormat();
  if (item.state === 'uploading') {
    if (item.bytesPerSecond === 0) return t('compose.files.starting');
    const { unit, count } = timeLeft(item);
    return t('compose.files.progress', {
      percent: Math.floor((item.sentBytes / item.sizeBytes) * 100),
      speed: format.size(item.bytesPerSecond),
      left: t(`compose.files.${unit}`, { count }),
    });
  }
  if (item.state === 'failed') {
    return `${t('compose.files.failed')} ${item.problem ? t(`problem.${item.problem}`) : ''}`.trim();
  }
  if (item.state === 'interrupted') {
    return t('compose.files.interrupted', { percent: Math.floor((item.sentBytes / item.sizeBytes) * 100) });
  }
  return t(`compose.files.${item.state}`);
}

export interface FileRowProps {
  readonly item: UploadItem;
  readonly onRemove: () => void;
  readonly onRetry: () => void;
  /** Asks for the file again. */
  readonly onChoose: () => void;
}

/** One file: name, size, how far it has come, and the ways to stop or go on. */
export function FileRow({ item, onRemove, onRetry, onChoose }: FileRowProps) {
  const styles = useComposeStyles();
  const { t } = useTranslation();
  const format = useFormat();
  const nameId = useId('upload');
  const text = useStateText(item);
  const finished = item.state === 'done' || item.state === 'failed' || item.state === 'interrupted';
  return (
    <li className={styles.file}>
      <DocumentRegular aria-hidden="true" fontSize={20} />
      <Text id={nameId} className={styles.fileName}>
        {item.name} <span className={styles.quiet}>({format.size(item.sizeBytes)})</span>
      </Text>
      <span className={styles.fileActions}>
        {item.state === 'failed' ? (
          <Button size="small" aria-describedby={nameId} onClick={onRetry}>
            {t('compose.files.retry')}
          </Button>
        ) : null}
        {item.state === 'interrupted' ? (
          <Button size="small" aria-describedby={nameId} onClick={onChoose}>
            {t('compose.files.choose')}
          </Button>
        ) : null}
        <Button size="small" appearance="subtle" aria-describedby={nameId} onClick={onRemove}>
          {t(finished ? 'compose.files.remove' : 'compose.files.cancel')}
        </Button>
      </span>
      {item.state === 'uploading' || item.state === 'offline' || item.state === 'interrupted' ? (
        <ProgressBar className={styles.wide} value={item.sentBytes / item.sizeBytes} aria-labelledby={nameId} />
      ) : null}
      <Text size={200} className={styles.wide} role={item.state === 'failed' ? 'alert' : undefined}>
        {text}
      </Text>
    </li>
  );
}
