import { Button, makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons/svg/dismiss';
import { ZoomInRegular } from '@fluentui/react-icons/svg/zoom-in';
import { ZoomOutRegular } from '@fluentui/react-icons/svg/zoom-out';
import { useCallback, useEffect, useId, useRef, useState } from 'react';
import { PREVIEW_BYTES_MOST, PREVIEW_PATH, previewKindOf } from '../../../components/preview/preview-protocol.ts';
import { usePreviewFrame } from '../../../components/preview/use-preview-frame.ts';
import type { OpenedMessage } from '../api/recipient-api.ts';
import { asProblem, type RecipientProblem } from '../api/recipient-problem.ts';
import { ProblemBar } from '../components/problem-bar.tsx';
import { Waiting } from '../components/waiting.tsx';
import { formatSize } from '../i18n/format.ts';
import { counted, fill, useSpeech } from '../i18n/words.ts';

const useStyles = makeStyles({
  dialog: {
    boxSizing: 'border-box',
    width: 'min(1200px, 100vw - 32px)',
    maxWidth: 'none',
    height: 'calc(100dvh - 32px)',
    maxHeight: 'none',
    padding: tokens.spacingHorizontalXL,
    border: 0,
    borderRadius: tokens.borderRadiusXLarge,
    color: tokens.colorNeutralForeground1,
    backgroundColor: tokens.colorNeutralBackground1,
    '&::backdrop': { backgroundColor: 'rgba(0, 0, 0, 0.5)' },
    '@media (max-width: 599px)': {
      width: '100vw',
      height: '100dvh',
      padding: tokens.spacingHorizontalM,
      borderRadius: 0,
    },
    '@media (forced-colors: active)': { border: '2px solid CanvasText' },
  },
  column: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, height: '100%', minHeight: 0 },
  head: { display: 'flex', alignItems: 'flex-start', gap: tokens.spacingHorizontalM },
  title: { flexGrow: 1, minWidth: 0, margin: 0, overflowWrap: 'anywhere' },
  target: { minWidth: '44px', minHeight: '44px', flexShrink: 0 },
  action: { alignSelf: 'flex-start', minHeight: '44px' },
  bar: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
  page: { marginLeft: 'auto' },
  frame: {
    flexGrow: 1,
    minHeight: 0,
    width: '100%',
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground3,
    // The page inside is see-through where both have the same scheme.
    colorScheme: 'normal',
  },
  gone: { display: 'none' },
});

type File = OpenedMessage['attachments'][number];

export interface PreviewDialogProps {
  readonly file: File;
  /** Asks for the file as for any download. */
  readonly fetchFile: (attachmentId: string) => Promise<ArrayBuffer>;
  readonly onClose: () => void;
}

/** Förhandsvisning: a file drawn in a sandbox above the message. The browser's own dialog: it holds the focus and gives it back. */
export function PreviewDialog({ file, fetchFile, onClose }: PreviewDialogProps) {
  const styles = useStyles();
  const { words } = useSpeech();
  const titleId = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const close = useCallback(() => dialog.current?.close(), []);
  const closed = useRef(onClose);
  closed.current = onClose;
  useEffect(() => {
    const shown = dialog.current;
    const end = () => closed.current();
    shown?.addEventListener('close', end);
    shown?.showModal();
    return () => shown?.removeEventListener('close', end);
  }, []);
  return (
    <dialog ref={dialog} className={styles.dialog} aria-labelledby={titleId}>
      <div className={styles.column}>
        <div className={styles.head}>
          <Text as="h2" id={titleId} size={500} weight="semibold" className={styles.title}>
            {fill(words.preview.of, { name: file.name })}
          </Text>
          <Button
            appearance="subtle"
            className={styles.target}
            icon={<DismissRegular />}
            aria-label={words.close}
            onClick={close}
          />
        </div>
        <PreviewContent file={file} fetchFile={fetchFile} onClose={close} />
      </div>
    </dialog>
  );
}

type Fetched = { readonly bytes?: ArrayBuffer; readonly problem?: RecipientProblem };

/** Where downloads are counted, only what the person has agreed to. */
function PreviewContent({ file, fetchFile, onClose }: PreviewDialogProps) {
  const styles = useStyles();
  const { language, words } = useSpeech();
  // What is left falls while it is fetched: whether to ask is decided once.
  const [asks, setAsks] = useState(file.downloadsLeft !== undefined);
  const [fetched, setFetched] = useState<Fetched>({});
  const tooLarge = file.sizeBytes > PREVIEW_BYTES_MOST;
  const begun = useRef(false);
  const fetchIt = useRef(fetchFile);
  fetchIt.current = fetchFile;
  useEffect(() => {
    if (asks || tooLarge || begun.current) return;
    begun.current = true;
    fetchIt.current(file.id).then(
      (bytes) => setFetched({ bytes }),
      (error: unknown) => setFetched({ problem: asProblem(error) }),
    );
  }, [asks, tooLarge, file.id]);
  if (tooLarge)
    return <Text>{fill(words.preview.tooLarge, { size: formatSize(language, words.size, PREVIEW_BYTES_MOST) })}</Text>;
  if (asks) {
    return (
      <>
        <Text>
          {words.preview.counts} {counted(language, words.reading.downloadsLeft, file.downloadsLeft ?? 0)}
        </Text>
        <Button className={styles.action} appearance="primary" onClick={() => setAsks(false)}>
          {words.preview.show}
        </Button>
      </>
    );
  }
  if (fetched.problem) return <ProblemBar problem={fetched.problem} />;
  if (!fetched.bytes) return <Waiting label={words.loading} />;
  return <PreviewFrame file={file} bytes={fetched.bytes} onClose={onClose} />;
}

interface PreviewFrameProps {
  readonly file: File;
  readonly bytes: ArrayBuffer;
  readonly onClose: () => void;
}

/** The sandbox with its file, and the controls around it. Scripts run there, but without an origin: they reach neither us nor a network. */
function PreviewFrame({ file: { name, contentType }, bytes, onClose }: PreviewFrameProps) {
  const styles = useStyles();
  const { language, words } = useSpeech();
  const { preview } = words;
  const kind = previewKindOf(contentType) ?? 'image';
  const [given] = useState(() => ({
    kind,
    bytes,
    words: {
      language,
      title: kind === 'image' ? fill(preview.image, { name }) : name,
      page: fill(preview.page, { page: '{page}', pages: '{pages}' }),
      noText: preview.noText,
      undrawn: preview.undrawn,
    },
  }));
  const { set, state, zoom } = usePreviewFrame(given, onClose);
  const { pages, page, percent, failure } = state;
  if (failure) {
    const size = formatSize(language, words.size, PREVIEW_BYTES_MOST);
    return <Text role="alert">{fill(preview[failure], { size })}</Text>;
  }
  return (
    <>
      {pages === undefined ? (
        <Waiting label={words.loading} />
      ) : (
        <div className={styles.bar}>
          <Button
            className={styles.target}
            icon={<ZoomOutRegular />}
            aria-label={preview.zoomOut}
            onClick={() => zoom(-1)}
          />
          <Text role="status">{fill(preview.zoom, { percent })}</Text>
          <Button
            className={styles.target}
            icon={<ZoomInRegular />}
            aria-label={preview.zoomIn}
            onClick={() => zoom(1)}
          />
          {kind === 'pdf' ? <Text className={styles.page}>{fill(preview.page, { page, pages })}</Text> : null}
        </div>
      )}
      <iframe
        ref={set}
        className={mergeClasses(styles.frame, pages === undefined && styles.gone)}
        src={PREVIEW_PATH}
        sandbox="allow-scripts"
        title={fill(preview.of, { name })}
      />
    </>
  );
}
