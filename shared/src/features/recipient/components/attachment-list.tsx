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

interface AttachmentListProps {
  readonly attachments: OpenedMessage['attachments'];
  /** `null` = everything as a zip. Answers whether the download has begun. */
  readonly onDownload: (attachmentId: string | null) => Promise<boolean>;
  /** The bytes of a file to show here: counts as a download. */
  readonly onPreview: (attachmentId: string) => Promise<ArrayBuffer>;
}

/** The files with their sizes, each and all to download; without files the message itself can be saved. */
export function AttachmentList({ attachments, onDownload, onPreview }: AttachmentListProps) {
  const { language, words } = useSpeech();
  const styles = useStyles();
  const base = useId();
  const [started, setStarted] = useState('');
  const [shown, setShown] = useState<OpenedMessage['attachments'][number]>();
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
  const noneLeft = ({ id, downloadsLeft }: { readonly id: string; readonly downloadsLeft: number | undefined }) =>
    downloadsLeft === 0 && !begun.has(id) && !begun.has(null);
  const incomplete = attachments.some(({ id, downloadsLeft }) => noneLeft({ id, downloadsLeft }));
  return (
    <section className={styles.section} aria-label={words.reading.attachments}>
      {attachments.length > 0 ? (
        <>
          <Text as="h2" size={400} weight="semibold" className={styles.title}>
            {words.reading.attachments}
          </Text>
          <ul className={styles.list}>
            {attachments.map((file) => {
              const { id, name, sizeBytes, downloadsLeft } = file;
              return (
                <li key={id} className={styles.item}>
                  <DocumentRegular aria-hidden className={styles.icon} />
                  <span className={styles.name}>
                    <Text id={`${base}${id}`} weight="semibold">
                      {name}
                    </Text>
                    <Text>{formatSize(language, words.size, sizeBytes)}</Text>
                    {downloadsLeft === undefined ? null : (
                      <Text>
                        {downloadsLeft > 0
                          ? counted(language, words.reading.downloadsLeft, downloadsLeft)
                          : words.reading.noDownloadsLeft}
                      </Text>
                    )}
                  </span>
                  <Button
                    icon={<ArrowDownloadRegular />}
                    className={styles.button}
                    aria-describedby={`${base}${id}`}
                    disabledFocusable={noneLeft({ id, downloadsLeft })}
                    onClick={() => download(id)}
                  >
                    {words.reading.download}
                  </Button>
                  {previewKindOf(file.contentType) ? (
                    <Button
                      className={styles.button}
                      aria-describedby={`${base}${id}`}
                      disabledFocusable={noneLeft({ id, downloadsLeft })}
                      onClick={() => setShown(file)}
                    >
                      {words.preview.open}
                    </Button>
                  ) : null}
                </li>
              );
            })}
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
      {shown ? (
        <LazyScreen
          load={loadPreview}
          props={{ file: shown, fetchFile: onPreview, onClose: () => setShown(undefined) }}
        />
      ) : null}
    </section>
  );
}
