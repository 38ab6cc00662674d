import { Badge, Button, Field, Input, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { problemType } from '../../../api/problem-error.ts';
import { focusLater } from '../../../components/focus-later.ts';
import { Loading } from '../../../components/loading.tsx';
import { useNotice } from '../../../components/notice.tsx';
import { ProblemMessage } from '../../../components/problem-message.tsx';
import { useProblemText } from '../../../components/problem-text.ts';
import { SectionBar } from '../../../components/section.tsx';
import { useElement } from '../../../components/use-element.ts';
import type { OwnDomain } from '../../../contract/provisioning.ts';
import { PurgeDialog } from '../purge-dialog.tsx';
import { AccountsPage } from './accounts-page.tsx';
import { ACCOUNTS } from './accounts-words.tsx';
import { useDomainActions, useOwnDomains } from './use-own-domains.ts';

const useStyles = makeStyles({
  form: { display: 'grid', gap: tokens.spacingVerticalM, gridTemplateColumns: 'minmax(0, 1fr)', maxWidth: '420px' },
  list: { margin: 0, padding: 0, listStyleType: 'none', display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)' },
  row: {
    display: 'grid',
    gap: tokens.spacingVerticalS,
    gridTemplateColumns: 'minmax(0, 1fr)',
    paddingBlock: tokens.spacingVerticalM,
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
  },
  line: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
  domain: { overflowWrap: 'anywhere', minWidth: 0 },
  record: {
    display: 'grid',
    gridTemplateColumns: 'auto minmax(0, 1fr)',
    columnGap: tokens.spacingHorizontalM,
    margin: 0,
  },
  value: { margin: 0, overflowWrap: 'anywhere', fontFamily: tokens.fontFamilyMonospace },
});

/** Domäner: which are the organisation's own, and how others are proven. */
export function OwnDomainsScreen() {
  return (
    <AccountsPage page="domains">
      <OwnDomains />
    </AccountsPage>
  );
}

function OwnDomains() {
  const styles = useStyles();
  const { t } = useTranslation(ACCOUNTS);
  const textOf = useProblemText();
  const notice = useNotice();
  const domains = useOwnDomains();
  const { add, check, remove } = useDomainActions();
  const [asked, setAsked] = useState<string>();
  const list = useElement<HTMLUListElement>();
  const error = add.error ?? check.error ?? remove.error;
  /** What an earlier try said is no longer true. */
  const forget = () => {
    for (const { reset } of [add, check, remove]) reset();
  };
  const run = (action: typeof check | typeof remove, domain: string, said: string) => {
    forget();
    action.mutate(domain, { onSuccess: () => notice({ text: said, intent: 'success' }) });
  };
  const close = () => {
    setAsked(undefined);
    focusLater(() => list.element.current?.querySelector('button'));
  };
  return (
    <>
      <Text>{t('domains.intro')}</Text>
      {error ? <ProblemMessage text={textOf(problemType(error))} /> : null}
      <AddDomain add={add} onTry={forget} />
      {domains.isPending ? <Loading lines={3} /> : null}
      {domains.isError ? (
        <ProblemMessage
          title={t('failed')}
          text={textOf(problemType(domains.error))}
          onRetry={() => void domains.refetch()}
        />
      ) : null}
      {/* biome-ignore lint/a11y/noRedundantRoles: Safari takes a list without markers for none */}
      <ul ref={list.set} className={styles.list} role="list" aria-label={t('domains.title')}>
        {(domains.data ?? []).map((own) => (
          <DomainRow
            key={own.domain}
            own={own}
            isBusy={check.isPending || remove.isPending}
            onCheck={() => run(check, own.domain, t('domains.isProven', { domain: own.domain }))}
            onRemove={() => setAsked(own.domain)}
          />
        ))}
      </ul>
      {asked === undefined ? null : (
        <PurgeDialog
          title={t('domains.confirmTitle', { domain: asked })}
          confirm={t('domains.remove')}
          onClose={close}
          onConfirm={() => {
            run(remove, asked, t('domains.removed', { domain: asked }));
            close();
          }}
        >
          {t('domains.confirmText')}
        </PurgeDialog>
      )}
    </>
  );
}

interface AddDomainProps {
  readonly add: ReturnType<typeof useDomainActions>['add'];
  readonly onTry: () => void;
}

function AddDomain({ add, onTry }: AddDomainProps) {
  const styles = useStyles();
  const { t } = useTranslation(ACCOUNTS);
  const [text, setText] = useState('');
  const [isMissing, setMissing] = useState(false);
  const input = useElement<HTMLInputElement>();
  const submit = () => {
    onTry();
    setMissing(text.trim() === '');
    if (text.trim() === '') return input.element.current?.focus();
    add.mutate(text.trim(), { onSuccess: () => setText('') });
  };
  return (
    <form
      noValidate
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Field label={t('domains.domain')} validationMessage={isMissing ? t('domains.missing') : null}>
        <Input
          ref={input.set}
          inputMode="url"
          autoComplete="off"
          maxLength={254}
          value={text}
          onChange={(_event, { value }) => {
            setText(value);
            setMissing(false);
          }}
        />
      </Field>
      <SectionBar>
        <Button type="submit" appearance="primary" disabledFocusable={add.isPending}>
          {t('domains.add')}
        </Button>
      </SectionBar>
    </form>
  );
}

interface DomainRowProps {
  readonly own: OwnDomain;
  readonly isBusy: boolean;
  readonly onCheck: () => void;
  readonly onRemove: () => void;
}

function DomainRow({ own: { domain, proven, record }, isBusy, onCheck, onRemove }: DomainRowProps) {
  const styles = useStyles();
  const { t } = useTranslation(ACCOUNTS);
  return (
    <li className={styles.row}>
      <div className={styles.line}>
        <Text weight="semibold" className={styles.domain}>
          {domain}
        </Text>
        <Badge appearance="tint" color={proven ? 'success' : 'warning'}>
          {t(proven ? 'domains.proven' : 'domains.waiting')}
        </Badge>
      </div>
      {record ? (
        <>
          <Text>{t('domains.how', { domain })}</Text>
          <dl className={styles.record}>
            <dt>{t('domains.type')}</dt>
            <dd className={styles.value}>TXT</dd>
            <dt>{t('domains.name')}</dt>
            <dd className={styles.value}>{record.name}</dd>
            <dt>{t('domains.value')}</dt>
            <dd className={styles.value}>{record.value}</dd>
          </dl>
        </>
      ) : null}
      <SectionBar>
        {proven ? null : (
          <Button
            size="small"
            disabledFocusable={isBusy}
            aria-label={t('domains.checkOf', { domain })}
            onClick={onCheck}
          >
            {t('domains.check')}
          </Button>
        )}
        <Button
          size="small"
          disabledFocusable={isBusy}
          aria-label={t('domains.removeOf', { domain })}
          onClick={onRemove}
        >
          {t('domains.remove')}
        </Button>
      </SectionBar>
    </li>
  );
}
