import {
  Button,
  Combobox,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Field,
  Option,
  Radio,
  RadioGroup,
} from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons/svg/dismiss';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { problemType } from '../../api/problem-error.ts';
import { useColleagues } from '../../api/use-colleagues.ts';
import { useAnnounce } from '../../components/announcer.tsx';
import { Modal } from '../../components/modal.tsx';
import { useNotice } from '../../components/notice.tsx';
import { ProblemMessage } from '../../components/problem-message.tsx';
import { useProblemText } from '../../components/problem-text.ts';
import type { MailboxMember, MemberRole } from '../../contract/function-mailboxes.ts';
import { LIMITS } from '../../domain/limits.ts';
import { useMailboxesStyles } from './mailboxes.styles.ts';
import { MAILBOXES } from './mailboxes-words.tsx';
import { useAddMembers } from './use-function-mailboxes.ts';

interface Person {
  readonly name: string;
  readonly address: string;
}

export interface AddMembersDialogProps {
  readonly mailboxId: string;
  /** Who is in it already. */
  readonly members: readonly MailboxMember[];
  readonly onClose: () => void;
}

/** Lägg till: colleagues are searched and collected, and let in together. */
export function AddMembersDialog({ mailboxId, members, onClose }: AddMembersDialogProps) {
  const styles = useMailboxesStyles();
  const { t } = useTranslation(MAILBOXES);
  const { t: common } = useTranslation();
  const textOf = useProblemText();
  const announce = useAnnounce();
  const notice = useNotice();
  const adding = useAddMembers(mailboxId);
  const [chosen, setChosen] = useState<readonly Person[]>([]);
  const [role, setRole] = useState<MemberRole>('member');
  const [refused, setRefused] = useState(false);
  const add = (person: Person) => {
    setRefused(false);
    setChosen((before) => [...before.filter(({ address }) => address !== person.address), person]);
    announce(t('people.chosenOne', { name: person.name }));
  };
  const submit = () => {
    setRefused(chosen.length === 0);
    if (chosen.length === 0) return;
    adding.mutate(
      { addresses: chosen.map(({ address }) => address), role },
      {
        onSuccess: () => {
          notice({ text: t('people.added', { count: chosen.length }), intent: 'success' });
          onClose();
        },
      },
    );
  };
  return (
    <Modal onOpenChange={(_event, data) => data.open || onClose()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle className={styles.title}>{t('people.addTitle')}</DialogTitle>
          <DialogContent className={styles.form}>
            {adding.error ? <ProblemMessage text={textOf(problemType(adding.error))} /> : null}
            <PersonSearch
              taken={[...members, ...chosen].map(({ address }) => address)}
              isFull={chosen.length >= LIMITS.membersPerRequest}
              refused={refused}
              onChoose={add}
            />
            <Chosen people={chosen} onDrop={(address) => setChosen(chosen.filter((one) => one.address !== address))} />
            <Field label={t('people.role')}>
              <RadioGroup
                value={role}
                onChange={(_event, data) => setRole(data.value === 'administrator' ? 'administrator' : 'member')}
              >
                <Radio value="member" label={t('role.memberMeans')} />
                <Radio value="administrator" label={t('role.administratorMeans')} />
              </RadioGroup>
            </Field>
          </DialogContent>
          <DialogActions fluid>
            <Button onClick={onClose}>{common('common.actions.cancel')}</Button>
            <Button appearance="primary" disabledFocusable={adding.isPending} onClick={submit}>
              {chosen.length === 0 ? t('people.addNobody') : t('people.addSome', { count: chosen.length })}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Modal>
  );
}

interface PersonSearchProps {
  readonly taken: readonly string[];
  readonly isFull: boolean;
  readonly refused: boolean;
  readonly onChoose: (person: Person) => void;
}

function PersonSearch({ taken, isFull, refused, onChoose }: PersonSearchProps) {
  const styles = useMailboxesStyles();
  const { t } = useTranslation(MAILBOXES);
  const [text, setText] = useState('');
  const found = useColleagues(text);
  const colleagues = (found.data ?? []).filter(({ address }) => !taken.includes(address));
  return (
    <Field
      label={t('people.search')}
      hint={t(isFull ? 'people.full' : 'people.searchHint')}
      validationMessage={refused ? t('people.missing') : null}
    >
      <Combobox
        freeform
        inlinePopup
        disabled={isFull}
        expandIcon={{ 'aria-label': t('people.colleagues') }}
        value={text}
        selectedOptions={[]}
        onInput={(event) => setText(event.currentTarget.value)}
        onOptionSelect={(_event, { optionText = '', optionValue }) => {
          if (!optionValue) return;
          onChoose({ name: optionText, address: optionValue });
          setText('');
        }}
      >
        {colleagues.map(({ name, address }) => (
          <Option key={address} className={styles.option} value={address} text={name}>
            {`${name} (${address})`}
          </Option>
        ))}
      </Combobox>
    </Field>
  );
}

function Chosen({
  people,
  onDrop,
}: {
  readonly people: readonly Person[];
  readonly onDrop: (address: string) => void;
}) {
  const styles = useMailboxesStyles();
  const { t } = useTranslation(MAILBOXES);
  if (people.length === 0) return null;
  return (
    // biome-ignore lint/a11y/noRedundantRoles: Safari takes a list without markers for none
    <ul className={styles.chosen} role="list" aria-label={t('people.chosen')}>
      {people.map(({ name, address }) => (
        <li key={address} className={styles.person}>
          <Button
            icon={<DismissRegular />}
            iconPosition="after"
            aria-label={t('people.drop', { name })}
            onClick={() => onDrop(address)}
          >
            {name}
          </Button>
        </li>
      ))}
    </ul>
  );
}
