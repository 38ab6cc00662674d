import { Button, Text, useId } from '@fluentui/react-components';
import { DocumentRegular } from '@fluentui/react-icons/svg/document';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemMessage } from '../../../components/problem-message.tsx';
import { useFormat } from '../../../components/use-format.ts';
import type { CountedAttachmentView } from '../../../contract/messages.ts';
import { carriableOf } from './carrying.ts';
import { useComposeStyles } from './compose.styles.ts';
import type { DraftEntry } from './draft-store.ts';
import type { FileRefusal, UploadItem } from './uploads.ts';
import { useFileRefusalText } from './use-files.ts';

export interface LeftFilesProps {
  readonly entry: DraftEntry;
  readonly items: readonly UploadItem[];
}

/** The files of a message that is passed on, as far as they do not come along: chosen one by one. */
export function LeftFiles({ entry, items }: LeftFilesProps) {
  const styles = useComposeStyles();
  const { t } = useTranslation();
  const textOf = useFileRefusalText();
  const [refusal, setRefusal] = useState<FileRefusal>();
  const headingId = useId('left');
  const offer = carriableOf(entry);
  const left = offer?.files.filter((file) => !items.some(({ id }) => id === offer.taken(file))) ?? [];
  if (!offer || left.length === 0) return null;
  const free = left.filter(({ downloadsLeft }) => downloadsLeft === undefined);
  const takeAll = () => {
    for (const file of free) setRefusal(offer.take(file));
  };
  return (
    <>
      {refusal ? <ProblemMessage text={textOf(refusal)} /> : null}
      <Text id={headingId}>{t('compose.files.left')}</Text>
      <ul className={styles.files} aria-labelledby={headingId}>
        {left.map((file) => (
          <LeftFile key={file.id} file={file} onTake={() => setRefusal(offer.take(file))} />
        ))}
      </ul>
      {free.length > 1 ? (
        <span className={styles.fileActions}>
          <Button size="small" aria-describedby={headingId} onClick={takeAll}>
            {t('compose.files.takeAll')}
          </Button>
        </span>
      ) : null}
      {offer.told ? (
        <Text size={200} className={styles.quiet}>
          {t('compose.files.told')}
        </Text>
      ) : null}
    </>
  );
}

function LeftFile({ file, onTake }: { readonly file: CountedAttachmentView; readonly onTake: () => void }) {
  const styles = useComposeStyles();
  const { t } = useTranslation();
  const format = useFormat();
  const nameId = useId('left-file');
  const { downloadsLeft: count } = file;
  return (
    <li className={styles.file}>
      <DocumentRegular aria-hidden="true" fontSize={20} />
      <Text id={nameId} className={styles.fileName}>
        {file.name} <span className={styles.quiet}>({format.size(file.sizeBytes)})</span>
      </Text>
      <span className={styles.fileActions}>
        <Button size="small" aria-describedby={nameId} disabledFocusable={count === 0} onClick={onTake}>
          {t('compose.files.take')}
        </Button>
      </span>
      {count === undefined ? null : (
        <Text size={200} className={styles.wide}>
          {count > 0
            ? `${t('compose.files.counts')} ${t('messages.read.downloadsLeft', { count })}`
            : t('messages.read.noDownloadsLeft')}
        </Text>
      )}
    </li>
  );
}
