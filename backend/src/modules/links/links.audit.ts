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

/** The log's entry of something done at a link: from where, by which method; never the address, number or person given. */
export const linkEntry = (
  link: ExternalLinkRow,
  action: LinkAction,
  ip: string,
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
        ip,
        method: link.method,
        ...(more.level === undefined ? {} : { level: more.level }),
      },
      target: { kind: 'message', id: link.message_id },
      ...(more.facts ? { facts: more.facts } : {}),
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
