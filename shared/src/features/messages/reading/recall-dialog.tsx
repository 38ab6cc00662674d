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
import { useTranslation } from 'react-i18next';
import { problemType } from '../../../api/problem-error.ts';
import { Modal } from '../../../components/modal.tsx';
import { useNotice } from '../../../components/notice.tsx';
import { ProblemMessage } from '../../../components/problem-message.tsx';
import { useProblemText } from '../../../components/problem-text.ts';
import { useFormat } from '../../../components/use-format.ts';
import { WrappingText } from '../../../components/wrapping-text.tsx';
import type { RecipientView } from '../../../contract/messages.ts';
import { useRecall } from '../use-messages.ts';

const useStyles = makeStyles({
  text: { marginBlock: tokens.spacingVerticalS },
  // On a low screen the whole dialog scrolls, with its buttons: a scrolling part without one could not be reached by keyboard.
  surface: { overflowY: 'auto' },
  body: { maxHeight: 'none' },
  content: { overflowY: 'visible' },
  list: { overflowWrap: 'anywhere' },
  longList: { maxHeight: '40vh', overflowY: 'auto' },
});

export interface RecallDialogProps {
  readonly messageId: string;
  readonly subject: string;
  /** Those who would lose it. */
  readonly recipients: readonly RecipientView[];
  /** All who have not opened, also one that opens the door at this moment; else exactly these. */
  readonly everybody: boolean;
  /** Those who have opened it, and keep it. */
  readonly readers?: readonly RecipientView[];
  readonly onClose: () => void;
}

const nameOf = (recipient: RecipientView) => recipient.name || recipient.address;

/** Longer lists scroll in a box of their own, which takes the focus so that the keyboard can scroll it. */
const SHORT_LIST = 8;

interface PeopleProps {
  readonly label: string;
  readonly people: readonly RecipientView[];
}

function People({ label, people }: PeopleProps) {
  const styles = useStyles();
  const isLong = people.length > SHORT_LIST;
  return (
    <>
      <Text as="p" block className={styles.text}>
        {label}
      </Text>
      <div {...(isLong ? { className: styles.longList, tabIndex: 0, role: 'group', 'aria-label': label } : {})}>
        <ul className={styles.list}>
          {people.map((recipient) => (
            <li key={recipient.id}>
              <WrappingText text={nameOf(recipient)} />
            </li>
          ))}
        </ul>
      </div>
    </>
  );
}

/** Asks before content is destroyed, naming the message and the people. */
export function RecallDialog({ messageId, subject, recipients, everybody, readers = [], onClose }: RecallDialogProps) {
  const styles = useStyles();
  const { t } = useTranslation();
  const textOf = useProblemText();
  const format = useFormat();
  const notify = useNotice();
  const recall = useRecall(messageId);

  const confirm = async () => {
    const answer = await recall.mutateAsync(everybody ? null : recipients.map((recipient) => recipient.id));
    const late = recipients.filter((recipient) => answer.alreadyOpened.includes(recipient.id)).map(nameOf);
    notify({
      text: t('messages.recall.done', { count: answer.recalled.length }),
      detail: late.length > 0 ? t('messages.recall.tooLate', { names: format.names(late) }) : undefined,
      intent: late.length > 0 ? 'warning' : 'success',
    });
    onClose();
  };

  return (
    <Modal modalType="alert" onOpenChange={(_event, data) => data.open || onClose()}>
      <DialogSurface className={styles.surface}>
        <DialogBody className={styles.body}>
          <DialogTitle>{t('messages.recall.title')}</DialogTitle>
          <DialogContent className={styles.content}>
            {recall.error ? <ProblemMessage text={textOf(problemType(recall.error))} /> : null}
            {subject ? (
              <Text as="p" block weight="semibold">
                {subject}
              </Text>
            ) : null}
            <People label={t('messages.recall.text')} people={recipients} />
            {readers.length > 0 ? <People label={t('messages.recall.opened')} people={readers} /> : null}
          </DialogContent>
          <DialogActions>
            <Button onClick={onClose}>{t('common.actions.cancel')}</Button>
            <Button
              appearance="primary"
              disabledFocusable={recall.isPending}
              icon={recall.isPending ? <Spinner size="tiny" /> : null}
              onClick={() => void confirm().catch(() => undefined)}
            >
              {t('messages.recall.confirm')}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Modal>
  );
}
