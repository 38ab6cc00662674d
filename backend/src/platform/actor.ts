import type { SessionHost } from '@sefos/shared/contract/sign-in.ts';
import type { AssuranceLevel, IdentificationMethod } from '@sefos/shared/domain/levels.ts';

/** Where a request came from: written to the log of events. */
export interface Origin {
  readonly ip: string;
}

/** A mailbox that is not the caller's own and that she is in for this one request: its holder has let her, or she is a member. */
export interface Entered {
  readonly mailboxId: string;
  /** The delegation or the membership that lets her in; a new one has another id. */
  readonly accessId: string;
  /** `administrator`: a member who looks after the function mailbox. */
  readonly role: 'delegate' | 'member' | 'administrator';
  /** On whose behalf a delegate acts; null in a function mailbox, which is nobody's alone. */
  readonly giverAccountId: string | null;
  /** What came or was sent before this instant is not there for her; 0 = all is. */
  readonly since: number;
  /** She may read and take copies, and change nothing: the mailbox of somebody who is gone. */
  readonly readOnly?: true;
}

/** A signed-in account. Services authorise from this, never from ids in a request. */
export interface AccountActor extends Origin {
  readonly kind: 'account';
  readonly accountId: string;
  readonly organisationId: string;
  readonly mailboxId: string;
  readonly sessionId: string;
  /** Where the session may be used: `web` rides on the browser's cookie, the others on a bearer token. */
  readonly host: 'web' | SessionHost | 'api';
  readonly email: string;
  readonly displayName: string;
  readonly language: 'sv' | 'en' | 'fi';
  readonly roles: readonly string[];
  /** Level of this session, raised by step-up. */
  readonly level: AssuranceLevel;
  readonly method: IdentificationMethod | 'api-key';
  readonly csrfToken: string;
  /** What the session began with is turned off by the organisation: it is there to add another factor, and for nothing else. */
  readonly factorNeeded?: true;
  /** A program with an API key calls: there is no account, and `accountId` is the key's. */
  readonly apiKeyId?: string;
  /** A system administrator acts inside an organisation that has let her in: `organisationId` and `roles` are what she is there. */
  readonly grantId?: string;
  /** Set when the request is made in a mailbox that was delegated to her or that she is a member of; left out in her own. */
  readonly entered?: Entered;
}

/** Somebody who followed a link; may do what that one link allows, and only after identification. */
export interface LinkActor extends Origin {
  readonly kind: 'link';
  /** The link's id, which is its recipient's id. */
  readonly linkId: string;
  readonly messageId: string;
  readonly organisationId: string;
  readonly sessionId: string;
  /** By her own link, which came to her address, or by the one that everybody who got the mail has. */
  readonly way: 'personal' | 'shared';
  /** She has said the address; through a shared link that proves nothing. */
  readonly addressConfirmed: boolean;
  /** `method` has succeeded in this session. */
  readonly identified: boolean;
  /** What identifies her in this session. */
  readonly method: IdentificationMethod;
  readonly csrfToken: string;
}

export type Actor = AccountActor | LinkActor;
