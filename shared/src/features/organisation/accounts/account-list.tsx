import { Badge, Checkbox, Link, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { ManagedAccount } from '../../../contract/accounts.ts';
import { ACCOUNTS } from './accounts-words.tsx';

const useStyles = makeStyles({
  list: { margin: 0, padding: 0, listStyleType: 'none', display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)' },
  row: {
    display: 'grid',
    gridTemplateColumns: 'auto minmax(0, 1fr)',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    paddingBlock: tokens.spacingVerticalS,
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
  },
  text: { display: 'grid', gap: tokens.spacingVerticalXXS, overflowWrap: 'anywhere', minWidth: 0 },
  line: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
  // Big enough for a finger.
  open: { minHeight: '24px', minWidth: '24px', textAlign: 'start', overflowWrap: 'anywhere' },
  small: { color: tokens.colorNeutralForeground2 },
});

export interface AccountListProps {
  readonly rows: readonly ManagedAccount[];
  readonly chosen: ReadonlySet<string>;
  readonly onChosen: (chosen: ReadonlySet<string>) => void;
  readonly onOpen: (account: ManagedAccount) => void;
}

/** Accounts, each with what is particular about it. */
export function AccountList({ rows, chosen, onChosen, onOpen }: AccountListProps) {
  const styles = useStyles();
  const { t } = useTranslation(ACCOUNTS);
  const choose = (id: string, checked: boolean) => {
    const next = new Set(chosen);
    if (checked) next.add(id);
    else next.delete(id);
    onChosen(next);
  };
  return (
    // biome-ignore lint/a11y/noRedundantRoles: Safari takes a list without markers for none
    <ul className={styles.list} role="list" aria-label={t('list.title')}>
      {rows.map((account) => (
        <li key={account.id} className={styles.row}>
          <Checkbox
            aria-label={t('list.choose', { name: account.displayName })}
            checked={chosen.has(account.id)}
            onChange={(_event, data) => choose(account.id, data.checked === true)}
          />
          <div className={styles.text}>
            <div className={styles.line}>
              <Link
                as="button"
                className={styles.open}
                data-account={account.id}
                aria-label={t('list.open', { name: account.displayName })}
                onClick={() => onOpen(account)}
              >
                {account.displayName}
              </Link>
              {account.role === 'user' ? null : (
                <Badge appearance="tint" color="brand">
                  {t(`role.${account.role}`)}
                </Badge>
              )}
              {account.frozen ? (
                <Badge appearance="tint" color="danger">
                  {t('list.isFrozen')}
                </Badge>
              ) : null}
              {account.invitedUntil && !account.frozen ? (
                <Badge appearance="tint" color="informative">
                  {t('list.invited')}
                </Badge>
              ) : null}
            </div>
            <Text size={200} className={styles.small}>
              {account.email}
            </Text>
            <Text size={200} className={styles.small}>
              {account.signIn.length === 0
                ? t('list.none')
                : t('list.signsIn', { methods: account.signIn.map((method) => t(`list.${method}`)).join(', ') })}
            </Text>
          </div>
        </li>
      ))}
    </ul>
  );
}
