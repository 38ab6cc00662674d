import {
  Button,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  Spinner,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../../api/api-context.tsx';
import { problemType } from '../../../api/problem-error.ts';
import { routes } from '../../../api/routes.ts';
import { useWithStepUp } from '../../../api/step-up.ts';
import { Modal } from '../../../components/modal.tsx';
import { useNotice } from '../../../components/notice.tsx';
import { ProblemMessage } from '../../../components/problem-message.tsx';
import { useProblemText } from '../../../components/problem-text.ts';
import type { MessageContent, MessageHead } from '../../../contract/messages.ts';
import { afterDownload } from '../../../domain/downloads-left.ts';
import { useHost } from '../../../host/host-context.tsx';
import { messageKeys } from '../message-keys.ts';
import { folderOf, paths } from '../paths.ts';
import { webAddress } from '../web-address.ts';
import { READING } from './reading-words.tsx';

const useStyles = makeStyles({
  surface: { overflowY: 'auto' },
  body: { maxHeight: 'none' },
  content: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS, overflowY: 'visible' },
});

export interface ExportDialogProps {
  readonly head: MessageHead;
  readonly onClose: () => void;
}

/** Asks the server for the archive and hands it to the host's download. */
function useExport(head: MessageHead, onDone: () => void) {
  const api = useApi();
  const host = useHost();
  const notify = useNotice();
  const withStepUp = useWithStepUp();
  const queryClient = useQueryClient();
  const { t: words } = useTranslation(READING);
  return useMutation({
    mutationFn: async () => {
      const download = await withStepUp(head.assuranceLevel, () =>
        api.call(routes.exportMessage, { params: { id: head.id } }),
      );
      queryClient.setQueryData<MessageContent>(
        messageKeys.content(head.id),
        (content) => content && { ...content, attachments: afterDownload(content.attachments, null) },
      );
      await host.download({ url: download.url, fileName: download.fileName, ticket: download.ticket });
    },
    onSuccess: () => {
      notify({ text: words('export.started'), intent: 'success' });
      onDone();
    },
  });
}

/** Says what the export holds and what it counts as before it is made; where the host's frame refuses downloads, the way to the web. */
export function ExportDialog({ head, onClose }: ExportDialogProps) {
  const styles = useStyles();
  const { t } = useTranslation();
  const { t: words } = useTranslation(READING);
  const textOf = useProblemText();
  const host = useHost();
  const made = useExport(head, onClose);
  const hasFiles = head.role === 'recipient' && head.attachmentCount > 0;
  return (
    <Modal onOpenChange={(_event, data) => data.open || onClose()}>
      <DialogSurface className={styles.surface}>
        <DialogBody className={styles.body}>
          <DialogTitle>{words('export.title')}</DialogTitle>
          <DialogContent className={styles.content}>
            {made.error ? <ProblemMessage text={textOf(problemType(made.error))} /> : null}
            <Text>{words('export.text')}</Text>
            {hasFiles && head.maxDownloads !== null ? <Text weight="semibold">{words('export.counts')}</Text> : null}
            {hasFiles ? <Text>{words('export.told')}</Text> : null}
            {host.canDownload ? null : <Text>{t('paneRead.filesInWeb')}</Text>}
          </DialogContent>
          <DialogActions>
            <Button onClick={onClose}>{t('common.actions.cancel')}</Button>
            {host.canDownload ? (
              <Button
                appearance="primary"
                disabledFocusable={made.isPending}
                icon={made.isPending ? <Spinner size="tiny" /> : null}
                onClick={() => made.mutate()}
              >
                {words('export.action')}
              </Button>
            ) : (
              <Button
                appearance="primary"
                onClick={() => host.openExternal(webAddress(paths.message(folderOf(head), head.id)))}
              >
                {t('paneRead.openInWeb')}
              </Button>
            )}
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Modal>
  );
}
