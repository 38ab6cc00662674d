import { hashToken, newToken } from '../../crypto/index.ts';
import type { AccountActor } from '../../platform/actor.ts';
import type { Database } from '../../platform/database/database.ts';
import { guard, insert, write } from '../../platform/database/statements.ts';
import { DomainError, isDomainError } from '../../platform/errors.ts';
import type { Clock } from '../../ports/clock.port.ts';
import { StepUpWindowEntity, type StepUpWindowRow } from './account.entity.ts';
import { accountEntry } from './accounts.audit.ts';
import type { FlowBinding } from './accounts.ports.ts';
import type { Sessions } from './sessions.service.ts';
import type { StepUp } from './step-up.service.ts';

export interface StepUpWindowParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly sessions: Sessions;
  readonly stepUp: StepUp;
}

/** The page that a bearer session's step-up is done in, as a window of its own. */
export const STEP_UP_WINDOW = '/step-up/window';
export const STEP_UP_WINDOW_SECONDS = 300;

const invalid = () => new DomainError('handover-invalid');

/**
 * Step-up at an OpenID provider for a bearer session. Providers refuse to be framed, and the frame has no cookie that could bind
 * the flow to the browser: a window takes a ticket, and the session fetches what came of it.
 */
export class StepUpWindow {
  readonly #parts: StepUpWindowParts;

  constructor(parts: StepUpWindowParts) {
    this.#parts = parts;
  }

  /** Path of the window, with its ticket in the fragment. @throws {DomainError} identification-unavailable — not offered */
  async begin(actor: AccountActor, provider: string): Promise<string> {
    const { clock, database, sessions, stepUp } = this.#parts;
    if (!stepUp.offersOidc(provider)) throw new DomainError('identification-unavailable');
    const ticket = newToken();
    await database.commit([
      insert(StepUpWindowEntity, {
        ticket_hash: hashToken(ticket),
        session_id: actor.sessionId,
        provider,
        expires_at: clock.now().getTime() + STEP_UP_WINDOW_SECONDS * 1000,
      }),
      sessions.forgetPending(actor.sessionId),
    ]);
    return `${STEP_UP_WINDOW}#${ticket}`;
  }

  /**
   * Uses the ticket up, and begins the flow in the browser that came with it.
   * @throws {DomainError} handover-invalid — unknown, expired or used, or the session has ended; identification-unavailable
   */
  async enter(ticket: string): Promise<{ readonly url: string; readonly binding: FlowBinding }> {
    const { clock, database, sessions, stepUp } = this.#parts;
    const now = clock.now().getTime();
    const ticketHash = hashToken(ticket);
    const row = await database.get<StepUpWindowRow>(
      'select * from step_up_window where ticket_hash = ? and used_at is null and expires_at > ?',
      ticketHash,
      now,
    );
    const session = row ? await sessions.find(row.session_id) : null;
    if (!row || !session) throw invalid();
    const use = 'update step_up_window set used_at = ? where ticket_hash = ? and used_at is null and expires_at > ?';
    await database.commit([guard(write(use, now, ticketHash, now), invalid)]);
    try {
      return await stepUp.beginOidc({ sessionId: session.id, language: session.account.language }, row.provider);
    } catch (error) {
      if (isDomainError(error)) await database.commit([sessions.refusePending(session.id, error.type)]);
      throw error;
    }
  }

  /**
   * What came of the window; a complete step-up raises the session, once, and answers its new token.
   * @throws {DomainError} not-allowed — a browser's session is raised by the callback; not-signed-in — raised by another call
   */
  async collect(
    actor: AccountActor,
  ): Promise<
    | { readonly status: 'pending' }
    | { readonly status: 'failed'; readonly problem: string }
    | { readonly status: 'complete'; readonly token: string }
  > {
    if (actor.host === 'web') throw new DomainError('not-allowed');
    const { clock, database, sessions } = this.#parts;
    const pending = await sessions.pending(actor.sessionId);
    if (pending === null) return { status: 'pending' };
    if ('problem' in pending) return { status: 'failed', problem: pending.problem };
    const { level, method } = pending;
    const renewal = sessions.renew(actor.sessionId, { level, method, wasPending: true });
    const { accountId: id, organisationId, ip, host } = actor;
    await database.commit([
      renewal.statement,
      accountEntry(
        { id, organisationId },
        { action: 'session.stepped-up', ip, method, level, host },
        clock.now().getTime(),
      ),
    ]);
    return { status: 'complete', token: renewal.token };
  }
}
