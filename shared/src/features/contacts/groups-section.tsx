import { Button } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { ContactGroupRow } from '../../contract/contacts.ts';
import { BookBar, BookRows, NoRows, RowActions, useSearchText } from './book-list.tsx';
import { useContactsStyles } from './contacts.styles.ts';
import { CONTACTS } from './contacts-words.tsx';
import { GroupDialog } from './group-dialog.tsx';
import { RemoveDialog } from './remove-dialog.tsx';
import { useGroups } from './use-contacts.ts';
import { useOpened } from './use-opened.ts';

type Open =
  | { readonly kind: 'change'; readonly group: ContactGroupRow | undefined }
  | { readonly kind: 'remove'; readonly group: ContactGroupRow };

/** Grupper: contacts that are written to at once. A delegate only looks. */
export function GroupsSection({ mayChange }: { readonly mayChange: boolean }) {
  const styles = useContactsStyles();
  const { t } = useTranslation(CONTACTS);
  const { typed, setTyped, text } = useSearchText();
  const groups = useGroups(text);
  const { open, show, close, addRef } = useOpened<Open>();
  return (
    <>
      <BookBar label={t('searchGroups')} typed={typed} onTyped={setTyped}>
        {mayChange ? (
          <Button ref={addRef} appearance="primary" onClick={() => show({ kind: 'change', group: undefined })}>
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
              <RowActions
                name={group.name}
                onChange={() => show({ kind: 'change', group })}
                onRemove={() => show({ kind: 'remove', group })}
              />
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
