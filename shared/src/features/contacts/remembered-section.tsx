import {
  Button,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Switch,
  Text,
} from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { problemType } from '../../api/problem-error.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { focusLater } from '../../components/focus-later.ts';
import { Modal } from '../../components/modal.tsx';
import { useNotice } from '../../components/notice.tsx';
import { ProblemMessage } from '../../components/problem-message.tsx';
import { useProblemText } from '../../components/problem-text.ts';
import { useElement } from '../../components/use-element.ts';
import { useFormat } from '../../components/use-format.ts';
import { useMethodName } from '../../components/use-method-name.ts';
import type { RememberedRow } from '../../contract/contacts.ts';
import { BookRows } from './book-list.tsx';
import { useContactsStyles } from './contacts.styles.ts';
import { CONTACTS } from './contacts-words.tsx';
import { useForget, useRemembered, useSaveRemembering } from './use-contacts.ts';

/** Sparade uppgifter: what identified those that the mailbox has written to; forgotten one by one, all at once, or never kept. */
export function RememberedSection() {
  const styles = useContactsStyles();
  const { t } = useTranslation(CONTACTS);
  const textOf = useProblemText();
  const notify = useNotice();
  const remembered = useRemembered();
  const forget = useForget();
  const setting = useSaveRemembering();
  const [asking, setAsking] = useState(false);
  const toggle = useElement<HTMLInputElement>();
  const all = useElement<HTMLButtonElement>();
  const enabled = remembered.data?.pages[0]?.enabled;
  const hasRows = (remembered.data?.pages[0]?.rows.length ?? 0) > 0;
  const error = forget.error ?? setting.error;
  const remove = (address: string | null) =>
    forget.mutate(address, {
      onSuccess: () => {
        setAsking(false);
        notify({ text: address === null ? t('remembered.allGone') : t('remembered.forgotten', { address }) });
        focusLater(() => toggle.element.current);
      },
    });
  return (
    <>
      <Text>{t('remembered.intro')}</Text>
      {error ? <ProblemMessage text={textOf(problemType(error))} /> : null}
      <div className={styles.bar}>
        <Switch
          ref={toggle.set}
          label={t('remembered.enabled')}
          checked={enabled ?? true}
          disabled={enabled === undefined}
          onChange={(_event, { checked }) =>
            setting.mutate(checked, {
              onSuccess: () => notify({ text: t(checked ? 'remembered.on' : 'remembered.off') }),
            })
          }
        />
        {hasRows ? (
          <Button ref={all.set} onClick={() => setAsking(true)}>
            {t('remembered.all')}
          </Button>
        ) : null}
      </div>
      {enabled === false ? <Text>{t('remembered.off')}</Text> : null}
      <BookRows
        label={t('remembered.list')}
        pages={remembered}
        keyOf={({ address }) => address}
        renderRow={(row) => <Remembered row={row} isBusy={forget.isPending} onForget={() => remove(row.address)} />}
        empty={<EmptyState title={t('remembered.empty.title')} text={t('remembered.empty.text')} />}
      />
      {asking ? (
        <ForgetAll
          isBusy={forget.isPending}
          onForget={() => remove(null)}
          onClose={() => {
            setAsking(false);
            focusLater(() => all.element.current);
          }}
        />
      ) : null}
    </>
  );
}

interface RememberedProps {
  readonly row: RememberedRow;
  readonly isBusy: boolean;
  readonly onForget: () => void;
}

function Remembered({ row, isBusy, onForget }: RememberedProps) {
  const styles = useContactsStyles();
  const { t } = useTranslation(CONTACTS);
  const format = useFormat();
  const methodName = useMethodName();
  const { address, maskedPhone, maskedPersonalNumber, method, usedAt } = row;
  const facts = [method && methodName(method), maskedPhone, maskedPersonalNumber].filter((fact) => fact !== null);
  return (
    <>
      <div className={styles.text}>
        <span className={styles.name}>{address}</span>
        <span>{facts.join(' · ')}</span>
        <span className={styles.quiet}>{t('remembered.used', { date: format.exact(usedAt) })}</span>
      </div>
      <div className={styles.actions}>
        <Button
          size="small"
          disabledFocusable={isBusy}
          aria-label={t('remembered.forgetOf', { address })}
          onClick={onForget}
        >
          {t('remembered.forget')}
        </Button>
      </div>
    </>
  );
}

interface ForgetAllProps {
  readonly isBusy: boolean;
  readonly onForget: () => void;
  readonly onClose: () => void;
}

function ForgetAll({ isBusy, onForget, onClose }: ForgetAllProps) {
  const { t } = useTranslation(CONTACTS);
  const { t: common } = useTranslation();
  return (
    <Modal onOpenChange={(_event, { open }) => open || onClose()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{t('remembered.allTitle')}</DialogTitle>
          <DialogContent>{t('remembered.allText')}</DialogContent>
          <DialogActions>
            <Button onClick={onClose}>{common('common.actions.cancel')}</Button>
            <Button appearance="primary" disabledFocusable={isBusy} onClick={onForget}>
              {t('remembered.all')}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Modal>
  );
}
