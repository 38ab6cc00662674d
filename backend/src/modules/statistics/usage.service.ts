import { Readable } from 'node:stream';
import type { StatisticsPeriod } from '@sefos/shared/contract/statistics.ts';
import { CSV_MARK, csvRow } from '@sefos/shared/domain/csv.ts';
import type { AccountActor } from '../../platform/actor.ts';
import { requireSystemAdministrator } from '../../platform/authorise.ts';
import { dayOf, nextDay, startOfDay } from './days.domain.ts';
import { requirePeriod } from './period.ts';
import type { OrganisationUsage, UsageRepository } from './usage.repository.ts';

const PAGE = 100;

const HEADS = {
  sv: [
    ...['Från', 'Till', 'Organisation', 'Avstängd', 'Konton', 'Konton i licensen', 'Funktionsbrevlådor'],
    ...['Funktionsbrevlådor i licensen', 'Licensen gäller till och med', 'Skickade meddelanden'],
    ...['Mottagna meddelanden', 'Inloggningar', 'Identifieringar'],
  ],
  en: [
    ...['From', 'To', 'Organisation', 'Frozen', 'Accounts', 'Accounts licensed', 'Function mailboxes'],
    ...['Function mailboxes licensed', 'Licence valid up to and including', 'Messages sent'],
    ...['Messages received', 'Sign-ins', 'Identifications'],
  ],
  fi: [
    ...['Alkaen', 'Asti', 'Organisaatio', 'Suljettu', 'Tilejä', 'Tilejä lisenssissä', 'Yhteispostilaatikoita'],
    ...['Yhteispostilaatikoita lisenssissä', 'Lisenssi voimassa viimeistään', 'Lähetettyjä viestejä'],
    ...['Saapuneita viestejä', 'Kirjautumisia', 'Tunnistautumisia'],
  ],
} as const;
const METRICS = ['sent', 'received', 'sign-in', 'identification'] as const;

const limitText = (most: number | null): string => (most === null ? '' : String(most));

const cellsOf = (row: OrganisationUsage): string[] => [
  ...[row.name, row.frozen_at === null ? '' : dayOf(row.frozen_at)],
  ...[String(row.accounts), limitText(row.licensed_accounts)],
  ...[String(row.mailboxes), limitText(row.licensed_mailboxes)],
  row.licence_ends_at === null ? '' : dayOf(row.licence_ends_at - 1),
  ...METRICS.map((metric) => String(row.figures[metric] ?? 0)),
];

/** What organisations used, for those who run the installation: one line each, figures alone. */
export class UsageReports {
  readonly #usage: UsageRepository;

  constructor(usage: UsageRepository) {
    this.#usage = usage;
  }

  /** A file, made while it is read. @throws {DomainError} not-allowed, step-up-required, invalid-request */
  async export(actor: AccountActor, period: StatisticsPeriod): Promise<Readable> {
    requireSystemAdministrator(actor);
    requirePeriod(period);
    return Readable.from(this.#lines(period, actor.language), { objectMode: false });
  }

  async *#lines(period: StatisticsPeriod, language: AccountActor['language']): AsyncGenerator<string> {
    const end = startOfDay(nextDay(period.to));
    yield CSV_MARK + csvRow(HEADS[language]);
    let last: OrganisationUsage | undefined;
    do {
      const rows: OrganisationUsage[] = await this.#usage.page(last ?? null, period, end, PAGE);
      yield rows.map((row) => csvRow([period.from, period.to, ...cellsOf(row)])).join('');
      last = rows.length === PAGE ? rows.at(-1) : undefined;
    } while (last);
  }
}
