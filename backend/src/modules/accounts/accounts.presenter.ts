import type { SessionView } from '@sefos/shared/contract/sign-in.ts';
import type { OrganisationsService } from '../organisations/index.ts';
import type { Sessions } from './sessions.service.ts';
import type { StepUp } from './step-up.service.ts';

/** What a signed-in person's pages know of her and of the session. @throws {DomainError} not-signed-in */
export const sessionView = async (
  parts: { readonly sessions: Sessions; readonly stepUp: StepUp; readonly organisations: OrganisationsService },
  sessionId: string,
): Promise<SessionView> => {
  const { account, level, method, csrfToken, expiresAt, idleSeconds, factorNeeded } =
    await parts.sessions.details(sessionId);
  const organisation = await parts.organisations.get(account.organisationId);
  const { id, email, displayName, language, theme, roles, provisioned } = account;
  return {
    account: { id, email, displayName, language, theme, roles: [...roles], ...(provisioned ? { provisioned } : {}) },
    organisation: { id: organisation.id, name: organisation.name },
    mailboxId: account.mailboxId,
    level,
    method,
    csrfToken,
    expiresAt: expiresAt.toISOString(),
    idleSeconds,
    ...(factorNeeded ? { factorNeeded } : {}),
    stepUp: parts.stepUp.choices(account, level).map((choice) => ({ ...choice })),
  };
};
