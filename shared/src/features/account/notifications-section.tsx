import { Switch } from '@fluentui/react-components';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/api-context.tsx';
import { problemType } from '../../api/problem-error.ts';
import { routes } from '../../api/routes.ts';
import { Loading } from '../../components/loading.tsx';
import { useNotice } from '../../components/notice.tsx';
import { ProblemMessage } from '../../components/problem-message.tsx';
import { useProblemText } from '../../components/problem-text.ts';
import type { NotificationPreferences } from '../../contract/notifications.ts';
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

function Choices({ saved }: { readonly saved: NotificationPreferences }) {
  const { t } = useTranslation(ACCOUNT);
  const api = useApi();
  const queryClient = useQueryClient();
  const notice = useNotice();
  const textOf = useProblemText();
  const save = useMutation({
    mutationFn: (body: NotificationPreferences) => api.call(routes.saveNotificationPreferences, { body }),
    onSuccess: (preferences) => {
      queryClient.setQueryData(PREFERENCES_KEY, preferences);
      notice({ text: t(preferences.mail ? 'notifications.mailOn' : 'notifications.mailOff'), intent: 'success' });
    },
  });
  // What is on its way is shown at once, and goes back by itself when it could not be saved.
  const shown = save.isPending ? save.variables : saved;
  return (
    <>
      {save.error ? <ProblemMessage text={textOf(problemType(save.error))} /> : null}
      <Switch
        checked={shown.mail}
        label={t('notifications.mail')}
        onChange={(_event, { checked }) => {
          if (!save.isPending) save.mutate({ mail: checked });
        }}
      />
    </>
  );
}
