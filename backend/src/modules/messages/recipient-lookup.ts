import { normaliseEmail } from '@sefos/shared/domain/email.ts';
import type { AccountActor } from '../../platform/actor.ts';
import type { AccountsDirectory } from '../accounts/index.ts';
import type { MailboxesService } from '../mailboxes/index.ts';
import type { OrganisationsService } from '../organisations/index.ts';

const SUGGESTIONS = 8;

/** Tells the composer where addresses lead. */
export class RecipientLookup {
  readonly #mailboxes: MailboxesService;
  readonly #directory: AccountsDirectory;
  readonly #organisations: OrganisationsService;
  readonly #absentUntil: (mailboxIds: readonly string[]) => Promise<ReadonlyMap<string, number>>;

  constructor(
    mailboxes: MailboxesService,
    directory: AccountsDirectory,
    organisations: OrganisationsService,
    absentUntil: (mailboxIds: readonly string[]) => Promise<ReadonlyMap<string, number>>,
  ) {
    this.#absentUntil = absentUntil;
    this.#mailboxes = mailboxes;
    this.#directory = directory;
    this.#organisations = organisations;
  }

  async resolve(actor: AccountActor, inputs: readonly string[]) {
    const addresses = inputs.map((input) => normaliseEmail(input));
    const known = await this.#mailboxes.byAddresses(addresses.filter((address) => address !== null));
    // Of other organisations' people nobody is told when they are away.
    const colleagues = [...known.values()].filter(({ organisationId }) => organisationId === actor.organisationId);
    const absent = await this.#absentUntil(colleagues.map(({ id }) => id));
    return Promise.all(
      inputs.map(async (input, index) => {
        const address = addresses[index] ?? null;
        if (!address) return { input, address: null, kind: 'invalid' as const, name: null, organisation: null };
        const mailbox = known.get(address);
        if (!mailbox) return { input, address, kind: 'external' as const, name: null, organisation: null };
        const { name: organisation } = await this.#organisations.get(mailbox.organisationId);
        const kind =
          mailbox.organisationId === actor.organisationId ? ('internal' as const) : ('other-organisation' as const);
        const until = absent.get(mailbox.id);
        return {
          ...{ input, address, kind, name: mailbox.name, organisation },
          ...(until === undefined ? {} : { absentUntil: new Date(until).toISOString() }),
        };
      }),
    );
  }

  async suggest(actor: AccountActor, text: string): Promise<{ name: string; address: string }[]> {
    return (await this.#directory.suggest(actor.organisationId, text, SUGGESTIONS)).map(({ displayName, email }) => ({
      name: displayName,
      address: email,
    }));
  }
}
