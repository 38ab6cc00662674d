import { Button } from '@fluentui/react-components';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { focusLater } from '../../components/focus-later.ts';
import { useElement } from '../../components/use-element.ts';
import type { ContactGroupRow } from '../../contract/contacts.ts';
import { BookBar, BookRows, NoRows, useSearchText } from './book-list.tsx';
import { useContactsStyles } from './contacts.styles.ts';
import { CONTACTS } from './contacts-words.tsx';
import { GroupDialog } from './group-dialog.tsx';
import { RemoveDialog } from './remove-dialog.tsx';
import { useGroups } from './use-contacts.ts';

type Open =
  | { readonly kind: 'change'; readonly group: ContactGroupRow | undefined }
  | { readonly kind: 'remove'; readonly group: ContactGroupRow };

/** Grupper: contacts that are written to at once. A delegate only looks. */
export function GroupsSection({ mayChange }: { readonly mayChange: boolean }) {
  const styles = useContactsStyles();
  const { t } = useTranslation(CONTACTS);
  const { typed, setTyped, text } = useSearchText();
  const groups = useGroups(text);
  const [open, setOpen] = useState<Open>();
  const opener = useRef<HTMLElement>(null);
  const add = useElement<HTMLButtonElement>();
  const show = (next: Open) => {
    opener.current = document.activeElement instanceof HTMLElement ? document.activeElement : null;
    setOpen(next);
  };
  const close = () => {
    setOpen(undefined);
    focusLater(() => (opener.current?.isConnected ? opener.current : add.element.current));
  };
  return (
    <>
      <BookBar label={t('searchGroups')} typed={typed} onTyped={setTyped}>
        {mayChange ? (
          <Button ref={add.set} appearance="primary" onClick={() => show({ kind: 'change', group: undefined })}>
            {t('addGroup')}
          </Button>
        ) : null}
      </BookBar>
      <BookRows
        label={t('groupList')}
        pages={groups}
        keyOf={({ id }) => id}
        renderRow={(group) => (
          <>
            <div className={styles.text}>
              <span className={styles.name}>{group.name}</span>
              <span className={styles.quiet}>{t('group.memberCount', { count: group.memberCount })}</span>
            </div>
            {mayChange ? (
              <div className={styles.actions}>
                <Button
                  size="small"
                  aria-label={t('changeOf', { name: group.name })}
                  onClick={() => show({ kind: 'change', group })}
                >
                  {t('change')}
                </Button>
                <Button
                  size="small"
                  aria-label={t('removeOf', { name: group.name })}
                  onClick={() => show({ kind: 'remove', group })}
                >
                  {t('remove')}
                </Button>
              </div>
            ) : null}
          </>
        )}
        empty={<NoRows searched={text !== ''} of="emptyGroups" />}
      />
      {open?.kind === 'change' ? <GroupDialog groupId={open.group?.id} onClose={close} /> : null}
      {open?.kind === 'remove' ? (
        <RemoveDialog kind="group" id={open.group.id} name={open.group.name} onClose={close} />
      ) : null}
    </>
  );
}
