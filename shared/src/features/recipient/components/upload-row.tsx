import { Button, makeStyles, ProgressBar, Text, tokens } from '@fluentui/react-components';
import { ArrowClockwiseRegular } from '@fluentui/react-icons/svg/arrow-clockwise';
import { CheckmarkCircleRegular } from '@fluentui/react-icons/svg/checkmark-circle';
import { DismissRegular } from '@fluentui/react-icons/svg/dismiss';
import { LIMITS } from '../../../domain/limits.ts';
import type { Language } from '../../../i18n/languages.ts';
import type { RecipientProblem } from '../api/recipient-problem.ts';
import { formatDuration, formatSize } from '../i18n/format.ts';
import { fill, useSpeech, type Words } from '../i18n/words.ts';
import type { Refusal, UploadItem } from '../upload/upload-queue.ts';
import { problemWords } from './problem-words.ts';

const useStyles = makeStyles({
  root: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXS,
    padding: tokens.spacingHorizontalM,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground3,
  },
  line: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalS },
  text: { flex: '1 1 0', minWidth: 0, display: 'flex', flexDirection: 'column', overflowWrap: 'anywhere' },
  done: { color: tokens.colorPaletteGreenForeground1, fontSize: tokens.fontSizeBase600, flexShrink: 0 },
  failed: { color: tokens.colorPaletteRedForeground1 },
  button: { minWidth: '44px', minHeight: '44px' },
});

interface UploadRowProps {
  readonly item: UploadItem;
  readonly onRetry: () => void;
  readonly onRemove: () => void;
}

/** One file of a reply: name, how far, how long still, and the way to stop or try again. */
export function UploadRow({ item, onRetry, onRemove }: UploadRowProps) {
  const { language, words } = useSpeech();
  const styles = useStyles();
  const { state, name } = item;
  const running = state.kind === 'sending' || state.kind === 'waiting';
  const removal = fill(running ? words.reply.cancelFile : words.reply.remove, { name });
  const failure = failureText(language, words, item);
  return (
    <li className={styles.root}>
      <div className={styles.line}>
        {state.kind === 'done' ? <CheckmarkCircleRegular aria-hidden className={styles.done} /> : null}
        <span className={styles.text}>
          <Text weight="semibold">{name}</Text>
          {failure === undefined ? (
            <Text>{progressText(language, words, item)}</Text>
          ) : (
            <Text role="alert" className={styles.failed}>
              {failure}
            </Text>
          )}
        </span>
        {state.kind === 'failed' ? (
          <Button
            appearance="subtle"
            icon={<ArrowClockwiseRegular />}
            className={styles.button}
            aria-label={fill(words.reply.retryFile, { name })}
            onClick={onRetry}
          />
        ) : null}
        <Button
          appearance="subtle"
          icon={<DismissRegular />}
          className={styles.button}
          aria-label={removal}
          onClick={onRemove}
        />
      </div>
      {running ? <ProgressBar value={item.sentBytes / item.sizeBytes} thickness="large" aria-label={name} /> : null}
    </li>
  );
}

function progressText(language: Language, words: Words, item: UploadItem): string {
  const size = (bytes: number) => formatSize(language, words.size, bytes);
  const total = size(item.sizeBytes);
  if (item.state.kind === 'done') return `${total} · ${words.reply.done}`;
  if (item.state.kind !== 'sending') return `${total} · ${words.reply.waiting}`;
  const progress = fill(words.reply.progress, { done: size(item.sentBytes), total });
  const { estimate } = item.state;
  if (!estimate) return progress;
  const rate = fill(words.reply.rate, {
    rate: size(estimate.bytesPerSecond),
    time: formatDuration(language, words.duration, estimate.secondsLeft),
  });
  return `${progress} · ${rate}`;
}

function failureText(language: Language, words: Words, { state, name }: UploadItem): string | undefined {
  if (state.kind === 'refused') return refusalText(language, words, state.reason);
  return state.kind === 'failed' ? uploadFailure(language, words, state.problem, name) : undefined;
}

function refusalText(language: Language, words: Words, reason: Refusal): string {
  switch (reason) {
    case 'too-large':
      return fill(words.reply.fileTooLarge, { size: formatSize(language, words.size, LIMITS.attachmentBytes) });
    case 'too-many':
      return fill(words.reply.tooMany, { count: LIMITS.attachmentsPerMessage });
    case 'total-too-large':
      return fill(words.reply.totalTooLarge, { size: formatSize(language, words.size, LIMITS.messageBytes) });
  }
}

function uploadFailure(language: Language, words: Words, problem: RecipientProblem, name: string): string {
  switch (problem.type) {
    case 'upload-empty':
      return fill(words.reply.fileEmpty, { name });
    case 'upload-too-large':
      return refusalText(language, words, 'too-large');
    case 'attachments-too-many':
      return refusalText(language, words, 'too-many');
    case 'upload-name-invalid':
      return words.reply.fileName;
    case 'storage-full':
      return words.reply.storageFull;
    default:
      return `${words.reply.fileFailed} ${problemWords(language, words.problem, problem).text}`;
  }
}
