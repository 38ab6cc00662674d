import {
  Button,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Field,
  Input,
  Text,
} from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { problemType } from '../../api/problem-error.ts';
import { focusLater } from '../../components/focus-later.ts';
import { Loading } from '../../components/loading.tsx';
import { Modal } from '../../components/modal.tsx';
import { useNotice } from '../../components/notice.tsx';
import { ProblemMessage } from '../../components/problem-message.tsx';
import { useProblemText } from '../../components/problem-text.ts';
import { Section, SectionBar } from '../../components/section.tsx';
import { useElement } from '../../components/use-element.ts';
import { useFormat } from '../../components/use-format.ts';
import type { FunctionMailboxContents, FunctionMailboxView } from '../../contract/function-mailboxes.ts';
import { useMailboxesStyles } from './mailboxes.styles.ts';
import { MAILBOXES } from './mailboxes-words.tsx';
import { useFunctionMailboxContents, useRemoveFunctionMailbox } from './use-function-mailboxes.ts';

/** Ta bort: the whole mailbox with what it holds. */
export function RemovalSection({ mailbox }: { readonly mailbox: FunctionMailboxView }) {
  const { t } = useTranslation(MAILBOXES);
  const [asking, setAsking] = useState(false);
  const button = useElement<HTMLButtonElement>();
  return (
    <Section title={t('removal.title')} intro={t('removal.intro')}>
      <SectionBar>
        <Button ref={button.set} onClick={() => setAsking(true)}>
          {t('removal.ask')}
        </Button>
      </SectionBar>
      {asking ? (
        <RemovalDialog
          mailbox={mailbox}
          onClose={() => {
            setAsking(false);
            focusLater(() => button.element.current);
          }}
        />
      ) : null}
    </Section>
  );
}

function RemovalDialog({ mailbox, onClose }: { readonly mailbox: FunctionMailboxView; readonly onClose: () => void }) {
  const styles = useMailboxesStyles();
  const { t } = useTranslation(MAILBOXES);
  const { t: common } = useTranslation();
  const textOf = useProblemText();
  const notice = useNotice();
  const navigate = useNavigate();
  const contents = useFunctionMailboxContents(mailbox.id);
  const removing = useRemoveFunctionMailbox(mailbox.id);
  const [name, setName] = useState('');
  const [refused, setRefused] = useState(false);
  const isHeld = (contents.data?.held ?? 0) > 0;
  const input = useElement<HTMLInputElement>();
  const remove = () => {
    const differs = name.trim() !== mailbox.name;
    setRefused(differs);
    if (differs) return input.element.current?.focus();
    removing.mutate(name, {
      onSuccess: () => {
        notice({ text: t('removal.done', { name: mailbox.name }), intent: 'success' });
        void navigate('/function-mailboxes');
      },
    });
  };
  const error = removing.error ?? contents.error;
  return (
    <Modal modalType="alert" onOpenChange={(_event, data) => data.open || onClose()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle className={styles.title}>{t('removal.dialog', { name: mailbox.name })}</DialogTitle>
          <DialogContent className={styles.form}>
            {error ? <ProblemMessage text={textOf(problemType(error))} /> : null}
            {contents.isPending ? <Loading lines={3} /> : null}
            {contents.data ? <Contents contents={contents.data} /> : null}
            {contents.data && !isHeld ? (
              <Field
                label={t('removal.name')}
                hint={mailbox.name}
                validationMessage={refused ? t('removal.differs') : null}
              >
                <Input
                  ref={input.set}
                  value={name}
                  autoComplete="off"
                  onChange={(_event, data) => {
                    setName(data.value);
                    setRefused(false);
                  }}
                />
              </Field>
            ) : null}
          </DialogContent>
          <DialogActions fluid>
            <Button onClick={onClose}>{common('common.actions.cancel')}</Button>
            {contents.data && !isHeld ? (
              <Button appearance="primary" disabledFocusable={removing.isPending} onClick={remove}>
                {t('removal.confirm')}
              </Button>
            ) : null}
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Modal>
  );
}

/** What goes, in numbers; or what stands in the way. */
function Contents({ contents }: { readonly contents: FunctionMailboxContents }) {
  const { t } = useTranslation(MAILBOXES);
  const format = useFormat();
  const { received, sent, drafts, members, held, atLeast } = contents;
  const number = (n: number) => new Intl.NumberFormat(format.language).format(n);
  const parts = { received: number(received), sent: number(sent), drafts: number(drafts), members: number(members) };
  if (held > 0) return <Text>{t('removal.held', { count: held })}</Text>;
  return (
    <>
      <Text>{t(atLeast ? 'removal.atLeast' : 'removal.contents', parts)}</Text>
      <Text>{t('removal.text')}</Text>
    </>
  );
}
