import { Button } from '@fluentui/react-components';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/api-context.tsx';
import { problemType } from '../../api/problem-error.ts';
import { ProblemMessage } from '../../components/problem-message.tsx';
import { useProblemText } from '../../components/problem-text.ts';
import type { SessionView } from '../../contract/sign-in.ts';

/** Sign-in with a passkey alone, where the browser has them; how it is done comes with the click. */
export function PasskeyButton({ onSignedIn }: { readonly onSignedIn: (session: SessionView) => void }) {
  const api = useApi();
  const { t } = useTranslation();
  const textOf = useProblemText();
  const signIn = useMutation({
    mutationFn: async () => {
      const { signInWithPasskey } = await import(/* webpackChunkName: "passkey-sign-in" */ './passkey-sign-in.ts');
      return signInWithPasskey(api);
    },
    onSuccess: onSignedIn,
  });
  if (!('PublicKeyCredential' in window)) return null;
  return (
    <>
      {signIn.error ? <ProblemMessage text={textOf(problemType(signIn.error))} /> : null}
      <Button size="large" onClick={() => signIn.mutate()} disabledFocusable={signIn.isPending}>
        {t('staff.signIn.passkey')}
      </Button>
    </>
  );
}
