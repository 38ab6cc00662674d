import {
  Button,
  Combobox,
  Field,
  Input,
  makeStyles,
  Option,
  Radio,
  RadioGroup,
  tokens,
} from '@fluentui/react-components';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/api-context.tsx';
import { problemType } from '../../api/problem-error.ts';
import { routes } from '../../api/routes.ts';
import { useNotice } from '../../components/notice.tsx';
import { ProblemMessage } from '../../components/problem-message.tsx';
import { useProblemText } from '../../components/problem-text.ts';
import type { GiveDelegation } from '../../contract/delegations.ts';
import { ACCOUNT } from './account-words.tsx';
import { localDay, periodOf } from './local-days.ts';
import { SectionBar } from './section.tsx';

const useStyles = makeStyles({
  dates: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(140px, 1fr))',
    gap: tokens.spacingHorizontalM,
  },
});

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

function useGive(onGiven: () => void) {
  const api = useApi();
  const queryClient = useQueryClient();
  const notice = useNotice();
  const { t } = useTranslation(ACCOUNT);
  return useMutation({
    mutationFn: (body: GiveDelegation) => api.call(routes.giveDelegation, { body }),
    onSuccess: ({ delegate }) => {
      notice({ text: t('delegation.given', { name: delegate.name }), intent: 'success' });
      onGiven();
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['account', 'delegations'] }),
  });
}

/** Gives a colleague access: who, from when to when, and to what. */
export function DelegationForm() {
  const styles = useStyles();
  const { t } = useTranslation(ACCOUNT);
  const textOf = useProblemText();
  const [who, setWho] = useState('');
  const [address, setAddress] = useState('');
  const [first, setFirst] = useState(() => localDay(new Date()));
  const [last, setLast] = useState('');
  const [older, setOlder] = useState(false);
  const [tried, setTried] = useState(false);
  const colleagues = useColleagues(address ? '' : who);
  const give = useGive(() => {
    setWho('');
    setAddress('');
    setLast('');
    setTried(false);
  });
  const period = periodOf(first, last, Date.now());
  const typed = address || who.trim();
  const submit = () => {
    setTried(true);
    if (period && typed.includes('@')) give.mutate({ address: typed, ...period, olderMessages: older });
  };
  return (
    <>
      {give.error ? <ProblemMessage text={textOf(problemType(give.error))} /> : null}
      <Field
        label={t('delegation.who')}
        hint={t('delegation.whoHint')}
        validationMessage={tried && !typed.includes('@') ? t('delegation.whoMissing') : null}
      >
        <Combobox
          freeform
          inlinePopup
          value={who}
          selectedOptions={address ? [address] : []}
          onInput={(event) => {
            setWho(event.currentTarget.value);
            setAddress('');
          }}
          onOptionSelect={(_event, data) => {
            setWho(data.optionText ?? '');
            setAddress(data.optionValue ?? '');
          }}
        >
          {(colleagues.data ?? []).map((colleague) => (
            <Option key={colleague.address} value={colleague.address} text={colleague.name}>
              {`${colleague.name} (${colleague.address})`}
            </Option>
          ))}
        </Combobox>
      </Field>
      <div className={styles.dates}>
        <Field label={t('delegation.from')}>
          <Input type="date" value={first} onChange={(_event, data) => setFirst(data.value)} />
        </Field>
        <Field label={t('delegation.until')} validationMessage={tried && !period ? t('delegation.untilMissing') : null}>
          <Input type="date" value={last} onChange={(_event, data) => setLast(data.value)} />
        </Field>
      </div>
      <Field label={t('delegation.what')}>
        <RadioGroup value={older ? 'older' : 'new'} onChange={(_event, data) => setOlder(data.value === 'older')}>
          <Radio value="new" label={t('delegation.newOnly')} />
          <Radio value="older" label={t('delegation.older')} />
        </RadioGroup>
      </Field>
      <SectionBar>
        <Button appearance="primary" disabledFocusable={give.isPending} onClick={submit}>
          {t('delegation.give')}
        </Button>
      </SectionBar>
    </>
  );
}
