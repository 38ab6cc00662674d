import { Field, Radio, RadioGroup } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { ACCOUNTS } from './accounts-words.tsx';

type Role = 'user' | 'organisation-administrator';

export interface RoleFieldProps {
  readonly role: Role;
  readonly onRole: (role: Role) => void;
}

/** What somebody may do in the organisation. */
export function RoleField({ role, onRole }: RoleFieldProps) {
  const { t } = useTranslation(ACCOUNTS);
  return (
    <Field label={t('role.label')}>
      <RadioGroup value={role} onChange={(_event, { value }) => onRole(value as Role)}>
        <Radio value="user" label={t('role.user')} />
        <Radio value="organisation-administrator" label={t('role.organisation-administrator')} />
      </RadioGroup>
    </Field>
  );
}
