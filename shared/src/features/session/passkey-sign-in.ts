import type { ApiClient } from '../../api/client.ts';
import { factorRoutes } from '../../api/factor-routes.ts';
import { askForPasskey } from '../../api/passkeys.ts';
import type { SessionView } from '../../contract/sign-in.ts';

/** Signs in with whichever passkey the person picks. @throws {ProblemError} identification-cancelled, passkey-refused */
export async function signInWithPasskey(api: ApiClient): Promise<SessionView> {
  const asked = await api.call(factorRoutes.askSignInPasskey, { body: {} });
  const response = await askForPasskey(asked);
  const answer = { kind: 'passkey', challengeId: asked.challengeId, response } as const;
  return api.call(factorRoutes.signInWithFactor, { body: { answer } });
}
