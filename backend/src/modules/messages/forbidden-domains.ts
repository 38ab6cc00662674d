import { type DomainLists, listedAs } from '../organisations/index.ts';
import type { SendingRules } from './messages.policy.ts';

/** What an organisation forbids by its list; never a colleague of its own. */
export const forbiddenBy =
  (organisationId: string, domains: DomainLists): SendingRules['forbids'] =>
  (address, mailbox) =>
    mailbox?.organisationId !== organisationId && listedAs(domains, address) === 'forbidden';
