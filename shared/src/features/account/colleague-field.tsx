import { useTranslation } from 'react-i18next';
import { useColleagues } from '../../api/use-colleagues.ts';
import { type Colleague, ColleagueField as SharedColleagueField } from '../../components/colleague-field.tsx';
import { ACCOUNT } from './account-words.tsx';

export { addressOf } from '../../components/colleague-field.tsx';

export interface ColleagueFieldProps {
  readonly value: Colleague;
  readonly onChange: (value: Colleague) => void;
  readonly refused: boolean;
}

/** Who is to have access. */
export function ColleagueField({ value, onChange, refused }: ColleagueFieldProps) {
  const { t } = useTranslation(ACCOUNT);
  const colleagues = useColleagues(value.address ? '' : value.text);
  return (
    <SharedColleagueField
      label={t('delegation.who')}
      hint={t('delegation.whoHint')}
      listLabel={t('delegation.colleagues')}
      refused={refused ? t('delegation.whoMissing') : null}
      value={value}
      onChange={onChange}
      found={colleagues.data ?? []}
    />
  );
}
