import type { LinkActor } from '../../platform/actor.ts';
import type { Statement } from '../../platform/database/statements.ts';
import { audit } from '../audit/index.ts';
import type { ExternalLinkRow, SharedLinkRow } from './link.entity.ts';

export type LinkAction =
  | 'link.session-started'
  | 'link.address-confirmed'
  | 'link.address-wrong'
  | 'link.code-sent'
  | 'link.code-wrong'
  | 'link.identified'
  | 'link.identification-failed'
  | 'link.wrong-person'
  | 'link.locked';

/** Who did something at a link: from where, which way in, and what identifies there. */
export type LinkCaller = Pick<LinkActor, 'ip' | 'way' | 'method'>;

/** The log's entry of something done at a link: from where, by which method; never the address, number or person given. */
export const linkEntry = (
  link: ExternalLinkRow,
  action: LinkAction,
  by: LinkCaller,
  now: number,
  more: { readonly level?: number; readonly facts?: Readonly<Record<string, string | number>> } = {},
): Statement =>
  audit(
    {
      organisationId: link.organisation_id,
      action,
      actor: {
        kind: 'link',
        id: link.id,
        ip: by.ip,
        method: by.method,
        ...(more.level === undefined ? {} : { level: more.level }),
      },
      target: { kind: 'message', id: link.message_id },
      facts: { ...more.facts, ...(by.way === 'shared' ? { way: 'shared-link' } : {}) },
    },
    now,
  );

export type SharedLinkAction = 'shared-link.address-wrong' | 'shared-link.locked' | 'shared-link.account-named';

/** The log's entry of something done at a shared link, where nobody has said yet who she is; never the address given. */
export const sharedLinkEntry = (shared: SharedLinkRow, action: SharedLinkAction, ip: string, now: number): Statement =>
  audit(
    {
      organisationId: shared.organisation_id,
      action,
      actor: { kind: 'anonymous', ip },
      target: { kind: 'message', id: shared.id },
    },
    now,
  );
