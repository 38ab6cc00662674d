import { Button, Subtitle2, Text, useId } from '@fluentui/react-components';
import { ArrowDownloadRegular } from '@fluentui/react-icons/svg/arrow-download';
import { DocumentRegular } from '@fluentui/react-icons/svg/document';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../../api/api-context.tsx';
import { problemType } from '../../../api/problem-error.ts';
import { routes } from '../../../api/routes.ts';
import { useWithStepUp } from '../../../api/step-up.ts';
import { useAnnounce } from '../../../components/announcer.tsx';
import { previewKindOf } from '../../../components/preview/preview-protocol.ts';
import { ProblemMessage } from '../../../components/problem-message.tsx';
import { useProblemText } from '../../../components/problem-text.ts';
import { useFormat } from '../../../components/use-format.ts';
import type { MessageContent, MessageHead } from '../../../contract/messages.ts';
import { afterDownload, withNoneLeft } from '../../../domain/downloads-left.ts';
import { useHost } from '../../../host/host-context.tsx';
import { messageKeys } from '../message-keys.ts';
import { pathOf } from '../paths.ts';
import { webAddress } from '../web-address.ts';
import { useReadingStyles } from './reading.styles.ts';
import { ReadingWords } from './reading-words.tsx';

const PreviewDialog = lazy(() =>
  import(/* webpackChunkName: "preview" */ '../preview/preview-dialog.tsx').then((module) => ({
    default: module.PreviewDialog,
  })),
);

type File = MessageContent['attachments'][number];

/** Keeps what is left of counted downloads as far as this page can know it; reading it anew would be an opening. */
function useLeft(messageId: string) {
  const queryClient = useQueryClient();
  // One that broke off may be begun again, though none seems to be left: the server knows.
  const [begun, setBegun] = useState<ReadonlySet<string | null>>(new Set());
  const change = (files: (before: readonly File[]) => File[]) =>
    queryClient.setQueryData<MessageContent>(
      messageKeys.content(messageId),
      (content) => content && { ...content, attachments: files(content.attachments) },
    );
  return {
    began: (id: string | null) => {
      setBegun((before) => new Set(before).add(id));
      change((before) => afterDownload(before, id));
    },
    refused: (id: string | null) => {
      setBegun((before) => new Set([...before].filter((other) => other !== id)));
      change((before) => withNoneLeft(before, id));
    },
    noneLeft: (file: File) => file.downloadsLeft === 0 && !begun.has(file.id) && !begun.has(null),
  };
}

/** Asks the server for a file (null: all as a zip) and hands it to the host's download. */
function useDownload(head: MessageHead, left: ReturnType<typeof useLeft>) {
  const api = useApi();
  const host = useHost();
  const withStepUp = useWithStepUp();
  const announce = useAnnounce();
  const { t } = useTranslation();
  return useMutation({
    mutationFn: async (file: File | null) => {
      const download = await withStepUp(head.assuranceLevel, () =>
        api.call(routes.createDownload, { params: { id: head.id }, body: { attachmentId: file?.id ?? null } }),
      );
      left.began(file?.id ?? null);
      await host.download({ url: download.url, fileName: download.fileName, ticket: download.ticket });
      announce(t('messages.read.downloadStarted', { name: file?.name ?? t('messages.read.allFiles') }));
    },
    onError: (error, file) => {
      if (problemType(error) === 'download-limit-reached') left.refused(file?.id ?? null);
    },
  });
}

/** The files of a message, one by one or all as a zip; where the host's frame refuses downloads, the way to the same message on the web. */
export function Attachments({ head, files }: { readonly head: MessageHead; readonly files: readonly File[] }) {
  const styles = useReadingStyles();
  const { t } = useTranslation();
  const textOf = useProblemText();
  const host = useHost();
  const left = useLeft(head.id);
  const download = useDownload(head, left);
  const incomplete = files.some(left.noneLeft);
  const headingId = useId('files');
  const [preview, setPreview] = useState<{ readonly file: File; readonly button: HTMLElement }>();
  // A pane is too narrow to read a file in.
  const isShown = (file: File) => host.kind !== 'outlook' && previewKindOf(file.contentType) !== undefined;
  const closePreview = () => {
    setPreview(undefined);
    preview?.button.focus();
  };
  if (files.length === 0) return null;
  return (
    <section className={styles.section} aria-labelledby={headingId}>
      <div className={styles.bar}>
        <Subtitle2 as="h2" id={headingId} className={styles.heading}>
          {t('messages.read.files')}
        </Subtitle2>
        {host.canDownload ? null : (
          <Button onClick={() => host.openExternal(webAddress(pathOf(head)))}>{t('paneRead.openInWeb')}</Button>
        )}
        {host.canDownload && files.length > 1 ? (
          <Button
            icon={<ArrowDownloadRegular />}
            disabledFocusable={download.isPending || incomplete}
            onClick={() => download.mutate(null)}
          >
            {t('common.actions.downloadAll')}
          </Button>
        ) : null}
      </div>
      {host.canDownload ? null : <Text className={styles.quiet}>{t('paneRead.filesInWeb')}</Text>}
      {host.canDownload && files.length > 1 && incomplete ? (
        <Text className={styles.quiet}>{t('messages.read.notAllFiles')}</Text>
      ) : null}
      {download.error ? <ProblemMessage text={textOf(problemType(download.error))} /> : null}
      <ul className={styles.files}>
        {files.map((file) => (
          <FileRow
            key={file.id}
            file={file}
            busy={download.isPending}
            noneLeft={left.noneLeft(file)}
            onDownload={host.canDownload ? () => download.mutate(file) : undefined}
            onPreview={isShown(file) ? (button) => setPreview({ file, button }) : undefined}
          />
        ))}
      </ul>
      {preview ? (
        <ReadingWords>
          <Suspense fallback={null}>
            <PreviewDialog
              head={head}
              file={preview.file}
              onBegan={() => left.began(preview.file.id)}
              onRefused={() => left.refused(preview.file.id)}
              onClose={closePreview}
            />
          </Suspense>
        </ReadingWords>
      ) : null}
    </section>
  );
}

interface FileRowProps {
  readonly file: File;
  readonly busy: boolean;
  /** The server would refuse. */
  readonly noneLeft: boolean;
  /** Undefined where files cannot be fetched here. */
  readonly onDownload: (() => void) | undefined;
  /** Undefined for what cannot be shown here; given the button that was pressed. */
  readonly onPreview: ((button: HTMLElement) => void) | undefined;
}

function FileRow({ file, busy, noneLeft, onDownload, onPreview }: FileRowProps) {
  const styles = useReadingStyles();
  const { t } = useTranslation();
  const format = useFormat();
  const nameId = useId('file');
  return (
    <li className={styles.file}>
      <DocumentRegular className={styles.fileIcon} aria-hidden="true" fontSize={20} />
      <Text id={nameId} className={styles.fileName}>
        {file.name} <span className={styles.quiet}>({format.size(file.sizeBytes)})</span>
        <DownloadsLeft count={file.downloadsLeft} />
      </Text>
      {onPreview ? (
        <Button
          className={styles.fileAction}
          appearance="subtle"
          aria-describedby={nameId}
          disabledFocusable={noneLeft}
          onClick={(event) => onPreview(event.currentTarget)}
        >
          {t('messages.read.preview')}
        </Button>
      ) : null}
      {onDownload ? (
        <Button
          className={styles.fileAction}
          aria-describedby={nameId}
          disabledFocusable={busy || noneLeft}
          onClick={onDownload}
        >
          {t('common.actions.download')}
        </Button>
      ) : null}
    </li>
  );
}

/** How many downloads are left, where they are counted. */
function DownloadsLeft({ count }: { readonly count: number | undefined }) {
  const styles = useReadingStyles();
  const { t } = useTranslation();
  if (count === undefined) return null;
  return (
    <span className={styles.left}>
      {count > 0 ? t('messages.read.downloadsLeft', { count }) : t('messages.read.noDownloadsLeft')}
    </span>
  );
}
