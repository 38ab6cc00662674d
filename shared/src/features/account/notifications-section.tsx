import { Field, Switch } from '@fluentui/react-components';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/api-context.tsx';
import { problemType } from '../../api/problem-error.ts';
import { routes } from '../../api/routes.ts';
import { Loading } from '../../components/loading.tsx';
import { useNotice } from '../../components/notice.tsx';
import { ProblemMessage } from '../../components/problem-message.tsx';
import { useProblemText } from '../../components/problem-text.ts';
import type { NotificationPreferences, NotificationSettings } from '../../contract/notifications.ts';
import { ACCOUNT } from './account-words.tsx';
import { Section } from './section.tsx';

const PREFERENCES_KEY = ['account', 'notifications'] as const;

/** Aviseringar: how one is told of new messages. A switch saves at once; the other way is its undo. */
export function NotificationsSection() {
  const { t } = useTranslation(ACCOUNT);
  const api = useApi();
  const textOf = useProblemText();
  const saved = useQuery({
    queryKey: PREFERENCES_KEY,
    queryFn: ({ signal }) => api.call(routes.getNotificationPreferences, { signal }),
  });
  return (
    <Section title={t('notifications.title')} intro={t('notifications.intro')}>
      {saved.data ? <Choices saved={saved.data} /> : null}
      {!saved.data && !saved.error ? <Loading lines={1} /> : null}
      {!saved.data && saved.error ? (
        <ProblemMessage text={textOf(problemType(saved.error))} onRetry={() => void saved.refetch()} />
      ) : null}
    </Section>
  );
}

type Choice = keyof NotificationPreferences;

const SAVED = {
  mail: { on: 'notifications.mailOn', off: 'notifications.mailOff' },
  teams: { on: 'notifications.teamsOn', off: 'notifications.teamsOff' },
} as const satisfies Record<Choice, unknown>;

function useSaveChoice() {
  const { t } = useTranslation(ACCOUNT);
  const api = useApi();
  const queryClient = useQueryClient();
  const notice = useNotice();
  return useMutation({
    mutationFn: ({ body }: { readonly body: NotificationPreferences; readonly changed: Choice }) =>
      api.call(routes.saveNotificationPreferences, { body }),
    onSuccess: (settings, { changed }) => {
      queryClient.setQueryData(PREFERENCES_KEY, settings);
      notice({ text: t(SAVED[changed][settings[changed] ? 'on' : 'off']), intent: 'success' });
    },
  });
}

function Choices({ saved }: { readonly saved: NotificationSettings }) {
  const { t } = useTranslation(ACCOUNT);
  const textOf = useProblemText();
  const save = useSaveChoice();
  // What is on its way is shown at once, and goes back by itself when it could not be saved.
  const { mail, teams } = save.isPending ? save.variables.body : saved;
  const choose = (changed: Choice, isOn: boolean) => {
    if (!save.isPending) save.mutate({ body: { mail, teams, [changed]: isOn }, changed });
  };
  const isKnown = saved.teamsState === 'available';
  return (
    <>
      {save.error ? <ProblemMessage text={textOf(problemType(save.error))} /> : null}
      <Field hint={t('notifications.mailHint')}>
        <Switch
          checked={mail}
          label={t('notifications.mail')}
          onChange={(_event, { checked }) => choose('mail', checked)}
        />
      </Field>
      {saved.teamsState === 'absent' ? null : (
        <Field hint={t(isKnown ? 'notifications.teamsHint' : 'notifications.teamsUnknown')}>
          <Switch
            checked={teams}
            // Once on, it can always be switched off.
            disabled={!isKnown && !teams}
            label={t('notifications.teams')}
            onChange={(_event, { checked }) => choose('teams', checked)}
          />
        </Field>
      )}
    </>
  );
}
