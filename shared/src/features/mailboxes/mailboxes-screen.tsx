import { Button, Field, SearchBox, Text } from '@fluentui/react-components';
import { AddRegular } from '@fluentui/react-icons/svg/add';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { problemType } from '../../api/problem-error.ts';
import { useSession } from '../../api/session.tsx';
import { useLicence } from '../../api/use-licence.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { focusLater } from '../../components/focus-later.ts';
import { LinkList, LinkRow } from '../../components/link-list.tsx';
import { Loading } from '../../components/loading.tsx';
import { PageHeading } from '../../components/page-heading.tsx';
import { ProblemMessage } from '../../components/problem-message.tsx';
import { useProblemText } from '../../components/problem-text.ts';
import { SeatWarning } from '../../components/seat-warning.tsx';
import { useElement } from '../../components/use-element.ts';
import { useTitle } from '../../components/use-title.ts';
import type { FunctionMailboxRow } from '../../contract/function-mailboxes.ts';
import { useMailboxesStyles } from './mailboxes.styles.ts';
import { MAILBOXES, MailboxesWords } from './mailboxes-words.tsx';
import { NewMailboxDialog } from './new-mailbox-dialog.tsx';
import { useFunctionMailboxes } from './use-function-mailboxes.ts';

/** Funktionsbrevlådor: all of the organisation for its administrators, for others those that they are in. */
export function MailboxesScreen() {
  return (
    <MailboxesWords>
      <Screen />
    </MailboxesWords>
  );
}

function Screen() {
  const styles = useMailboxesStyles();
  const { account } = useSession();
  const { t } = useTranslation(MAILBOXES);
  const navigate = useNavigate();
  const [text, setText] = useState('');
  const [adding, setAdding] = useState(false);
  const add = useElement<HTMLButtonElement>();
  const close = () => {
    setAdding(false);
    focusLater(() => add.element.current);
  };
  useTitle(t('title'));
  const isAdministrator = account.roles.includes('organisation-administrator');
  const licence = useLicence(isAdministrator).data;
  return (
    <div className={styles.root}>
      <div className={styles.head}>
        <PageHeading focusOn="function-mailboxes">{t('title')}</PageHeading>
        <Text>{t(isAdministrator ? 'intro.administrator' : 'intro.member')}</Text>
      </div>
      <div className={styles.bar}>
        <Field className={styles.grow} label={t('search')}>
          <SearchBox value={text} onChange={(_event, data) => setText(data.value)} />
        </Field>
        {isAdministrator ? (
          <Button ref={add.set} appearance="primary" icon={<AddRegular />} onClick={() => setAdding(true)}>
            {t('add')}
          </Button>
        ) : null}
      </div>
      <SeatWarning
        used={licence?.used.functionMailboxes ?? 0}
        most={licence?.terms?.functionMailboxes ?? null}
        textOf={(state, figures) => t(`licence.${state}`, figures)}
      />
      <Found text={useDeferredValue(text)} mayAdd={isAdministrator} />
      {adding ? (
        <NewMailboxDialog onClose={close} onCreated={(id) => void navigate(`/function-mailboxes/${id}`)} />
      ) : null}
    </div>
  );
}

function Found({ text, mayAdd }: { readonly text: string; readonly mayAdd: boolean }) {
  const styles = useMailboxesStyles();
  const { t } = useTranslation(MAILBOXES);
  const textOf = useProblemText();
  const found = useFunctionMailboxes(text);
  if (found.isPending) return <Loading lines={4} />;
  if (!found.data)
    return (
      <ProblemMessage
        title={t('failed')}
        text={textOf(problemType(found.error))}
        onRetry={() => void found.refetch()}
      />
    );
  const rows = found.data.pages.flatMap((page) => page.rows);
  if (rows.length === 0)
    return (
      <EmptyState title={t(text.trim() ? 'none.found' : 'none.title')} text={t(mayAdd ? 'none.add' : 'none.text')} />
    );
  return (
    <>
      <LinkList label={t('title')}>
        {rows.map((row) => (
          <Row key={row.id} row={row} />
        ))}
      </LinkList>
      {found.hasNextPage ? (
        <div className={styles.bar}>
          <Button disabledFocusable={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
            {t('more')}
          </Button>
        </div>
      ) : null}
    </>
  );
}

function Row({ row }: { readonly row: FunctionMailboxRow }) {
  const { t } = useTranslation(MAILBOXES);
  return (
    <LinkRow to={`/function-mailboxes/${row.id}`} name={row.name}>
      <span>{row.address}</span>
      <span>
        {[
          t('members', { count: row.members }),
          t('administrators', { count: row.administrators }),
          ...(row.role ? [t(`role.you.${row.role}`)] : []),
        ].join(' · ')}
      </span>
    </LinkRow>
  );
}
