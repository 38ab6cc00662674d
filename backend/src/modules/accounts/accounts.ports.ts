import type { BankIdView, CodeChallenge } from '@sefos/shared/contract/sign-in.ts';
import type { Statement } from '../../platform/database/statements.ts';
import type { DomainError } from '../../platform/errors.ts';
import type { OidcIdentity } from '../../ports/oidc.port.ts';

/** What accounts need of the identification module, which stands above them: it is handed in, never imported. */

/** The write that lets the account's open pages read its sessions and factors again; belongs into the batch of what it tells of. */
export type TellPages = (mailboxId: string, nowMs: number) => Statement;

export interface RateLimit {
  readonly limit: number;
  readonly windowSeconds: number;
}

export interface RateLimits {
  /** Counts one. @throws {DomainError} too-many-requests — beyond the limit */
  hit(name: string, subject: string, limit: RateLimit): Promise<void>;
  /** Counts nothing. @throws {DomainError} too-many-requests — when the next hit would be refused */
  check(name: string, subject: string, limit: RateLimit): Promise<void>;
  /** Takes one hit back. */
  giveBack(name: string, subject: string): Promise<void>;
  /** Forgets the count. */
  reset(name: string, subject: string): Promise<void>;
}

export interface SignInCodes {
  /** @throws {DomainError} code-resend-too-soon, code-send-limit, sms-not-sent */
  send(request: {
    readonly purpose: 'sign-in' | 'confirm';
    readonly subjectId: string;
    readonly phone: string;
    readonly phoneKey: Uint8Array;
    readonly textFor: (code: string) => string;
  }): Promise<CodeChallenge>;
  /** Commits `alongside` with the use of the code. @throws {DomainError} code-wrong, code-expired, code-too-many-tries */
  verify(answer: {
    readonly purpose: 'sign-in' | 'confirm';
    /** Where the caller knows whom it asks: a challenge of anybody else is unknown. */
    readonly subjectId?: string;
    readonly challengeId: string;
    readonly code: string;
    readonly alongside: (subjectId: string) => Promise<readonly Statement[]>;
  }): Promise<{ readonly subjectId: string }>;
  /** The newest code that can still be used, or null. */
  pending(purpose: 'sign-in' | 'confirm', subjectId: string): Promise<CodeChallenge | null>;
  /** @throws {DomainError} code-expired */
  subjectOf(purpose: 'sign-in', challengeId: string): Promise<string>;
}

/** Who BankID identified. Protected: never log. */
export interface IdentifiedPerson {
  readonly personalNumber: string;
}

export interface StepUpOrders {
  /** @throws {DomainError} identification-unavailable, too-many-requests */
  begin(order: {
    readonly purpose: 'step-up';
    readonly subjectId: string;
    readonly ip: string;
    readonly personalNumber: string;
    readonly visibleText: string;
  }): Promise<BankIdView>;
  /** `decide` is asked once; its writes are committed with the order's end. @throws {DomainError} not-found, or the refusal */
  collect(
    orderId: string,
    caller: {
      readonly purpose: 'step-up';
      readonly subjectId: string;
      readonly decide: (
        person: IdentifiedPerson,
      ) => Promise<{ readonly statements: readonly Statement[]; readonly refusal?: DomainError }>;
    },
  ): Promise<{ readonly view: BankIdView; readonly person?: IdentifiedPerson }>;
}

export interface SignInFlows {
  offered(purpose: 'sign-in' | 'step-up'): readonly { readonly key: string; readonly label: string }[];
  /** @throws {DomainError} identification-unavailable */
  begin(flow: {
    readonly purpose: 'sign-in' | 'step-up';
    readonly subjectId: string | null;
    readonly providerKey: string;
    readonly returnTo: string;
    readonly redirectUri: string;
    readonly loginHint?: string;
    readonly uiLocale?: string;
  }): Promise<{ readonly url: string; readonly binding: FlowBinding }>;
}

/** A cookie that ties the flow to the browser. The value is secret. */
export interface FlowBinding {
  readonly cookie: string;
  readonly value: string;
}

/** A flow that has come back from its provider. */
export interface FinishedFlow {
  /** Session id, or a step-up window's (step-up); null for sign-in. */
  readonly subjectId: string | null;
  readonly returnTo: string;
  readonly providerKey: string;
  readonly result:
    | { readonly ok: true; readonly identity: OidcIdentity }
    | {
        readonly ok: false;
        readonly problem: 'identification-cancelled' | 'identification-failed' | 'identification-unavailable';
      };
}
