import { domainOf, normaliseEmail } from '@sefos/shared/domain/email.ts';
import type { AccountActor } from '../../platform/actor.ts';
import type { AccountsDirectory } from '../accounts/index.ts';
import type { MailboxesService } from '../mailboxes/index.ts';
import { listedAs, lookAlikeAmong, type OrganisationsService } from '../organisations/index.ts';
import { forbiddenBy } from './forbidden-domains.ts';
import type { KnownMailbox } from './messages.policy.ts';
import type { RecipientHistory } from './recipient-history.ts';

const SUGGESTIONS = 8;

export interface RecipientLookupParts {
  readonly mailboxes: MailboxesService;
  readonly directory: AccountsDirectory;
  readonly organisations: OrganisationsService;
  readonly history: RecipientHistory;
  readonly absentUntil: (mailboxIds: readonly string[]) => Promise<ReadonlyMap<string, number | null>>;
}

/** What a sender is told of an address before she sends. */
interface Warnings {
  readonly forbidden?: true;
  readonly firstTime?: true;
  readonly resembles?: string;
}

/** Tells the composer where addresses lead, and what is odd about them. */
export class RecipientLookup {
  readonly #parts: RecipientLookupParts;

  constructor(parts: RecipientLookupParts) {
    this.#parts = parts;
  }

  async resolve(actor: AccountActor, inputs: readonly string[]) {
    const addresses = inputs.map((input) => normaliseEmail(input));
    const known = await this.#parts.mailboxes.byAddresses(addresses.filter((address) => address !== null));
    // Of other organisations' people nobody is told when they are away.
    const colleagues = [...known.values()].filter(({ organisationId }) => organisationId === actor.organisationId);
    // A function mailbox answers by itself and is not away.
    const people = colleagues.filter(({ kind }) => kind === 'personal');
    const absent = await this.#parts.absentUntil(people.map(({ id }) => id));
    const warnings = await this.#warnings(
      actor,
      addresses.filter((address) => address !== null),
      known,
    );
    return Promise.all(
      inputs.map(async (input, index) => {
        const address = addresses[index] ?? null;
        if (!address) return { input, address: null, kind: 'invalid' as const, name: null, organisation: null };
        const told = warnings.get(address);
        const mailbox = known.get(address);
        if (!mailbox) return { input, address, kind: 'external' as const, name: null, organisation: null, ...told };
        const { name: organisation } = await this.#parts.organisations.get(mailbox.organisationId);
        const kind =
          mailbox.organisationId === actor.organisationId ? ('internal' as const) : ('other-organisation' as const);
        const until = absent.get(mailbox.id);
        return {
          ...{ input, address, kind, name: mailbox.name, organisation, ...told },
          ...(kind === 'internal' && mailbox.kind === 'function' ? { functionMailbox: true as const } : {}),
          ...(until === undefined || until === null ? {} : { absentUntil: new Date(until).toISOString() }),
        };
      }),
    );
  }

  /** By the mailbox that is written from, and nobody else's; none of colleagues. */
  async #warnings(
    actor: AccountActor,
    addresses: readonly string[],
    known: ReadonlyMap<string, KnownMailbox>,
  ): Promise<ReadonlyMap<string, Warnings>> {
    const { organisationId } = actor;
    const others = addresses.filter((address) => known.get(address)?.organisationId !== organisationId);
    if (others.length === 0) return new Map();
    const { organisations, history } = this.#parts;
    const { entered } = actor;
    const mailbox = { id: entered?.mailboxId ?? actor.mailboxId, since: entered?.since ?? 0 };
    const { domains } = (await organisations.get(organisationId)).settings;
    const forbids = forbiddenBy(organisationId, domains);
    const written = await history.writtenTo(mailbox, others);
    const isNew = others.some((address) => !written.has(address));
    const compared = isNew
      ? [...(await organisations.ownDomains(organisationId)), ...domains.trusted, ...(await history.domains(mailbox))]
      : [];
    const alike = lookAlikeAmong(compared);
    return new Map(
      others.map((address): [string, Warnings] => {
        if (forbids(address, known.get(address) ?? null)) return [address, { forbidden: true }];
        if (written.has(address) || listedAs(domains, address) === 'trusted') return [address, {}];
        // Whoever has an account here is who the address says.
        const resembles = known.has(address) ? null : alike(domainOf(address));
        return [address, { firstTime: true, ...(resembles ? { resembles } : {}) }];
      }),
    );
  }

  async suggest(actor: AccountActor, text: string): Promise<{ name: string; address: string }[]> {
    return (await this.#parts.directory.suggest(actor.organisationId, text, SUGGESTIONS)).map(
      ({ displayName, email }) => ({
        name: displayName,
        address: email,
      }),
    );
  }
}
