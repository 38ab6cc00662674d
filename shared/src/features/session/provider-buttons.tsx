import { Button, Divider } from '@fluentui/react-components';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/api-context.tsx';
import { problemType } from '../../api/problem-error.ts';
import { routes } from '../../api/routes.ts';
import { sessionQuery } from '../../api/session.tsx';
import { ProblemMessage } from '../../components/problem-message.tsx';
import { useProblemText } from '../../components/problem-text.ts';
import type { SessionView } from '../../contract/sign-in.ts';
import { IDENTIFIED_PATH, openIdentificationWindow } from './identification-window.ts';
import { useFormStyles } from './sign-in.styles.ts';

export interface ProviderButtonsProps {
  readonly providers: readonly { readonly key: string; readonly label: string }[];
  readonly inWindow: boolean;
  readonly returnTo: string | undefined;
  readonly onSignedIn: (session: SessionView) => void;
}

/** One button for each OpenID provider that the server lists. */
export function ProviderButtons({ providers, inWindow, returnTo: wanted, onSignedIn }: ProviderButtonsProps) {
  const styles = useFormStyles();
  const api = useApi();
  const queryClient = useQueryClient();
  const { t } = useTranslation();
  const textOf = useProblemText();
  const begin = useMutation({
    mutationFn: async (provider: string) => {
      const here = window.location.pathname;
      const opened = inWindow ? openIdentificationWindow() : undefined;
      const page = wanted ?? (here.startsWith('/messages/') ? here : '/');
      const returnTo = opened ? IDENTIFIED_PATH : page;
      try {
        const { url } = await api.call(routes.beginOidcSignIn, { body: { provider, returnTo } });
        if (!opened) return window.location.assign(url);
        await opened.goTo(url);
      } catch (error) {
        opened?.close();
        throw error;
      }
      onSignedIn(await queryClient.fetchQuery({ ...sessionQuery(api), staleTime: 0 }));
    },
  });
  if (providers.length === 0) return null;
  return (
    <div className={styles.form}>
      <Divider>{t('staff.signIn.or')}</Divider>
      {begin.error ? <ProblemMessage text={textOf(problemType(begin.error))} /> : null}
      {providers.map(({ key, label }) => (
        <Button key={key} size="large" onClick={() => begin.mutate(key)} disabledFocusable={begin.isPending}>
          {t('staff.signIn.provider', { provider: label })}
        </Button>
      ))}
    </div>
  );
}
