import { Button, makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { AttachRegular } from '@fluentui/react-icons/svg/attach';
import { type DragEvent, useEffect, useId, useRef, useState } from 'react';
import { fill, useSpeech } from '../i18n/words.ts';
import type { UploadItem, UploadQueue } from '../upload/upload-queue.ts';
import { UploadRow } from './upload-row.tsx';
import { useElement } from './use-element.ts';

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  zone: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
    padding: tokens.spacingHorizontalL,
    borderRadius: tokens.borderRadiusLarge,
    border: `${tokens.strokeWidthThin} dashed ${tokens.colorNeutralStroke1}`,
  },
  over: {
    border: `${tokens.strokeWidthThin} dashed ${tokens.colorBrandStroke1}`,
    backgroundColor: tokens.colorBrandBackground2,
  },
  list: {
    listStyleType: 'none',
    margin: 0,
    padding: 0,
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
  },
  refusals: { display: 'flex', flexDirection: 'column', overflowWrap: 'anywhere' },
  refusal: { color: tokens.colorPaletteRedForeground1 },
  button: { minHeight: '44px' },
});

interface ReplyFilesProps {
  readonly queue: UploadQueue;
  readonly items: readonly UploadItem[];
  /** Why the files keep the reply from being sent. */
  readonly refusal: string | undefined;
}

/** Empty files are named, the first of many. */
const EMPTY_NAMED = 5;

/** Files by button or by dropping them; each says how far it has come. */
export function ReplyFiles({ queue, items, refusal }: ReplyFilesProps) {
  const { words } = useSpeech();
  const styles = useStyles();
  const input = useRef<HTMLInputElement>(null);
  const [button, learnButton] = useElement<HTMLButtonElement>();
  const refusalId = useId();
  const [empty, setEmpty] = useState<readonly string[]>([]);
  const add = (files: readonly File[]) => setEmpty(queue.add(files).map(({ name }) => name));
  const { over, ...drop } = useDrop(add);
  useRetryWhenOnline(queue);
  return (
    <section className={styles.root} aria-label={words.reply.files}>
      <div className={mergeClasses(styles.zone, over && styles.over)} {...drop}>
        <Button
          ref={learnButton}
          icon={<AttachRegular />}
          className={styles.button}
          aria-describedby={refusal ? refusalId : undefined}
          onClick={() => input.current?.click()}
        >
          {words.reply.addFiles}
        </Button>
        <Text>{over ? words.reply.dropHere : words.reply.drop}</Text>
        <input
          ref={input}
          type="file"
          multiple
          hidden
          tabIndex={-1}
          aria-hidden
          onChange={(event) => {
            add([...(event.target.files ?? [])]);
            // The same file may be chosen again after it was removed.
            event.target.value = '';
          }}
        />
      </div>
      {empty.length > 0 ? (
        <div role="alert" className={styles.refusals}>
          {[...new Set(empty)].slice(0, EMPTY_NAMED).map((name) => (
            <Text key={name} className={styles.refusal}>
              {fill(words.reply.fileEmpty, { name })}
            </Text>
          ))}
        </div>
      ) : null}
      {items.length > 0 ? (
        <ul className={styles.list}>
          {items.map((item) => (
            <UploadRow
              key={item.key}
              item={item}
              onRetry={() => queue.retry(item.key)}
              onRemove={() => {
                setEmpty([]);
                queue.remove(item.key);
                button.current?.focus();
              }}
            />
          ))}
        </ul>
      ) : null}
      {refusal ? (
        <Text id={refusalId} role="alert" className={styles.refusal}>
          {refusal}
        </Text>
      ) : null}
    </section>
  );
}

/** Goes on by itself when the network is back. */
function useRetryWhenOnline(queue: UploadQueue) {
  useEffect(() => {
    window.addEventListener('online', queue.retryOffline);
    return () => window.removeEventListener('online', queue.retryOffline);
  }, [queue]);
}

function useDrop(onFiles: (files: File[]) => void) {
  const [over, setOver] = useState(false);
  const hasFiles = (event: DragEvent) => event.dataTransfer.types.includes('Files');
  return {
    over,
    onDragOver: (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setOver(true);
    },
    onDragLeave: () => setOver(false),
    onDrop: (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setOver(false);
      onFiles([...event.dataTransfer.files]);
    },
  };
}
