import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { ArrowDownloadRegular } from '@fluentui/react-icons/svg/arrow-download';
import { DocumentRegular } from '@fluentui/react-icons/svg/document';
import { useId, useState } from 'react';
import { previewKindOf } from '../../../components/preview/preview-protocol.ts';
import type { OpenedMessage } from '../api/recipient-api.ts';
import { formatSize } from '../i18n/format.ts';
import { counted, useSpeech } from '../i18n/words.ts';
import { Announce } from './announce.tsx';
import { LazyScreen } from './lazy-screen.tsx';

const useStyles = makeStyles({
  section: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  title: { margin: 0 },
  list: {
    listStyleType: 'none',
    margin: 0,
    padding: 0,
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
  },
  item: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
    padding: tokens.spacingHorizontalM,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground3,
  },
  icon: { fontSize: tokens.fontSizeBase600, flexShrink: 0 },
  name: { flex: '1 1 160px', display: 'flex', flexDirection: 'column', overflowWrap: 'anywhere' },
  all: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
  button: { minHeight: '44px', '@media print': { display: 'none' } },
  screenOnly: { '@media print': { display: 'none' } },
});

const loadPreview = () =>
  import(/* webpackChunkName: "recipient-preview" */ '../preview/preview-dialog.tsx').then(
    ({ PreviewDialog }) => PreviewDialog,
  );

type File = OpenedMessage['attachments'][number];

interface AttachmentListProps {
  readonly attachments: readonly File[];
  /** `null` = everything as a zip. Answers whether the download has begun. */
  readonly onDownload: (attachmentId: string | null) => Promise<boolean>;
  /** The bytes of a file to show here: counts as a download. */
  readonly onPreview: (attachmentId: string) => Promise<ArrayBuffer>;
}

/** The files with their sizes, each and all to download; without files the message itself can be saved. */
export function AttachmentList({ attachments, onDownload, onPreview }: AttachmentListProps) {
  const { words } = useSpeech();
  const styles = useStyles();
  const [started, setStarted] = useState('');
  const [shown, setShown] = useState<File>();
  const onClose = () => setShown(undefined);
  // One that broke off may be begun again, though none seems to be left: the server knows.
  const [begun, setBegun] = useState<ReadonlySet<string | null>>(new Set());
  const download = async (attachmentId: string | null) => {
    setStarted('');
    const ok = await onDownload(attachmentId);
    setBegun((before) => {
      const others = [...before].filter((id) => id !== attachmentId);
      return new Set(ok ? [...others, attachmentId] : others);
    });
    if (ok) setStarted(words.reading.downloading);
  };
  const noneLeft = ({ id, downloadsLeft }: File) => downloadsLeft === 0 && !begun.has(id) && !begun.has(null);
  const incomplete = attachments.some(noneLeft);
  return (
    <section className={styles.section} aria-label={words.reading.attachments}>
      {attachments.length > 0 ? (
        <>
          <Text as="h2" size={400} weight="semibold" className={styles.title}>
            {words.reading.attachments}
          </Text>
          <ul className={styles.list}>
            {attachments.map((file) => (
              <AttachmentRow
                key={file.id}
                file={file}
                noneLeft={noneLeft(file)}
                onDownload={() => void download(file.id)}
                onPreview={() => setShown(file)}
              />
            ))}
          </ul>
        </>
      ) : null}
      <div className={styles.all}>
        <Button
          icon={<ArrowDownloadRegular />}
          className={styles.button}
          disabledFocusable={incomplete}
          onClick={() => download(null)}
        >
          {attachments.length > 0 ? words.reading.downloadAll : words.reading.saveCopy}
        </Button>
        {attachments.length > 0 ? (
          <Text className={styles.screenOnly}>{incomplete ? words.reading.notAllFiles : words.reading.zip}</Text>
        ) : null}
      </div>
      <Announce>{started}</Announce>
      {shown ? <LazyScreen load={loadPreview} props={{ file: shown, fetchFile: onPreview, onClose }} /> : null}
    </section>
  );
}

interface AttachmentRowProps {
  readonly file: File;
  readonly noneLeft: boolean;
  readonly onDownload: () => void;
  readonly onPreview: () => void;
}

function AttachmentRow({ file, noneLeft, onDownload, onPreview }: AttachmentRowProps) {
  const { language, words } = useSpeech();
  const styles = useStyles();
  const nameId = useId();
  const { downloadsLeft: left } = file;
  const action = { className: styles.button, 'aria-describedby': nameId, disabledFocusable: noneLeft };
  return (
    <li className={styles.item}>
      <DocumentRegular aria-hidden className={styles.icon} />
      <span className={styles.name}>
        <Text id={nameId} weight="semibold">
          {file.name}
        </Text>
        <Text>{formatSize(language, words.size, file.sizeBytes)}</Text>
        {left === undefined ? null : (
          <Text>{left > 0 ? counted(language, words.reading.downloadsLeft, left) : words.reading.noDownloadsLeft}</Text>
        )}
      </span>
      <Button {...action} icon={<ArrowDownloadRegular />} onClick={onDownload}>
        {words.reading.download}
      </Button>
      {previewKindOf(file.contentType) ? (
        <Button {...action} onClick={onPreview}>
          {words.preview.open}
        </Button>
      ) : null}
    </li>
  );
}
