import {
  Button,
  Checkbox,
  Combobox,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Field,
  Input,
  mergeClasses,
  Option,
  Text,
} from '@fluentui/react-components';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/api-context.tsx';
import { caseRoutes as routes } from '../../api/case-routes.ts';
import { useSession } from '../../api/session.tsx';
import { focusLater } from '../../components/focus-later.ts';
import { Modal } from '../../components/modal.tsx';
import { useNotice } from '../../components/notice.tsx';
import { useElement } from '../../components/use-element.ts';
import type { CaseView } from '../../contract/cases.ts';
import { LIMITS } from '../../domain/limits.ts';
import { CaseHistory } from './case-history.tsx';
import { CaseNotes } from './case-notes.tsx';
import { CASES } from './case-words.tsx';
import { useCaseStyles } from './cases.styles.ts';
import { useCaseDoing, useCaseMembers, useCaseTags } from './use-cases.ts';

interface DetailsProps {
  readonly view: CaseView;
}

/** All of a case: to whom it is given, when it is due, its tags, notes and history; and its end. */
export function CaseDetails({ view, onDeleted }: DetailsProps & { readonly onDeleted: () => void }) {
  return (
    <>
      {view.may.assign ? <Assign view={view} /> : null}
      {view.state === 'open' ? <Due view={view} /> : null}
      <Tags view={view} />
      <CaseNotes caseId={view.id} />
      <CaseHistory caseId={view.id} />
      {view.may.close || view.may.reopen ? <Remove view={view} onDeleted={onDeleted} /> : null}
    </>
  );
}

const nobody = { text: '', accountId: '' };
const LONGEST_SEARCH = 100;

function Assign({ view }: DetailsProps) {
  const styles = useCaseStyles();
  const { t } = useTranslation(CASES);
  const api = useApi();
  const { mailboxId } = useSession();
  const notice = useNotice();
  const [who, setWho] = useState(nobody);
  const members = useCaseMembers(who.accountId ? '' : who.text.trim().slice(0, LONGEST_SEARCH));
  const assign = useCaseDoing(
    ({ accountId }: typeof nobody) =>
      api.call(routes.assignCase, {
        params: { id: mailboxId, caseId: view.id },
        body: { accountId, expected: view.takenBy?.accountId ?? null },
      }),
    ({ text }) => {
      notice({ text: t('told.assigned', { name: text }) });
      setWho(nobody);
    },
  );
  const hintId = useId();
  return (
    <div className={styles.part}>
      <div className={styles.form}>
        <Field className={styles.field} label={t('assign.label')}>
          <Combobox
            aria-describedby={hintId}
            className={styles.control}
            freeform
            inlinePopup
            expandIcon={{ 'aria-label': t('assign.members') }}
            value={who.text}
            selectedOptions={who.accountId ? [who.accountId] : []}
            onInput={(event) => setWho({ text: event.currentTarget.value, accountId: '' })}
            onOptionSelect={(_event, data) =>
              setWho({ text: data.optionText ?? '', accountId: data.optionValue ?? '' })
            }
          >
            {(members.data ?? [])
              .filter(({ accountId }) => accountId !== view.takenBy?.accountId)
              .map(({ accountId, name }) => (
                <Option key={accountId} value={accountId} text={name}>
                  {name}
                </Option>
              ))}
          </Combobox>
        </Field>
        <Button disabledFocusable={who.accountId === '' || assign.isPending} onClick={() => assign.mutate(who)}>
          {t('assign.action')}
        </Button>
      </div>
      <Text id={hintId} size={200} className={styles.quiet}>
        {t('assign.hint')}
      </Text>
    </div>
  );
}

function Due({ view }: DetailsProps) {
  const styles = useCaseStyles();
  const { t } = useTranslation(CASES);
  const api = useApi();
  const { mailboxId } = useSession();
  const due = useCaseDoing((dueOn: string | null) =>
    api.call(routes.setCaseDue, { params: { id: mailboxId, caseId: view.id }, body: { dueOn } }),
  );
  return (
    <div className={styles.form}>
      <Field className={styles.field} label={t('due.label')}>
        <Input
          key={view.dueOn}
          className={styles.control}
          type="date"
          defaultValue={view.dueOn ?? ''}
          onBlur={(event) => {
            const { value } = event.currentTarget;
            if (value !== '' && value !== view.dueOn) due.mutate(value);
          }}
        />
      </Field>
      {view.dueOn === null ? null : (
        <Button disabledFocusable={due.isPending} onClick={() => due.mutate(null)}>
          {t('due.clear')}
        </Button>
      )}
    </div>
  );
}

function Tags({ view }: DetailsProps) {
  const styles = useCaseStyles();
  const { t } = useTranslation(CASES);
  const api = useApi();
  const { mailboxId } = useSession();
  const tags = useCaseTags();
  const [name, setName] = useState('');
  const paramsOf = (tagId: string) => ({ params: { id: mailboxId, caseId: view.id, tagId } });
  const put = useCaseDoing(({ tagId, on }: { readonly tagId: string; readonly on: boolean }) =>
    on ? api.call(routes.tagCase, paramsOf(tagId)) : api.call(routes.untagCase, paramsOf(tagId)),
  );
  const field = useElement<HTMLInputElement>();
  const make = useCaseDoing(
    async (written: string) => {
      const { id } = await api.call(routes.addCaseTag, { params: { id: mailboxId }, body: { name: written } });
      await api.call(routes.tagCase, paramsOf(id));
    },
    () => {
      setName('');
      // Its button has nothing more to add.
      field.element.current?.focus();
    },
  );
  const isReady = name.trim() !== '' && !make.isPending;
  return (
    <fieldset className={mergeClasses(styles.part, styles.group)}>
      <legend>{t('tags.label')}</legend>
      <div className={styles.line}>
        {tags.data?.length === 0 ? <span className={styles.quiet}>{t('tags.none')}</span> : null}
        {tags.data?.map((tag) => (
          <Checkbox
            key={tag.id}
            label={tag.name}
            checked={view.tags.includes(tag.id)}
            onChange={(_event, data) => put.mutate({ tagId: tag.id, on: data.checked === true })}
          />
        ))}
      </div>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady) make.mutate(name);
        }}
      >
        <Field className={styles.field} label={t('tags.new')}>
          <Input
            ref={field.set}
            className={styles.control}
            value={name}
            maxLength={LIMITS.caseTagCharacters}
            onChange={(_event, data) => setName(data.value)}
          />
        </Field>
        <Button type="submit" disabledFocusable={!isReady}>
          {t('tags.add')}
        </Button>
      </form>
    </fieldset>
  );
}

function Remove({ view, onDeleted }: DetailsProps & { readonly onDeleted: () => void }) {
  const styles = useCaseStyles();
  const { t } = useTranslation(CASES);
  const { t: words } = useTranslation();
  const api = useApi();
  const { mailboxId } = useSession();
  const notice = useNotice();
  const [asking, setAsking] = useState(false);
  const button = useElement<HTMLButtonElement>();
  const close = () => {
    setAsking(false);
    focusLater(() => button.element.current);
  };
  const remove = useCaseDoing(
    () => api.call(routes.deleteCase, { params: { id: mailboxId, caseId: view.id } }),
    () => {
      notice({ text: t('told.deleted') });
      onDeleted();
    },
  );
  return (
    <div className={styles.line}>
      <Button ref={button.set} onClick={() => setAsking(true)}>
        {t('remove.action')}
      </Button>
      {asking ? (
        <Modal modalType="alert" onOpenChange={(_event, data) => data.open || close()}>
          <DialogSurface>
            <DialogBody>
              <DialogTitle>{t('remove.title')}</DialogTitle>
              <DialogContent>{t('remove.text')}</DialogContent>
              <DialogActions fluid>
                <Button onClick={close}>{words('common.actions.cancel')}</Button>
                <Button appearance="primary" disabledFocusable={remove.isPending} onClick={() => remove.mutate({})}>
                  {t('remove.action')}
                </Button>
              </DialogActions>
            </DialogBody>
          </DialogSurface>
        </Modal>
      ) : null}
    </div>
  );
}
