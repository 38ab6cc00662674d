import { Button, Field, Subtitle2, Textarea } from '@fluentui/react-components';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/api-context.tsx';
import { caseRoutes as routes } from '../../api/case-routes.ts';
import { problemType } from '../../api/problem-error.ts';
import { useSession } from '../../api/session.tsx';
import { useIntent } from '../../api/use-intent.ts';
import { Loading } from '../../components/loading.tsx';
import { ProblemMessage } from '../../components/problem-message.tsx';
import { useProblemText } from '../../components/problem-text.ts';
import { useElement } from '../../components/use-element.ts';
import { useFormat } from '../../components/use-format.ts';
import { LIMITS } from '../../domain/limits.ts';
import { CASES } from './case-words.tsx';
import { useCaseStyles } from './cases.styles.ts';
import { useCaseDoing, useCaseNotes } from './use-cases.ts';

/** Internal notes, and a new one. */
export function CaseNotes({ caseId }: { readonly caseId: string }) {
  const styles = useCaseStyles();
  const { t } = useTranslation(CASES);
  const textOf = useProblemText();
  const format = useFormat();
  const api = useApi();
  const { mailboxId } = useSession();
  const titleId = useId();
  const notes = useCaseNotes(caseId);
  const intent = useIntent();
  const [text, setText] = useState('');
  const field = useElement<HTMLTextAreaElement>();
  const place = { id: mailboxId, caseId };
  const add = useCaseDoing(
    (written: string) =>
      api.call(routes.addCaseNote, {
        params: place,
        body: { text: written },
        idempotencyKey: intent.keyFor([caseId, written]),
      }),
    () => {
      intent.settle();
      setText('');
      // Its button has nothing more to save.
      field.element.current?.focus();
    },
  );
  const remove = useCaseDoing((noteId: string) => api.call(routes.removeCaseNote, { params: { ...place, noteId } }));
  return (
    <section className={styles.part} aria-labelledby={titleId}>
      <Subtitle2 as="h2" id={titleId} className={styles.plain}>
        {t('notes.title')}
      </Subtitle2>
      <Field label={t('notes.label')} hint={t('notes.hint')}>
        <Textarea
          ref={field.set}
          value={text}
          maxLength={LIMITS.caseNoteCharacters}
          resize="vertical"
          onChange={(_event, data) => setText(data.value)}
        />
      </Field>
      <div className={styles.line}>
        <Button disabledFocusable={text.trim() === '' || add.isPending} onClick={() => add.mutate(text)}>
          {t('notes.add')}
        </Button>
      </div>
      {notes.isPending ? <Loading lines={2} /> : null}
      {notes.error ? (
        <ProblemMessage
          text={`${t('notes.failed')} ${textOf(problemType(notes.error))}`}
          onRetry={() => void notes.refetch()}
        />
      ) : null}
      {notes.data?.length === 0 ? <p className={styles.plain}>{t('notes.none')}</p> : null}
      <ul className={styles.list}>
        {notes.data?.map((note) => (
          <li key={note.id} className={styles.note}>
            <span className={styles.quiet}>
              {note.by}, {format.exact(note.at)}
            </span>
            {note.text}
            {note.own ? (
              <Button
                size="small"
                appearance="subtle"
                aria-label={t('notes.remove', { name: note.by, date: format.exact(note.at) })}
                disabledFocusable={remove.isPending}
                onClick={() => remove.mutate(note.id)}
              >
                {t('notes.removeShort')}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  );
}
