import { Button } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { problemType } from '../../api/problem-error.ts';
import { ProblemMessage } from '../../components/problem-message.tsx';
import { useProblemText } from '../../components/problem-text.ts';
import { useMethodName } from '../../components/use-method-name.ts';
import type { ContactRow } from '../../contract/contacts.ts';
import { spellPersonalNumber } from '../../domain/personal-number.ts';
import { BookBar, BookRows, NoRows, RowActions, useSearchText } from './book-list.tsx';
import { ContactDialog } from './contact-dialog.tsx';
import { useContactsStyles } from './contacts.styles.ts';
import { CONTACTS } from './contacts-words.tsx';
import { ExportDialog } from './export-dialog.tsx';
import { ImportDialog } from './import-dialog.tsx';
import { RemoveDialog } from './remove-dialog.tsx';
import { useContacts, useShowPersonalNumber } from './use-contacts.ts';
import { useOpened } from './use-opened.ts';

type Open =
  | { readonly kind: 'change'; readonly contact: ContactRow | undefined }
  | { readonly kind: 'remove'; readonly contact: ContactRow }
  | { readonly kind: 'import' | 'export' };

/** Kontakter: found, added, changed, brought in and taken out. A delegate only looks. */
export function ContactsSection({ mayChange }: { readonly mayChange: boolean }) {
  const { t } = useTranslation(CONTACTS);
  const { typed, setTyped, text } = useSearchText();
  const contacts = useContacts(text);
  const { open, show, close, addRef } = useOpened<Open>();
  return (
    <>
      <BookBar label={t('search')} typed={typed} onTyped={setTyped}>
        {mayChange ? (
          <>
            <Button ref={addRef} appearance="primary" onClick={() => show({ kind: 'change', contact: undefined })}>
              {t('add')}
            </Button>
            <Button onClick={() => show({ kind: 'import' })}>{t('import.open')}</Button>
            <Button onClick={() => show({ kind: 'export' })}>{t('export.open')}</Button>
          </>
        ) : null}
      </BookBar>
      <BookRows
        label={t('list')}
        pages={contacts}
        keyOf={({ id, revision }) => `${id}.${revision}`}
        renderRow={(contact) => (
          <Contact
            contact={contact}
            mayChange={mayChange}
            onChange={() => show({ kind: 'change', contact })}
            onRemove={() => show({ kind: 'remove', contact })}
          />
        )}
        empty={<NoRows searched={text !== ''} of="empty" />}
      />
      {open?.kind === 'change' ? <ContactDialog contact={open.contact} onClose={close} /> : null}
      {open?.kind === 'remove' ? (
        <RemoveDialog kind="contact" id={open.contact.id} name={open.contact.name} onClose={close} />
      ) : null}
      {open?.kind === 'import' ? <ImportDialog onClose={close} /> : null}
      {open?.kind === 'export' ? <ExportDialog onClose={close} /> : null}
    </>
  );
}

interface ContactProps {
  readonly contact: ContactRow;
  readonly mayChange: boolean;
  readonly onChange: () => void;
  readonly onRemove: () => void;
}

function Contact({ contact, mayChange, onChange, onRemove }: ContactProps) {
  const styles = useContactsStyles();
  const { t } = useTranslation(CONTACTS);
  const methodName = useMethodName();
  const textOf = useProblemText();
  const showing = useShowPersonalNumber();
  const { name, address, phone, maskedPersonalNumber, method } = contact;
  const { personalNumber } = showing.data ?? {};
  const whole = showing.data ? (personalNumber ? spellPersonalNumber(personalNumber) : t('noNumber')) : undefined;
  const facts = [phone, whole ?? maskedPersonalNumber, method && methodName(method)].filter((fact) => fact !== null);
  return (
    <>
      <div className={styles.text}>
        <span className={styles.name}>{name}</span>
        <span>{address}</span>
        {facts.length > 0 ? (
          <span className={styles.quiet} aria-live="polite">
            {facts.join(' · ')}
          </span>
        ) : null}
        {showing.error ? <ProblemMessage text={textOf(problemType(showing.error))} /> : null}
      </div>
      {mayChange ? (
        <RowActions name={name} onChange={onChange} onRemove={onRemove}>
          {maskedPersonalNumber === null ? null : (
            <Button
              size="small"
              appearance="subtle"
              disabledFocusable={showing.isPending}
              aria-label={t(whole ? 'hideOf' : 'showOf', { name })}
              onClick={() => (whole ? showing.reset() : showing.mutate(contact.id))}
            >
              {t(whole ? 'hide' : 'show')}
            </Button>
          )}
        </RowActions>
      ) : null}
    </>
  );
}
