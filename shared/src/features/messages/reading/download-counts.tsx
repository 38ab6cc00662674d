import { makeStyles, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { Timeline } from '../../../contract/messages.ts';

const useStyles = makeStyles({
  list: { display: 'grid', gap: tokens.spacingVerticalXS, margin: 0, padding: 0, listStyleType: 'none' },
  file: { overflowWrap: 'anywhere' },
});

export interface DownloadCountsProps {
  readonly downloads: NonNullable<Timeline[number]['downloads']>;
  readonly max: number;
}

/** How many of her downloads a recipient has used, file by file. */
export function DownloadCounts({ downloads, max }: DownloadCountsProps) {
  const styles = useStyles();
  const { t } = useTranslation();
  return (
    <ul className={styles.list}>
      {downloads.map(({ attachmentName, completed }, index) => {
        const name = attachmentName ?? t('messages.timeline.unnamedFile');
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: the same file keeps its place.
          <li key={index} className={styles.file}>
            {t('messages.timeline.downloads', { name, completed, max })}
          </li>
        );
      })}
    </ul>
  );
}
