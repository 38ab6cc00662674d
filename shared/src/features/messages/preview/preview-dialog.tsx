import {
  Button,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  Text,
  tokens,
} from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons/svg/dismiss';
import { useMutation } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../../api/api-context.tsx';
import { problemType } from '../../../api/problem-error.ts';
import { useWithStepUp } from '../../../api/step-up.ts';
import { useAnnounce } from '../../../components/announcer.tsx';
import { Loading } from '../../../components/loading.tsx';
import { Modal } from '../../../components/modal.tsx';
import { PREVIEW_BYTES_MOST, previewKindOf } from '../../../components/preview/preview-protocol.ts';
import { ProblemMessage } from '../../../components/problem-message.tsx';
import { useProblemText } from '../../../components/problem-text.ts';
import { useFormat } from '../../../components/use-format.ts';
import type { CountedAttachmentView, MessageHead } from '../../../contract/messages.ts';
import { fetchPreview } from './fetch-preview.ts';
import { PreviewFrame } from './preview-frame.tsx';

const useStyles = makeStyles({
  surface: {
    boxSizing: 'border-box',
    width: 'min(1200px, 100vw - 32px)',
    maxWidth: 'none',
    height: 'calc(100dvh - 32px)',
    maxHeight: 'none',
    '@media (max-width: 599px)': {
      width: '100vw',
      height: '100dvh',
      padding: tokens.spacingHorizontalM,
      borderRadius: 0,
      border: 0,
    },
  },
  body: { height: '100%', maxHeight: 'none', gridTemplateRows: 'auto minmax(0, 1fr)' },
  title: { overflowWrap: 'anywhere' },
  content: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
    alignItems: 'stretch',
    minHeight: 0,
    overflow: 'hidden',
  },
  action: { alignSelf: 'flex-start' },
});

export interface PreviewDialogProps {
  readonly head: MessageHead;
  readonly file: CountedAttachmentView;
  /** A counted download has begun. */
  readonly onBegan: () => void;
  /** The server has refused: none is left. */
  readonly onRefused: () => void;
  readonly onClose: () => void;
}

/** Asks for the bytes as for a download; where downloads are counted only when the person has agreed. */
function useBytes({ head, file, onBegan, onRefused }: PreviewDialogProps) {
  const api = useApi();
  const withStepUp = useWithStepUp();
  return useMutation({
    mutationFn: () => withStepUp(head.assuranceLevel, () => fetchPreview(api, head.id, file.id, onBegan)),
    onError: (error) => {
      if (problemType(error) === 'download-limit-reached') onRefused();
    },
    gcTime: 0,
  });
}

/** Förhandsvisning: a file drawn in a sandbox above the message. */
export function PreviewDialog(props: PreviewDialogProps) {
  const { file, onClose } = props;
  const styles = useStyles();
  const { t } = useTranslation('reading');
  const { t: words } = useTranslation();
  return (
    <Modal onOpenChange={(_event, data) => data.open || onClose()}>
      <DialogSurface className={styles.surface} aria-label={t('preview.of', { name: file.name })}>
        <DialogBody className={styles.body}>
          <DialogTitle
            className={styles.title}
            action={
              <Button
                appearance="subtle"
                aria-label={words('common.actions.close')}
                icon={<DismissRegular />}
                onClick={onClose}
              />
            }
          >
            {file.name}
          </DialogTitle>
          <DialogContent className={styles.content}>
            <PreviewContent {...props} />
          </DialogContent>
        </DialogBody>
      </DialogSurface>
    </Modal>
  );
}

function PreviewContent(props: PreviewDialogProps) {
  const { file, onClose } = props;
  const styles = useStyles();
  const { t } = useTranslation('reading');
  const { t: words } = useTranslation();
  const format = useFormat();
  const textOf = useProblemText();
  const announce = useAnnounce();
  const bytes = useBytes(props);
  const kind = previewKindOf(file.contentType);
  const tooLarge = file.sizeBytes > PREVIEW_BYTES_MOST;
  const { downloadsLeft: count } = file;
  const { mutate, isIdle, data } = bytes;
  const asks = isIdle && count !== undefined;
  useEffect(() => {
    if (isIdle && !asks && !tooLarge) mutate();
  }, [isIdle, asks, tooLarge, mutate]);
  useEffect(() => {
    if (data) announce(t('preview.opened', { name: file.name }));
  }, [data, announce, t, file.name]);
  if (tooLarge) return <Text>{t('preview.tooLarge', { size: format.size(PREVIEW_BYTES_MOST) })}</Text>;
  if (asks) {
    return (
      <>
        <Text>
          {t('preview.counts')} {words('messages.read.downloadsLeft', { count })}
        </Text>
        <Button className={styles.action} appearance="primary" onClick={() => mutate()}>
          {t('preview.show')}
        </Button>
      </>
    );
  }
  if (bytes.error) return <ProblemMessage text={textOf(problemType(bytes.error))} onRetry={() => mutate()} />;
  if (!data || !kind) return <Loading lines={6} />;
  return <PreviewFrame kind={kind} bytes={data} name={file.name} onClose={onClose} />;
}
