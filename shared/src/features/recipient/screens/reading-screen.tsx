import { Button, Divider, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { LinkView } from '../../../contract/links.ts';
import { afterDownload, withNoneLeft } from '../../../domain/downloads-left.ts';
import { senderLine } from '../../../domain/sender-line.ts';
import type { OpenedMessage } from '../api/recipient-api.ts';
import { asProblem, isProblem, type RecipientProblem } from '../api/recipient-problem.ts';
import { AttachmentList } from '../components/attachment-list.tsx';
import { Card } from '../components/card.tsx';
import { CloseButton } from '../components/close-button.tsx';
import { MessageBody } from '../components/message-body.tsx';
import { PageHeading } from '../components/page-heading.tsx';
import { ProblemBar } from '../components/problem-bar.tsx';
import { useEnvironment } from '../environment.ts';
import { formatInstant } from '../i18n/format.ts';
import { fill, useSpeech } from '../i18n/words.ts';
import type { ReplyDraft } from '../upload/reply-draft.ts';
import type { Recipient } from '../use-recipient.ts';

const useStyles = makeStyles({
  head: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS },
  from: { overflowWrap: 'anywhere' },
  quiet: { color: tokens.colorNeutralForeground2 },
  actions: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: tokens.spacingHorizontalM,
    '@media print': { display: 'none' },
  },
  screenOnly: { '@media print': { display: 'none' } },
});

interface ReadingScreenProps {
  readonly recipient: Recipient;
  readonly link: LinkView;
  readonly message: OpenedMessage;
  readonly draft: ReplyDraft | undefined;
}

/** Files to save and to look at, which counts the same; what is left is kept as far as this page can know it. */
function useFiles(
  recipient: Recipient,
  message: OpenedMessage,
  told: { readonly begin: () => void; readonly refused: (error: unknown) => void },
) {
  const environment = useEnvironment();
  const tellLeft = (attachments: OpenedMessage['attachments']) =>
    recipient.send({ type: 'opened', message: { ...message, attachments } });
  const tellNoneLeft = (error: unknown, attachmentId: string | null) => {
    if (isProblem(error, 'download-limit-reached')) tellLeft(withNoneLeft(message.attachments, attachmentId));
  };
  const download = async (attachmentId: string | null) => {
    told.begin();
    try {
      environment.download(await recipient.api.createDownload(attachmentId));
      tellLeft(afterDownload(message.attachments, attachmentId));
      return true;
    } catch (error) {
      tellNoneLeft(error, attachmentId);
      told.refused(error);
      return false;
    }
  };
  const preview = async (attachmentId: string) => {
    try {
      const bytes = await recipient.api.fetchFile(await recipient.api.createDownload(attachmentId));
      tellLeft(afterDownload(message.attachments, attachmentId));
      return bytes;
    } catch (error) {
      tellNoneLeft(error, attachmentId);
      if (isProblem(error, 'link-not-identified')) recipient.fail(error);
      throw error;
    }
  };
  return { download, preview };
}

/** The opened message: read, take the files, print, answer, close. What is read stays when something fails. */
export function ReadingScreen({ recipient, link, message, draft }: ReadingScreenProps) {
  const { language, words } = useSpeech();
  const environment = useEnvironment();
  const styles = useStyles();
  const [problem, setProblem] = useState<RecipientProblem>();
  const written = draft !== undefined && (draft.text.trim() !== '' || draft.uploads.items().length > 0);
  const refused = (error: unknown) => {
    if (isProblem(error, 'link-not-identified')) recipient.fail(error);
    else setProblem(asProblem(error));
  };
  const { download, preview } = useFiles(recipient, message, { begin: () => setProblem(undefined), refused });
  return (
    <Card>
      <div className={styles.head}>
        <PageHeading tab={words.reading.tab}>{message.subject}</PageHeading>
        <Text size={400} className={styles.from}>
          {words.from}: <strong>{senderLine(language, message.from)}</strong>, {link.organisation.name} (
          {message.from.address})
        </Text>
        <Text className={styles.quiet}>
          <time dateTime={link.sentAt}>{formatInstant(language, link.sentAt)}</time>
        </Text>
      </div>
      <Divider />
      <MessageBody html={message.bodyHtml} />
      <AttachmentList attachments={message.attachments} onDownload={download} onPreview={preview} />
      {problem ? <ProblemBar problem={problem} /> : null}
      <Divider className={styles.screenOnly} />
      {link.replied ? <Text className={styles.screenOnly}>{words.reading.replied}</Text> : null}
      {written ? <Text className={styles.screenOnly}>{words.reading.draft}</Text> : null}
      <div className={styles.actions}>
        {link.replyAllowed ? (
          <Button appearance="primary" size="large" onClick={() => recipient.send({ type: 'reply-begun' })}>
            {words.reading.reply}
          </Button>
        ) : null}
        <Button size="large" onClick={environment.print}>
          {words.reading.print}
        </Button>
        <CloseButton recipient={recipient} unsent={written} onProblem={refused} />
      </div>
      <Text className={styles.quiet}>{fill(words.ready.until, { time: formatInstant(language, link.expiresAt) })}</Text>
    </Card>
  );
}
