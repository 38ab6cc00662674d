import type { DeliveryStatus } from '../../ports/mail-return.port.ts';

const ACTIONS = ['failed', 'delayed', 'delivered', 'relayed', 'expanded'] as const;
/** A mail of ours has one address; a list behind it may have some more. */
const MAX_GROUPS = 50;
const MAX_CHARACTERS = 64 * 1024;

type Fields = ReadonlyMap<string, string>;

export interface DeliveryReport {
  /** ENVID (RFC 3461 §4.4) as the reporting system says it back. */
  readonly envelopeId: string | null;
  readonly statuses: readonly DeliveryStatus[];
}

/**
 * Reads a `message/delivery-status` part (RFC 3464 §2.1, or RFC 6533): groups of fields with empty lines between them, the
 * first of them about the mail, each further one about one address. What is malformed is left out.
 */
export const readDeliveryStatus = (text: string): DeliveryReport => {
  const groups = text
    .slice(0, MAX_CHARACTERS)
    .replace(/\r\n?/g, '\n')
    .split(/\n[ \t]*\n/)
    .slice(0, MAX_GROUPS)
    .map(fieldsOf);
  return {
    envelopeId: groups.find((fields) => fields.has('original-envelope-id'))?.get('original-envelope-id') ?? null,
    statuses: groups.map(statusOf).filter((status) => status !== null),
  };
};

const fieldsOf = (group: string): Fields => {
  const fields = new Map<string, string>();
  for (const line of group.replace(/\n[ \t]+/g, ' ').split('\n')) {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon).trim().toLowerCase();
    if (colon > 0 && !fields.has(name)) fields.set(name, line.slice(colon + 1).trim());
  }
  return fields;
};

const statusOf = (fields: Fields): DeliveryStatus | null => {
  const said = /^[a-z]+/.exec((fields.get('action') ?? '').toLowerCase())?.[0];
  const action = ACTIONS.find((known) => known === said);
  if (!action) return null;
  const addresses = ['original-recipient', 'final-recipient'].map((name) => addressOf(fields.get(name)));
  return {
    action,
    code: /^[245]\.\d{1,3}\.\d{1,3}(?!\d)/.exec(fields.get('status') ?? '')?.[0] ?? null,
    addresses: [...new Set(addresses.filter((address) => address !== null))],
  };
};

/** `rfc822; person@example.se` (RFC 3464 §2.1.2). */
const addressOf = (value: string | undefined): string | null => {
  const address = value?.slice(value.indexOf(';') + 1).trim();
  return address?.replace(/^<(.*)>$/, '$1').toLowerCase() || null;
};
