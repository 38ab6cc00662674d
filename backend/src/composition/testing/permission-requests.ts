import { HANNA, KALLE, STURE } from '../../testing/product.ts';
import { RECIPIENT, type Resources } from './permission-resources.ts';
import { OPERATIONS, type Place } from './permission-table.ts';
import type { PermissionCall, PermissionWorld } from './permission-world.ts';

/** As much of JSON Schema as the contract uses. */
interface Schema {
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly pattern?: string;
  readonly format?: string;
  readonly minLength?: number;
  readonly minItems?: number;
  readonly minimum?: number;
  readonly minProperties?: number;
  readonly items?: Schema;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
}

type Values = Readonly<Record<string, unknown>>;

/** Texts that the contract's patterns take, the likeliest first. */
const TEXTS = [
  'Prov',
  '0190a0a0-0000-7000-8000-000000000000',
  '2026-03-02',
  'message.sent',
  '123456',
  'prov',
  '/',
  'A'.repeat(43),
  '0'.repeat(64),
];
const ADDRESS = 'prov@storkommun.example';
const NAMED: Values = {
  ...{ email: ADDRESS, address: ADDRESS, addresses: [ADDRESS], domain: 'prov.example', phone: '+46701740699' },
  ...{ uploadIds: [], attachmentIds: [], validUntil: '' },
};

const textFor = ({ pattern, format, minLength = 0 }: Schema): string => {
  if (format === 'date-time') return '2026-03-03T12:00:00.000Z';
  const fitting = TEXTS.find((text) => text.length >= minLength && (!pattern || new RegExp(pattern).test(text)));
  return fitting ?? 'x'.repeat(minLength);
};

/** The smallest value of a shape: what is optional is left out. */
const sampleOf = (schema: Schema): unknown => {
  if ('const' in schema) return schema.const;
  if (schema.enum) return schema.enum[0];
  if (schema.anyOf) return sampleOf(schema.anyOf.at(-1)?.type === 'null' ? { type: 'null' } : (schema.anyOf[0] ?? {}));
  if (schema.type === 'string') return textFor(schema);
  if (schema.type === 'integer' || schema.type === 'number') return schema.minimum ?? 1;
  if (schema.type === 'boolean') return true;
  if (schema.type === 'array')
    return Array.from({ length: Math.max(1, schema.minItems ?? 0) }, () => sampleOf(schema.items ?? {}));
  if (schema.type !== 'object') return null;
  const { properties = {}, required = [] } = schema;
  return Object.fromEntries(required.map((name) => [name, NAMED[name] ?? sampleOf(properties[name] ?? {})]));
};

const valuesOf = (schema: unknown): Values => (schema ? (sampleOf(schema as Schema) as Values) : {});

/** What an operation needs besides: ids of what there is, and values that are more than of the right shape. */
const OVERRIDES: Readonly<Record<string, (of: Resources, world: PermissionWorld) => Values>> = {
  updateAccount: () => ({ language: 'sv' }),
  confirmAddress: () => ({ email: RECIPIENT }),
  endOwnSession: (_, { sessionId }) => ({ id: sessionId }),
  actOnRows: ({ messageId }) => ({ ids: [messageId] }),
  carryFile: ({ attachmentId, uploadId }) => ({ attachmentId, uploadId }),
  changeValidity: ({ recipientId }) => ({ validUntil: '2026-03-20T22:59:59.999Z', recipientIds: [recipientId] }),
  changeVerification: ({ smsRecipientId }) => ({ recipientId: smsRecipientId, phone: '+46701740699' }),
  createDownload: ({ attachmentId }) => ({ attachmentId }),
  endAccess: ({ recipientId }) => ({ recipientId }),
  notifyAgain: ({ recipientId }) => ({ recipientId }),
  recallMessage: ({ recipientId }) => ({ recipientIds: [recipientId] }),
  sendMessage: ({ mailboxId }) => ({ mailboxId, recipients: [{ kind: 'to', address: KALLE }], attachmentIds: [] }),
  saveDraft: () => ({ revision: 1 }),
  createContactGroup: ({ contactId }) => ({ memberIds: [contactId] }),
  saveContactGroup: ({ contactId }) => ({ memberIds: [contactId] }),
  assignCase: (_, { memberAccountId }) => ({ accountId: memberAccountId, expected: null }),
  changeFunctionMailbox: (_, { mailboxFacts }) => ({ ...mailboxFacts, expected: mailboxFacts }),
  createFunctionMailbox: () => ({ address: 'ny@storkommun.example' }),
  addMailboxMembers: () => ({ addresses: [HANNA] }),
  removeMailboxMembers: (_, { memberId }) => ({ ids: [memberId] }),
  saveMailboxRetention: (_, { mailboxFacts: { address } }) => ({ address }),
  createApiKey: (_, { mailboxFacts: { address } }) => ({ address }),
  freezeAccounts: (_, { accountId }) => ({ ids: [accountId] }),
  inviteAccounts: (_, { accountId }) => ({ ids: [accountId] }),
  revokeInvitations: (_, { accountId }) => ({ ids: [accountId] }),
  giveSupportGrant: () => ({ email: STURE }),
  removeAccount: () => ({ handOverTo: null }),
};

/** A path's `:id`, by what it is in. */
const idIn = (path: string, of: Resources, world: PermissionWorld): string | undefined => {
  const owners: readonly [string, string][] = [
    ['/mailboxes/', of.mailboxId],
    ['/messages/', of.messageId],
    ['/function-mailboxes/', world.shared.mailboxId],
    ['/uploads/', of.uploadId],
    ['/delegations/', world.delegationId],
    ['/organisation/accounts/', world.accountId],
    ['/organisation/api-keys/', world.apiKeyId],
    ['/organisation/provisioning/', world.provisioningTokenId],
    ['/organisation/support-grants/', world.grantId],
    ['/installation/grants/', world.grantId],
    ['/installation/organisations/', world.otherOrganisationId],
    ['/account/sessions/', world.sessionId],
  ];
  return owners.find(([prefix]) => path.startsWith(prefix))?.[1];
};

/** A request that the contract takes, for what is in a place. */
export const requestFor = (name: string, place: Place, world: PermissionWorld): PermissionCall => {
  const endpoint = OPERATIONS.get(name);
  if (!endpoint) throw new Error(`no operation ${name}`);
  const of = place === 'function' ? world.shared : world.personal;
  const more = OVERRIDES[name]?.(of, world) ?? {};
  const params: Values = {
    ...valuesOf(endpoint.params),
    ...{ caseId: of.caseId, noteId: of.noteId, tagId: of.tagId, contactId: of.contactId, groupId: of.groupId },
    ...{ draftId: of.draftId, messageId: of.messageId, memberId: world.memberId },
    ...(idIn(endpoint.path, of, world) ? { id: idIn(endpoint.path, of, world) } : {}),
    ...more,
  };
  const path = endpoint.path.replace(/:(\w+)/g, (_, param: string) => String(params[param]));
  const query = new URLSearchParams(valuesOf(endpoint.query) as Record<string, string>).toString();
  return {
    method: endpoint.method,
    path: query ? `${path}?${query}` : path,
    scope: endpoint.apiScope,
    body: endpoint.body ? { ...valuesOf(endpoint.body), ...more } : undefined,
  };
};
