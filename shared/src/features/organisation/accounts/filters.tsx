import { Field, makeStyles, SearchBox, Select, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { LIMITS } from '../../../domain/limits.ts';
import { ACCOUNTS } from './accounts-words.tsx';
import type { AccountsView } from './use-accounts.ts';

const useStyles = makeStyles({
  root: {
    display: 'grid',
    gap: tokens.spacingHorizontalM,
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 180px), 1fr))',
    alignItems: 'end',
  },
  search: { gridColumn: '1 / -1' },
  box: { maxWidth: 'none' },
});

const SORTS = {
  name: { sort: 'name' },
  email: { sort: 'email' },
  newest: { sort: 'created', descending: true },
} as const;
const ROLES = ['user', 'organisation-administrator'] as const;
const METHODS = ['password', 'entra', 'other', 'none'] as const;

export interface FiltersProps {
  readonly view: AccountsView;
  readonly onView: (view: AccountsView) => void;
}

/** What of the accounts is shown, and in which order. */
export function Filters({ view, onView }: FiltersProps) {
  const styles = useStyles();
  const { t } = useTranslation(ACCOUNTS);
  const { role: _role, frozen: _frozen, signIn: _signIn, sort: _sort, descending: _descending, ...rest } = view;
  const kept = {
    sort: view.sort ? { sort: view.sort, ...(view.descending ? { descending: true } : {}) } : {},
    role: view.role ? { role: view.role } : {},
    frozen: view.frozen === undefined ? {} : { frozen: view.frozen },
    signIn: view.signIn ? { signIn: view.signIn } : {},
  };
  const show = (part: Partial<Record<keyof typeof kept, object>>) =>
    onView(Object.assign({}, rest, ...Object.values({ ...kept, ...part })));
  return (
    <search className={styles.root}>
      <Field className={styles.search} label={t('list.search')}>
        <SearchBox
          className={styles.box}
          value={view.search ?? ''}
          maxLength={LIMITS.searchCharacters}
          onChange={(_event, data) => onView({ ...view, search: data.value })}
        />
      </Field>
      <Field label={t('list.sort')}>
        <Select
          value={view.sort === 'created' ? 'newest' : (view.sort ?? 'name')}
          onChange={(_event, { value }) => show({ sort: SORTS[value as keyof typeof SORTS] })}
        >
          {(Object.keys(SORTS) as (keyof typeof SORTS)[]).map((sort) => (
            <option key={sort} value={sort}>
              {t(`list.${sort}`)}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={t('role.label')}>
        <Select
          value={view.role ?? ''}
          onChange={(_event, { value }) => show({ role: value === '' ? {} : { role: value } })}
        >
          <option value="">{t('list.any')}</option>
          {ROLES.map((role) => (
            <option key={role} value={role}>
              {t(`role.${role}`)}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={t('list.state')}>
        <Select
          value={view.frozen === undefined ? '' : view.frozen ? 'frozen' : 'active'}
          onChange={(_event, { value }) => show({ frozen: value === '' ? {} : { frozen: value === 'frozen' } })}
        >
          <option value="">{t('list.any')}</option>
          <option value="active">{t('list.active')}</option>
          <option value="frozen">{t('list.frozen')}</option>
        </Select>
      </Field>
      <Field label={t('list.method')}>
        <Select
          value={view.signIn ?? ''}
          onChange={(_event, { value }) => show({ signIn: value === '' ? {} : { signIn: value } })}
        >
          <option value="">{t('list.any')}</option>
          {METHODS.map((method) => (
            <option key={method} value={method}>
              {t(`list.${method}`)}
            </option>
          ))}
        </Select>
      </Field>
    </search>
  );
}
