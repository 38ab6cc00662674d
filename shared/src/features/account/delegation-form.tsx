import { Button, Field, Radio, RadioGroup } from '@fluentui/react-components';
import { useQueryClient } from '@tanstack/react-query';
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
import { addressOf, ColleagueField } from './colleague-field.tsx';
import { DaysFields } from './days-fields.tsx';
import { localDay, periodOf } from './local-days.ts';
import { SectionBar } from './section.tsx';
import { useConfirmed } from './use-factors.ts';

function useGive(onGiven: () => void) {
  const api = useApi();
  const queryClient = useQueryClient();
  const notice = useNotice();
  const { t } = useTranslation(ACCOUNT);
  return useConfirmed(
    (body: GiveDelegation) => api.call(routes.giveDelegation, { body }),
    ({ delegate }) => {
      notice({ text: t('delegation.given', { name: delegate.name }), intent: 'success' });
      onGiven();
    },
    () => queryClient.invalidateQueries({ queryKey: ['account', 'delegations'] }),
  );
}

const nobody = { text: '', address: '' };

/** Gives a colleague access: who, from when to when, and to what. */
export function DelegationForm() {
  const { t } = useTranslation(ACCOUNT);
  const textOf = useProblemText();
  const [who, setWho] = useState(nobody);
  const [days, setDays] = useState(() => ({ first: localDay(new Date()), last: '' }));
  const [older, setOlder] = useState(false);
  const [tried, setTried] = useState(false);
  const give = useGive(() => {
    setWho(nobody);
    setDays(({ first }) => ({ first, last: '' }));
    setTried(false);
  });
  const period = periodOf(days.first, days.last, Date.now());
  const isAddress = addressOf(who).includes('@');
  const submit = () => {
    setTried(true);
    if (period && isAddress) give.mutate({ address: addressOf(who), ...period, olderMessages: older });
  };
  return (
    <>
      {give.error ? <ProblemMessage text={textOf(problemType(give.error))} /> : null}
      <ColleagueField value={who} onChange={setWho} refused={tried && !isAddress} />
      <DaysFields
        days={days}
        onDays={setDays}
        refusal={tried && !period ? t('delegation.untilMissing') : undefined}
        firstHint={t(days.first <= localDay(new Date()) ? 'delegation.atOnce' : 'delegation.atMidnight')}
      />
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
