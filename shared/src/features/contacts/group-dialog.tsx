import {
  Button,
  Combobox,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Field,
  Input,
  Option,
  Text,
} from '@fluentui/react-components';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { problemType } from '../../api/problem-error.ts';
import { useAnnounce } from '../../components/announcer.tsx';
import { focusLater } from '../../components/focus-later.ts';
import { Loading } from '../../components/loading.tsx';
import { Modal } from '../../components/modal.tsx';
import { useNotice } from '../../components/notice.tsx';
import { ProblemMessage } from '../../components/problem-message.tsx';
import { useProblemText } from '../../components/problem-text.ts';
import { useElement } from '../../components/use-element.ts';
import type { ContactGroupView } from '../../contract/contacts.ts';
import { LIMITS } from '../../domain/limits.ts';
import { useContactsStyles } from './contacts.styles.ts';
import { CONTACTS } from './contacts-words.tsx';
import { useContacts, useGroup, useSaveGroup } from './use-contacts.ts';

type Member = ContactGroupView['members'][number];

export interface GroupDialogProps {
  /** Undefined: a new one. */
  readonly groupId: string | undefined;
  readonly onClose: () => void;
}

/** A group, new or to be changed. */
export function GroupDialog({ groupId, onClose }: GroupDialogProps) {
  const { t } = useTranslation(CONTACTS);
  const textOf = useProblemText();
  const group = useGroup(groupId);
  const isReady = groupId === undefined || (group.data !== undefined && !group.isFetching);
  return (
    <Modal onOpenChange={(_event, { open, type }) => open || type === 'backdropClick' || onClose()}>
      <DialogSurface>
        {isReady ? (
          <GroupForm group={group.data} onClose={onClose} />
        ) : (
          <DialogBody>
            <DialogTitle>{t('group.title')}</DialogTitle>
            <DialogContent>
              {group.error ? (
                <ProblemMessage text={textOf(problemType(group.error))} onRetry={() => void group.refetch()} />
              ) : (
                <Loading lines={4} />
              )}
            </DialogContent>
          </DialogBody>
        )}
      </DialogSurface>
    </Modal>
  );
}

function GroupForm({ group, onClose }: { readonly group: ContactGroupView | undefined; readonly onClose: () => void }) {
  const styles = useContactsStyles();
  const { t } = useTranslation(CONTACTS);
  const { t: common } = useTranslation();
  const textOf = useProblemText();
  const notify = useNotice();
  const saving = useSaveGroup();
  const [name, setName] = useState(group?.name ?? '');
  const [members, setMembers] = useState<readonly Member[]>(group?.members ?? []);
  const [refused, setRefused] = useState(false);
  const input = useElement<HTMLInputElement>();
  const save = () => {
    setRefused(name.trim() === '');
    if (name.trim() === '') return input.element.current?.focus();
    const memberIds = members.map(({ id }) => id);
    saving.mutate(
      { existing: group, group: { name: name.trim(), memberIds } },
      {
        onSuccess: () => {
          notify({ text: t('form.saved', { name: name.trim() }), intent: 'success' });
          onClose();
        },
      },
    );
  };
  return (
    <DialogBody>
      <DialogTitle>{t(group ? 'group.title' : 'group.newTitle')}</DialogTitle>
      <DialogContent className={styles.form}>
        {saving.error ? <ProblemMessage text={textOf(problemType(saving.error))} /> : null}
        <Field label={t('group.name')} validationMessage={refused ? t('form.nameMissing') : null}>
          <Input
            ref={input.set}
            autoComplete="off"
            maxLength={LIMITS.contactNameCharacters}
            value={name}
            onChange={(_event, data) => {
              setName(data.value);
              setRefused(false);
            }}
          />
        </Field>
        <Members members={members} onMembers={setMembers} />
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{common('common.actions.cancel')}</Button>
        <Button appearance="primary" disabledFocusable={saving.isPending} onClick={save}>
          {t('form.save')}
        </Button>
      </DialogActions>
    </DialogBody>
  );
}

interface MembersProps {
  readonly members: readonly Member[];
  readonly onMembers: (members: readonly Member[]) => void;
}

/** Who is in the group: added by search, removed one by one. */
function Members({ members, onMembers }: MembersProps) {
  const styles = useContactsStyles();
  const { t } = useTranslation(CONTACTS);
  const announce = useAnnounce();
  const [typed, setTyped] = useState('');
  const text = useDeferredValue(typed.trim());
  const found = useContacts(text);
  const search = useElement<HTMLInputElement>();
  const rows = (found.data?.pages[0]?.rows ?? []).filter((row) => !members.some(({ id }) => id === row.id));
  const isFull = members.length >= LIMITS.recipientsPerMessage;
  const remove = (id: string) => {
    onMembers(members.filter((member) => member.id !== id));
    focusLater(() => search.element.current);
  };
  return (
    <>
      <Field
        label={t('group.find')}
        hint={isFull ? t('group.full', { most: LIMITS.recipientsPerMessage }) : t('group.findHint')}
      >
        <Combobox
          ref={search.set}
          freeform
          inlinePopup
          disabled={isFull}
          expandIcon={{ 'aria-label': t('group.found') }}
          value={typed}
          selectedOptions={[]}
          onInput={(event) => setTyped(event.currentTarget.value)}
          onOptionSelect={(_event, data) => {
            const chosen = rows.find(({ id }) => id === data.optionValue);
            setTyped('');
            if (!chosen) return;
            onMembers([...members, chosen]);
            announce(chosen.name);
          }}
        >
          {rows.slice(0, 20).map(({ id, name, address }) => (
            <Option key={id} value={id} text={name}>
              {`${name} (${address})`}
            </Option>
          ))}
        </Combobox>
      </Field>
      <Text weight="semibold">
        {t('group.members')}: {t('group.memberCount', { count: members.length })}
      </Text>
      {/* biome-ignore lint/a11y/noRedundantRoles: Safari takes a list without markers for none */}
      <ul className={styles.list} role="list" aria-label={t('group.members')}>
        {members.map(({ id, name, address }) => (
          <li key={id} className={styles.row}>
            <span className={styles.text}>
              <span className={styles.name}>{name}</span>
              <span className={styles.quiet}>{address}</span>
            </span>
            <div className={styles.actions}>
              <Button size="small" aria-label={t('removeOf', { name })} onClick={() => remove(id)}>
                {t('remove')}
              </Button>
            </div>
          </li>
        ))}
      </ul>
      {members.length === 0 ? <Text>{t('group.none')}</Text> : null}
    </>
  );
}
