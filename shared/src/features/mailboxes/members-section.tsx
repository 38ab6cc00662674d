import {
  Button,
  Checkbox,
  Select,
  Table,
  TableBody,
  TableCell,
  TableHeader,
  TableHeaderCell,
  TableRow,
  Text,
} from '@fluentui/react-components';
import { DeleteRegular } from '@fluentui/react-icons/svg/delete';
import { PersonAddRegular } from '@fluentui/react-icons/svg/person-add';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { problemType } from '../../api/problem-error.ts';
import { focusLater } from '../../components/focus-later.ts';
import { Loading } from '../../components/loading.tsx';
import { useNotice } from '../../components/notice.tsx';
import { ProblemMessage } from '../../components/problem-message.tsx';
import { useProblemText } from '../../components/problem-text.ts';
import { Section, SectionBar } from '../../components/section.tsx';
import { useElement } from '../../components/use-element.ts';
import { VisuallyHidden } from '../../components/visually-hidden.tsx';
import type { FunctionMailboxView, MailboxMember } from '../../contract/function-mailboxes.ts';
import { AddMembersDialog } from './add-members-dialog.tsx';
import { useMailboxesStyles } from './mailboxes.styles.ts';
import { MAILBOXES } from './mailboxes-words.tsx';
import { RemoveMembersDialog } from './remove-members-dialog.tsx';
import { useChangeMember, useMailboxMembers } from './use-function-mailboxes.ts';

/** Medlemmar: who is in the mailbox, and who looks after it. */
export function MembersSection({ mailbox }: { readonly mailbox: FunctionMailboxView }) {
  const { t } = useTranslation(MAILBOXES);
  const textOf = useProblemText();
  const members = useMailboxMembers(mailbox.id);
  return (
    <Section title={t('people.title')} intro={t('people.intro')}>
      {members.data ? <Members mailbox={mailbox} members={members.data} /> : null}
      {members.isPending ? <Loading lines={3} /> : null}
      {!members.data && members.error ? (
        <ProblemMessage text={textOf(problemType(members.error))} onRetry={() => void members.refetch()} />
      ) : null}
    </Section>
  );
}

interface MembersProps {
  readonly mailbox: FunctionMailboxView;
  readonly members: readonly MailboxMember[];
}

function Members({ mailbox, members }: MembersProps) {
  const { t } = useTranslation(MAILBOXES);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [asking, setAsking] = useState<'add' | 'remove'>();
  const add = useElement<HTMLButtonElement>();
  const some = members.filter(({ id }) => chosen.has(id));
  const remove = useElement<HTMLButtonElement>();
  const close = () => {
    setAsking(undefined);
    // The button that removes is gone with those who were removed.
    focusLater(() => (asking === 'remove' ? remove.element.current : null) ?? add.element.current);
  };
  return (
    <>
      {mailbox.mayManage ? (
        <SectionBar>
          <Button ref={add.set} icon={<PersonAddRegular />} onClick={() => setAsking('add')}>
            {t('people.add')}
          </Button>
          {some.length > 0 ? (
            <Button ref={remove.set} icon={<DeleteRegular />} onClick={() => setAsking('remove')}>
              {t('people.remove', { count: some.length })}
            </Button>
          ) : null}
        </SectionBar>
      ) : null}
      {members.length === 0 ? (
        <Text>{t('people.none')}</Text>
      ) : (
        <MembersTable mailbox={mailbox} members={members} chosen={chosen} onChoose={setChosen} />
      )}
      {asking === 'add' ? <AddMembersDialog mailboxId={mailbox.id} members={members} onClose={close} /> : null}
      {asking === 'remove' ? (
        <RemoveMembersDialog mailbox={mailbox} members={some} onRemoved={() => setChosen(new Set())} onClose={close} />
      ) : null}
    </>
  );
}

interface MembersTableProps extends MembersProps {
  readonly chosen: ReadonlySet<string>;
  readonly onChoose: (chosen: ReadonlySet<string>) => void;
}

function MembersTable({ mailbox, members, chosen, onChoose }: MembersTableProps) {
  const styles = useMailboxesStyles();
  const { t } = useTranslation(MAILBOXES);
  const toggle = (id: string) =>
    onChoose(new Set(chosen.has(id) ? [...chosen].filter((o) => o !== id) : [...chosen, id]));
  return (
    <Table className={styles.table} aria-label={t('people.title')}>
      <TableHeader>
        <TableRow>
          {mailbox.mayManage ? (
            <TableHeaderCell className={styles.choose}>
              <VisuallyHidden>{t('people.choose')}</VisuallyHidden>
            </TableHeaderCell>
          ) : null}
          <TableHeaderCell>{t('people.name')}</TableHeaderCell>
          <TableHeaderCell className={styles.role}>{t('people.role')}</TableHeaderCell>
        </TableRow>
      </TableHeader>
      <TableBody>
        {members.map((member) => (
          <TableRow key={member.id} className={styles.row}>
            {mailbox.mayManage ? (
              <TableCell className={styles.choose}>
                <Checkbox
                  aria-label={t('people.chooseOne', { name: member.name })}
                  checked={chosen.has(member.id)}
                  onChange={() => toggle(member.id)}
                />
              </TableCell>
            ) : null}
            <TableCell className={styles.cell}>
              <div>{member.name}</div>
              <div className={styles.small}>
                {member.frozen ? t('people.frozen', { address: member.address }) : member.address}
              </div>
            </TableCell>
            <TableCell className={styles.role}>
              {mailbox.mayManage ? <RoleChoice mailboxId={mailbox.id} member={member} /> : t(`role.${member.role}`)}
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

function RoleChoice({ mailboxId, member }: { readonly mailboxId: string; readonly member: MailboxMember }) {
  const styles = useMailboxesStyles();
  const { t } = useTranslation(MAILBOXES);
  const textOf = useProblemText();
  const notice = useNotice();
  const changing = useChangeMember(mailboxId);
  return (
    <Select
      className={styles.select}
      aria-label={t('people.roleOf', { name: member.name })}
      value={changing.isPending ? changing.variables.role : member.role}
      onChange={(_event, data) =>
        changing.mutate(
          { memberId: member.id, role: data.value === 'administrator' ? 'administrator' : 'member' },
          {
            onSuccess: () => notice({ text: t('people.roleSaved', { name: member.name }), intent: 'success' }),
            onError: (error) => notice({ text: textOf(problemType(error)), intent: 'error' }),
          },
        )
      }
    >
      <option value="member">{t('role.member')}</option>
      <option value="administrator">{t('role.administrator')}</option>
    </Select>
  );
}
