import type { Readable } from 'node:stream';
import type { AccountActor } from '../../../platform/actor.ts';
import { requireSystemAdministrator } from '../../../platform/authorise.ts';
import type { Database } from '../../../platform/database/database.ts';
import { guard, write } from '../../../platform/database/statements.ts';
import { DomainError } from '../../../platform/errors.ts';
import type { Clock } from '../../../ports/clock.port.ts';
import { exportEntries } from '../../audit/index.ts';
import { type ArchiveEntry, archiveStream } from '../../exports/index.ts';
import { inBothLogs } from '../installation.log.ts';
import type { OrganisationClosingRow } from './closing.entity.ts';
import { closingContents, presentClosing } from './closing-contents.ts';
import { accountsCsv, mailboxesCsv, membersCsv } from './export-files.ts';

export interface OrganisationExportsParts {
  readonly database: Database;
  readonly clock: Clock;
  /** Figures of the actor's organisation in a period, as a file. */
  readonly figures: (
    actor: AccountActor,
    period: { readonly from: string; readonly to: string },
  ) => Promise<AsyncIterable<Uint8Array>>;
}

type Row = OrganisationClosingRow & {
  readonly name: string;
  readonly created_at: number;
  readonly frozen_at: number | null;
  readonly settings: string;
};

/** The most days that figures are given for. */
const MOST_MILLISECONDS = 3_650 * 86_400_000;

const README = {
  sv: 'Här finns uppgifter om organisationen.\n\norganisation.json: namn, domäner och inställningar\nkonton.csv: konton, även borttagna\nbrevlador.csv: brevlådor, även borttagna\nmedlemmar.csv: vilka som är med i varje funktionsbrevlåda\nlogg.json: händelseloggen, med signaturer\nstatistik.csv: statistik\n\nInnehållet i meddelanden finns inte här. Det kan bara organisationen läsa, och den exporterar det själv, meddelande för meddelande, innan den avslutas.\n',
  en: 'This is what is known of the organisation.\n\norganisation.json: name, domains and settings\nkonton.csv: accounts, removed ones too\nbrevlador.csv: mailboxes, removed ones too\nmedlemmar.csv: who is in each function mailbox\nlogg.json: the event log, with its signatures\nstatistik.csv: statistics\n\nThe content of messages is not here. Only the organisation can read it, and exports it itself, message by message, before it is closed.\n',
  fi: 'Tässä ovat organisaation tiedot.\n\norganisation.json: nimi, verkkotunnukset ja asetukset\nkonton.csv: tilit, myös poistetut\nbrevlador.csv: postilaatikot, myös poistetut\nmedlemmar.csv: kunkin yhteispostilaatikon jäsenet\nlogg.json: tapahtumaloki allekirjoituksineen\nstatistik.csv: tilastot\n\nViestien sisältö ei ole mukana. Vain organisaatio voi lukea sen, ja se vie sen itse viesti kerrallaan ennen lakkauttamista.\n',
} as const;

const DAY = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Stockholm',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

/** What is left of an organisation when it is gone: made while it is read, kept nowhere. Never what people wrote. */
export class OrganisationExports {
  readonly #parts: OrganisationExportsParts;

  constructor(parts: OrganisationExportsParts) {
    this.#parts = parts;
  }

  /** A zip, while the notice runs. Logged before its first byte. @throws {DomainError} not-allowed, step-up-required, not-found, organisation-purging */
  async export(actor: AccountActor, id: string): Promise<Readable> {
    requireSystemAdministrator(actor);
    const { database, clock } = this.#parts;
    const row = await database.get<Row>(
      'select c.*, o.name, o.created_at, o.frozen_at, o.settings from organisation_closing c join organisation o on o.id = c.organisation_id where c.organisation_id = ?',
      id,
    );
    if (!row) throw new DomainError('not-found');
    if (row.purge_begun_at !== null) throw new DomainError('organisation-purging');
    const now = clock.now().getTime();
    await database.commit(inBothLogs(actor, id, { action: 'organisation.export-begun', facts: {} }, now));
    return archiveStream(this.#entries(actor, row, now));
  }

  async *#entries(actor: AccountActor, row: Row, now: number): AsyncGenerator<ArchiveEntry> {
    const { database, figures } = this.#parts;
    const { organisation_id: id } = row;
    const { language } = actor;
    const modifiedAt = new Date(now);
    yield { path: 'README.txt', modifiedAt, content: Buffer.from(README[language]) };
    yield { path: 'organisation.json', modifiedAt, content: await this.#facts(row, now) };
    yield { path: 'konton.csv', modifiedAt, open: () => accountsCsv(database, id, language) };
    yield { path: 'brevlador.csv', modifiedAt, open: () => mailboxesCsv(database, id, language) };
    yield { path: 'medlemmar.csv', modifiedAt, open: () => membersCsv(database, id, language) };
    const filter = { organisationId: id, to: now };
    const names = () => Promise.resolve(new Map<string, string>());
    yield {
      ...{ path: 'logg.json', modifiedAt },
      open: () => exportEntries({ database, filter, format: 'json', language, now, names }),
    };
    // The figures that its own administrators see.
    const inside: AccountActor = { ...actor, organisationId: id, roles: ['organisation-administrator'] };
    const from = DAY.format(Math.max(row.created_at, now - MOST_MILLISECONDS));
    const file = await figures(inside, { from, to: DAY.format(now) });
    yield { path: 'statistik.csv', modifiedAt, open: () => file };
    // Asked for more, the archive has handed over all of it.
    await this.#handedOver(actor, row);
  }

  async #facts(row: Row, now: number): Promise<Uint8Array> {
    const { database } = this.#parts;
    const { organisation_id: id, name, created_at, frozen_at, settings } = row;
    const [domains, mailServer, contents] = await Promise.all([
      database.all<{ domain: string }>(
        'select domain from organisation_domain where organisation_id = ? order by domain',
        id,
      ),
      database.get('select host, port, tls, mail_from from mail_server where id = ?', id),
      closingContents(database, id),
    ]);
    const facts = {
      ...{ format: 'sefos-organisation', version: 1, exportedAt: new Date(now).toISOString() },
      ...{ id, name, domains: domains.map(({ domain }) => domain), createdAt: new Date(created_at).toISOString() },
      frozenAt: frozen_at === null ? null : new Date(frozen_at).toISOString(),
      ...{ closing: presentClosing(row), contents, settings: JSON.parse(settings), mailServer: mailServer ?? null },
    };
    return Buffer.from(`${JSON.stringify(facts, null, 2)}\n`);
  }

  /** The first whole one counts. Taken back meanwhile, nothing happens, though it has begun again. */
  async #handedOver(actor: AccountActor, { organisation_id: id, begun_at }: Row): Promise<void> {
    const { database, clock } = this.#parts;
    const now = clock.now().getTime();
    await database.commit([
      guard(
        write(
          'update organisation_closing set exported_at = coalesce(exported_at, ?) where organisation_id = ? and begun_at = ? and purge_begun_at is null',
          ...[now, id, begun_at],
        ),
        () => new DomainError('organisation-purging'),
      ),
      ...inBothLogs(actor, id, { action: 'organisation.exported', facts: {} }, now),
    ]);
  }
}
