import { Button, Text } from '@fluentui/react-components';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/api-context.tsx';
import { problemType } from '../../api/problem-error.ts';
import { routes } from '../../api/routes.ts';
import { sessionKey, useSession } from '../../api/session.tsx';
import { ProblemMessage } from '../../components/problem-message.tsx';
import { useProblemText } from '../../components/problem-text.ts';
import { useTitle } from '../../components/use-title.ts';
import type { SignInWindow } from '../../host/host.port.ts';
import { readWindowWords } from '../../host/window-address.ts';
import { ConsentButton } from './consent-button.tsx';
import { SignInCard } from './sign-in-card.tsx';

/** What a frame's challenge looks like (32 bytes, base64url). */
const CHALLENGE = /^[A-Za-z0-9_-]{43}$/;

export interface HandoverScreenProps {
  readonly opened: SignInWindow;
  readonly challenge: string;
}

/** Signed in, in the window that a frame opened: nothing is given to the frame before the person says so. */
export function HandoverScreen({ opened, challenge }: HandoverScreenProps) {
  const api = useApi();
  const queryClient = useQueryClient();
  const { account, organisation } = useSession();
  const { t } = useTranslation();
  const textOf = useProblemText();
  const host = t(`staff.hostSignIn.host.${readWindowWords(window.location.search).program ?? opened.host}`);
  useTitle(t('staff.handover.title', { host }));

  const goOn = useMutation({
    mutationFn: async () => {
      const { code } = await api.call(routes.beginHandover, { body: { challenge, host: opened.host } });
      opened.handOver(code);
    },
  });
  const change = useMutation({
    mutationFn: () => api.call(routes.signOut, {}),
    onSuccess: () => queryClient.resetQueries({ queryKey: sessionKey }),
  });
  const error = goOn.error ?? change.error;
  const good = CHALLENGE.test(challenge);
  const signedInAs = t('staff.handover.signedInAs', { name: account.displayName, organisation: organisation.name });
  return (
    <SignInCard title={t('staff.handover.title', { host })} focusOn="handover">
      <Text>{signedInAs}</Text>
      {good && !goOn.isSuccess ? <Text>{t('staff.handover.beware', { host })}</Text> : null}
      {error ? <ProblemMessage text={textOf(problemType(error))} /> : null}
      {good ? null : <ProblemMessage text={t('staff.handover.missing', { host })} />}
      {goOn.isSuccess ? <Text role="status">{t('staff.handover.done')}</Text> : null}
      {good && !goOn.isSuccess ? (
        <ConsentButton size="large" working={goOn.isPending} onConsent={() => goOn.mutate()}>
          {t('staff.handover.continue', { host })}
        </ConsentButton>
      ) : null}
      {goOn.isSuccess ? null : <Button onClick={() => change.mutate()}>{t('staff.handover.other')}</Button>}
    </SignInCard>
  );
}
