import { Button, Text } from '@fluentui/react-components';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/api-context.tsx';
import { useBearer } from '../../api/bearer-context.tsx';
import { problemType } from '../../api/problem-error.ts';
import { routes } from '../../api/routes.ts';
import { Entry, EntryLine, EntryList } from '../../components/entry-list.tsx';
import { focusLater } from '../../components/focus-later.ts';
import { Loading } from '../../components/loading.tsx';
import { useNotice } from '../../components/notice.tsx';
import { ProblemMessage } from '../../components/problem-message.tsx';
import { useProblemText } from '../../components/problem-text.ts';
import { useFormat } from '../../components/use-format.ts';
import type { DelegationView } from '../../contract/delegations.ts';
import { ACCOUNT } from './account-words.tsx';
import { DelegationForm } from './delegation-form.tsx';
import { EndDelegationDialog } from './end-delegation-dialog.tsx';
import { Section } from './section.tsx';

export const delegationsKey = ['account', 'delegations'] as const;

/** Delegera tillgång: who is let into one's mailbox, and whose one is let into. */
export function DelegationSection() {
  const { t } = useTranslation(ACCOUNT);
  const api = useApi();
  const textOf = useProblemText();
  // A frame cannot ask who somebody is, and what is given away lasts.
  const canGive = !useBearer();
  const all = useQuery({
    queryKey: delegationsKey,
    queryFn: ({ signal }) => api.call(routes.listDelegations, { signal }),
  });
  return (
    <Section title={t('delegation.title')} intro={t('delegation.intro')}>
      {all.error ? <ProblemMessage text={textOf(problemType(all.error))} onRetry={() => void all.refetch()} /> : null}
      {all.isPending ? <Loading lines={2} /> : null}
      {all.data && all.data.given.length > 0 ? <DelegationList side="given" rows={all.data.given} /> : null}
      {all.data && all.data.received.length > 0 ? <DelegationList side="received" rows={all.data.received} /> : null}
      {canGive ? <DelegationForm /> : <Text>{t('delegation.browserOnly')}</Text>}
    </Section>
  );
}

interface ListProps {
  readonly side: 'given' | 'received';
  readonly rows: readonly DelegationView[];
}

/** The access that is to be ended once that is confirmed. */
interface Asked {
  readonly id: string;
  readonly name: string;
  readonly button: HTMLElement;
}

function useEnd(side: ListProps['side']) {
  const api = useApi();
  const queryClient = useQueryClient();
  const notice = useNotice();
  const textOf = useProblemText();
  const { t } = useTranslation(ACCOUNT);
  return useMutation({
    mutationFn: (id: string) => api.call(routes.endDelegation, { params: { id } }),
    onSuccess: () => notice({ text: t(`delegation.${side}Ended`), intent: 'success' }),
    onError: (error) => notice({ text: textOf(problemType(error)), intent: 'error' }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: delegationsKey }),
  });
}

function DelegationList({ side, rows }: ListProps) {
  const { t } = useTranslation(ACCOUNT);
  const format = useFormat();
  const end = useEnd(side);
  const [asked, setAsked] = useState<Asked>();
  const list = useRef<HTMLUListElement>(null);
  const onEnd = ({ id }: Asked) => {
    const heading = list.current?.closest('section')?.querySelector<HTMLElement>('h2');
    setAsked(undefined);
    end.mutate(id);
    // The button goes with its row.
    focusLater(() => heading);
  };
  return (
    <>
      <EntryList ref={list} label={t(`delegation.${side}List`)}>
        {rows.map((row) => {
          const { name } = side === 'given' ? row.delegate : row.giver;
          const from = format.exact(row.startsAt);
          return (
            <Entry
              key={row.id}
              text={
                <>
                  <Text weight="semibold">
                    {side === 'given'
                      ? t('delegation.givenRow', { name })
                      : t('delegation.receivedRow', { holder: format.holder(name) })}
                  </Text>
                  <EntryLine>{t('delegation.period', { from, until: format.lastDay(row.endsAt) })}</EntryLine>
                  <EntryLine>{t(row.olderMessages ? 'delegation.older' : 'delegation.newOnly')}</EntryLine>
                </>
              }
            >
              <Button
                disabledFocusable={end.isPending}
                aria-label={t(`delegation.${side}EndOf`, { name })}
                onClick={(event) => setAsked({ id: row.id, name, button: event.currentTarget })}
              >
                {t(`delegation.${side}End`)}
              </Button>
            </Entry>
          );
        })}
      </EntryList>
      {asked ? (
        <EndDelegationDialog
          side={side}
          name={asked.name}
          onEnd={() => onEnd(asked)}
          onClose={() => {
            setAsked(undefined);
            focusLater(() => asked.button);
          }}
        />
      ) : null}
    </>
  );
}
