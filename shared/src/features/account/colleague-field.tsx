import { Combobox, Field, Option } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/api-context.tsx';
import { routes } from '../../api/routes.ts';
import { ACCOUNT } from './account-words.tsx';

/** Who is meant: what was typed, and the address of the colleague that was chosen; empty while none is. */
export interface Colleague {
  readonly text: string;
  readonly address: string;
}

/** The address that is meant. */
export const addressOf = ({ text, address }: Colleague): string => address || text.trim();

/** Colleagues whose name or address begins as typed. */
function useColleagues(text: string) {
  const api = useApi();
  const q = text.trim().slice(0, 100);
  return useQuery({
    queryKey: ['account', 'colleagues', q],
    enabled: q !== '',
    queryFn: ({ signal }) => api.call(routes.suggestRecipients, { query: { q }, signal }),
    placeholderData: (before) => before,
  });
}

export interface ColleagueFieldProps {
  readonly value: Colleague;
  readonly onChange: (value: Colleague) => void;
  readonly refused: boolean;
}

/** A colleague, searched by name or address. */
export function ColleagueField({ value, onChange, refused }: ColleagueFieldProps) {
  const { t } = useTranslation(ACCOUNT);
  const colleagues = useColleagues(value.address ? '' : value.text);
  return (
    <Field
      label={t('delegation.who')}
      hint={t('delegation.whoHint')}
      validationMessage={refused ? t('delegation.whoMissing') : null}
    >
      <Combobox
        freeform
        inlinePopup
        expandIcon={{ 'aria-label': t('delegation.colleagues') }}
        value={value.text}
        selectedOptions={value.address ? [value.address] : []}
        onInput={(event) => onChange({ text: event.currentTarget.value, address: '' })}
        onOptionSelect={(_event, data) => onChange({ text: data.optionText ?? '', address: data.optionValue ?? '' })}
      >
        {(colleagues.data ?? []).map(({ name, address }) => (
          <Option key={address} value={address} text={name}>
            {`${name} (${address})`}
          </Option>
        ))}
      </Combobox>
    </Field>
  );
}
