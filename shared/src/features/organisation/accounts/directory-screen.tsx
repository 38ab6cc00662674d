import {
  Button,
  Field,
  Input,
  MessageBar,
  MessageBarBody,
  makeStyles,
  Select,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { problemType } from '../../../api/problem-error.ts';
import { focusLater } from '../../../components/focus-later.ts';
import { Loading } from '../../../components/loading.tsx';
import { useNotice } from '../../../components/notice.tsx';
import { ProblemMessage } from '../../../components/problem-message.tsx';
import { useProblemText } from '../../../components/problem-text.ts';
import { SectionBar } from '../../../components/section.tsx';
import { useElement } from '../../../components/use-element.ts';
import { useFormat } from '../../../components/use-format.ts';
import type { ProvisioningToken } from '../../../contract/provisioning.ts';
import { parseDays } from '../days-field.tsx';
import { PurgeDialog } from '../purge-dialog.tsx';
import { AccountsPage } from './accounts-page.tsx';
import { ACCOUNTS } from './accounts-words.tsx';
import { useDirectory, useKeys } from './use-directory.ts';

const MOST_DAYS = 730;

const useStyles = makeStyles({
  part: { display: 'grid', gap: tokens.spacingVerticalM, gridTemplateColumns: 'minmax(0, 1fr)', maxWidth: '560px' },
  heading: { margin: 0, fontSize: tokens.fontSizeBase400, fontWeight: tokens.fontWeightSemibold },
  list: { margin: 0, padding: 0, listStyleType: 'none', display: 'grid', gap: tokens.spacingVerticalM },
  row: { display: 'grid', gap: tokens.spacingVerticalXS, justifyItems: 'start' },
});

/** Konton från Entra ID: the address and the keys by which a directory provisions accounts. */
export function DirectoryScreen() {
  return (
    <AccountsPage page="directory">
      <Directory />
    </AccountsPage>
  );
}

function Directory() {
  const styles = useStyles();
  const { t } = useTranslation(ACCOUNTS);
  const textOf = useProblemText();
  const directory = useDirectory();
  if (directory.isPending) return <Loading lines={4} />;
  if (!directory.data)
    return (
      <ProblemMessage
        title={t('failed')}
        text={textOf(problemType(directory.error))}
        onRetry={() => void directory.refetch()}
      />
    );
  return (
    <div className={styles.part}>
      <Text>{t('directory.intro')}</Text>
      <Field label={t('directory.url')}>
        <Input readOnly value={directory.data.url} />
      </Field>
      <Keys all={directory.data.tokens} />
    </div>
  );
}

function Keys({ all }: { readonly all: readonly ProvisioningToken[] }) {
  const styles = useStyles();
  const { t } = useTranslation(ACCOUNTS);
  const textOf = useProblemText();
  const notice = useNotice();
  const { make, revoke } = useKeys();
  const [asked, setAsked] = useState<string>();
  const heading = useElement<HTMLHeadingElement>();
  const error = make.error ?? revoke.error;
  const close = () => {
    setAsked(undefined);
    focusLater(() => heading.element.current);
  };
  const confirm = (id: string) => {
    if (make.data?.view.id === id) make.reset();
    revoke.mutate(id, { onSuccess: () => notice({ text: t('directory.revoked'), intent: 'success' }) });
    close();
  };
  return (
    <>
      {error ? <ProblemMessage text={textOf(problemType(error))} /> : null}
      {make.data ? <NewKey secret={make.data.token} /> : null}
      <h2 ref={heading.set} tabIndex={-1} className={styles.heading}>
        {t('directory.keys')}
      </h2>
      {all.length === 0 ? <Text>{t('directory.none')}</Text> : null}
      {/* biome-ignore lint/a11y/noRedundantRoles: Safari takes a list without markers for none */}
      <ul className={styles.list} role="list" aria-label={t('directory.keys')}>
        {all.map((key) => (
          <KeyRow key={key.id} token={key} isBusy={revoke.isPending} onRevoke={() => setAsked(key.id)} />
        ))}
      </ul>
      {all.length < 2 ? <MakeKey make={make} /> : null}
      {asked === undefined ? null : (
        <PurgeDialog
          title={t('directory.confirmTitle')}
          confirm={t('directory.revoke')}
          onClose={close}
          onConfirm={() => confirm(asked)}
        >
          {t('directory.confirmText')}
        </PurgeDialog>
      )}
    </>
  );
}

/** Shown once, and gone with the page. */
function NewKey({ secret }: { readonly secret: string }) {
  const { t } = useTranslation(ACCOUNTS);
  const { element: input, set } = useElement<HTMLInputElement>();
  // Ready to be copied; and the button that made it goes with the last that may be made.
  useEffect(() => {
    if (secret) input.current?.focus();
  }, [input, secret]);
  return (
    <>
      <MessageBar intent="warning" layout="multiline" role="status">
        <MessageBarBody>{t('directory.once')}</MessageBarBody>
      </MessageBar>
      <Field label={t('directory.made')}>
        <Input ref={set} readOnly value={secret} onFocus={(event) => event.currentTarget.select()} />
      </Field>
    </>
  );
}

interface KeyRowProps {
  readonly token: ProvisioningToken;
  readonly isBusy: boolean;
  readonly onRevoke: () => void;
}

function KeyRow({ token, isBusy, onRevoke }: KeyRowProps) {
  const styles = useStyles();
  const { t } = useTranslation(ACCOUNTS);
  const format = useFormat();
  const until = format.exact(token.expiresAt);
  return (
    <li className={styles.row}>
      <Text weight="semibold">{t(`directory.${token.scope}`)}</Text>
      <Text size={200}>
        {t('directory.until', { date: until })}{' '}
        {token.usedAt ? t('directory.used', { date: format.exact(token.usedAt) }) : t('directory.unused')}
      </Text>
      <Button
        size="small"
        disabledFocusable={isBusy}
        aria-label={t('directory.revokeOf', { date: until })}
        onClick={onRevoke}
      >
        {t('directory.revoke')}
      </Button>
    </li>
  );
}

function MakeKey({ make }: { readonly make: ReturnType<typeof useKeys>['make'] }) {
  const { t } = useTranslation(ACCOUNTS);
  const [scope, setScope] = useState<'write' | 'read'>('write');
  const [text, setText] = useState('365');
  const [isWrong, setWrong] = useState(false);
  const submit = () => {
    const days = parseDays(text, MOST_DAYS);
    setWrong(!days);
    if (days) make.mutate({ scope, days });
  };
  return (
    <>
      <Field label={t('directory.scope')}>
        <Select value={scope} onChange={(_event, { value }) => setScope(value === 'read' ? 'read' : 'write')}>
          <option value="write">{t('directory.write')}</option>
          <option value="read">{t('directory.read')}</option>
        </Select>
      </Field>
      <Field label={t('directory.days')} validationMessage={isWrong ? t('directory.daysWrong') : null}>
        <Input inputMode="numeric" autoComplete="off" value={text} onChange={(_event, { value }) => setText(value)} />
      </Field>
      <SectionBar>
        <Button appearance="primary" disabledFocusable={make.isPending} onClick={submit}>
          {t('directory.make')}
        </Button>
      </SectionBar>
    </>
  );
}
