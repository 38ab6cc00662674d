import {
  Button,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
} from '@fluentui/react-components';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isProblem, problemType } from '../../api/problem-error.ts';
import { focusLater } from '../../components/focus-later.ts';
import { Modal } from '../../components/modal.tsx';
import { useNotice } from '../../components/notice.tsx';
import { ProblemMessage } from '../../components/problem-message.tsx';
import { useProblemText } from '../../components/problem-text.ts';
import type { NewFunctionMailbox } from '../../contract/function-mailboxes.ts';
import { useMailboxesStyles } from './mailboxes.styles.ts';
import { MAILBOXES } from './mailboxes-words.tsx';
import { isMissing, missingField, SettingsFields } from './settings-fields.tsx';
import { useCreateFunctionMailbox } from './use-function-mailboxes.ts';

const OF_THE_ADDRESS = ['address-invalid', 'mailbox-address-invalid', 'mailbox-address-taken'] as const;

/** Lägg till funktionsbrevlåda; leads to its page, where members are added. */
export function NewMailboxDialog({
  onClose,
  onCreated,
}: {
  readonly onClose: () => void;
  readonly onCreated: (id: string) => void;
}) {
  const styles = useMailboxesStyles();
  const { t } = useTranslation(MAILBOXES);
  const { t: common } = useTranslation();
  const textOf = useProblemText();
  const notice = useNotice();
  const creating = useCreateFunctionMailbox();
  const [value, setValue] = useState<NewFunctionMailbox>({ name: '', address: '', language: null });
  const [tried, setTried] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const isAddress = isProblem(creating.error, ...OF_THE_ADDRESS);
  const refused = creating.error ? textOf(problemType(creating.error)) : null;
  const change = (next: NewFunctionMailbox) => {
    setValue(next);
    if (isAddress && next.address !== value.address) creating.reset();
  };
  const submit = () => {
    setTried(true);
    if (isMissing(value)) return void focusLater(() => missingField(form.current));
    creating.mutate(value, {
      onSuccess: ({ id }) => {
        notice({ text: t('created', { name: value.name.trim() }), intent: 'success' });
        onCreated(id);
      },
      onError: (error) => {
        if (isProblem(error, ...OF_THE_ADDRESS)) focusLater(() => missingField(form.current));
      },
    });
  };
  return (
    <Modal onOpenChange={(_event, data) => data.open || onClose()}>
      <DialogSurface>
        <form
          ref={form}
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            submit();
          }}
        >
          <DialogBody>
            <DialogTitle className={styles.title}>{t('addTitle')}</DialogTitle>
            <DialogContent className={styles.form}>
              {refused && !isAddress ? <ProblemMessage text={refused} /> : null}
              <SettingsFields value={value} onChange={change} tried={tried} refused={isAddress ? refused : null} />
            </DialogContent>
            <DialogActions fluid>
              <Button onClick={onClose}>{common('common.actions.cancel')}</Button>
              <Button type="submit" appearance="primary" disabledFocusable={creating.isPending}>
                {t('create')}
              </Button>
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Modal>
  );
}
