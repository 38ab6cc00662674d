import { useApi } from '../../api/api-context.tsx';
import { factorRoutes } from '../../api/factor-routes.ts';
import { askForPasskey } from '../../api/passkeys.ts';
import type { ClientProblemType } from '../../api/problem-error.ts';
import { routes } from '../../api/routes.ts';
import { FactorWords } from '../../components/factor-words.tsx';
import type { FactorChallenge } from '../../contract/account-factors.ts';
import type { SessionView } from '../../contract/sign-in.ts';
import { type FactorActions, FactorStep } from './factor-step.tsx';

export interface FactorSignInProps {
  readonly challenge: FactorChallenge;
  readonly onSignedIn: (session: SessionView) => void;
  /** Back to e-mail and password, with the problem that made it needed. */
  readonly onBack: (problem?: ClientProblemType) => void;
}

/** What follows the password of an account that has more than SMS. */
export function FactorSignIn({ challenge, onSignedIn, onBack }: FactorSignInProps) {
  const api = useApi();
  const { ticket } = challenge;
  const actions: FactorActions = {
    sendSms: () => api.call(factorRoutes.sendSignInSms, { body: { ticket } }),
    passkey: async () => {
      const asked = await api.call(factorRoutes.askSignInPasskey, { body: { ticket } });
      const response = await askForPasskey(asked);
      const answer = { kind: 'passkey', challengeId: asked.challengeId, response } as const;
      return api.call(factorRoutes.signInWithFactor, { body: { ticket, answer } });
    },
    code: (typed) => {
      if (typed.kind !== 'sms') return api.call(factorRoutes.signInWithFactor, { body: { ticket, answer: typed } });
      const { challengeId, code } = typed;
      return api.call(routes.verifySignInCode, { body: { challengeId, code } });
    },
  };
  return (
    <FactorWords>
      <FactorStep alone challenge={challenge} actions={actions} onDone={onSignedIn} onBack={onBack} />
    </FactorWords>
  );
}
