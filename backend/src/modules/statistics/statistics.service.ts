import { Readable } from 'node:stream';
import type {
  MailboxStatistics,
  MessageCount,
  OrganisationStatistics,
  StatisticsPeriod,
} from '@sefos/shared/contract/statistics.ts';
import type { AccountActor } from '../../platform/actor.ts';
import { requireOrganisationAdministrator } from '../../platform/authorise.ts';
import { DomainError } from '../../platform/errors.ts';
import { daysBetween, nextDay, startOfDay } from './days.domain.ts';
import type { CoursePoint, Figure, FiguresRepository, FunctionMailbox } from './figures.repository.ts';
import { requirePeriod } from './period.ts';
import { statisticsCsv } from './statistics-csv.ts';

/** Longer than this a chart has no room for days. */
const DAYS_SHOWN = 92;
const PAGE = 50;

interface MailboxPage {
  readonly rows: MailboxStatistics[];
  readonly nextCursor: string | null;
}

const encodeCursor = ({ sort_name, id }: FunctionMailbox): string =>
  Buffer.from(`${id}${sort_name}`).toString('base64url');
const decodeCursor = (cursor: string): { readonly sortName: string; readonly id: string } => {
  const match = /^([0-9a-f-]{36})([0-9a-f]{0,92})$/.exec(Buffer.from(cursor, 'base64url').toString());
  if (!match) throw new DomainError('invalid-request');
  return { id: match[1] ?? '', sortName: match[2] ?? '' };
};

/** By type of message; `message` always stands there. */
const messagesOf = (figures: readonly Figure[]): MessageCount[] => {
  const count = (metric: string, wanted: string) =>
    figures.find((figure) => figure.metric === metric && figure.kind === wanted)?.count ?? 0;
  const kinds = figures.flatMap(({ metric, kind }) => (metric === 'sent' || metric === 'received' ? [kind] : []));
  return [...new Set(['message', ...kinds])].map((kind) => {
    const [sent, received] = [count('sent', kind), count('received', kind)];
    return { kind, sent, received, total: sent + received };
  });
};

const countsOf = (figures: readonly Figure[], wanted: string) =>
  figures.flatMap(({ metric, kind, count }) => (metric === wanted ? [{ kind, count }] : []));

const pointsOf = (points: readonly CoursePoint[]): OrganisationStatistics['course']['points'] => {
  const count = (at: string, metric: string) =>
    points.find((point) => point.at === at && point.metric === metric)?.count ?? 0;
  return [...new Set(points.map(({ at }) => at))].map((at) => ({
    at,
    sent: count(at, 'sent'),
    received: count(at, 'received'),
  }));
};

/** Figures of an organisation, for its administrators: of everybody together and of shared mailboxes, never of one person. */
export class StatisticsService {
  readonly #figures: FiguresRepository;

  constructor(figures: FiguresRepository) {
    this.#figures = figures;
  }

  /** @throws {DomainError} not-allowed, invalid-request */
  async organisation(actor: AccountActor, period: StatisticsPeriod): Promise<OrganisationStatistics> {
    requireOrganisationAdministrator(actor);
    requirePeriod(period);
    const { organisationId } = actor;
    const [start, end] = [startOfDay(period.from), startOfDay(nextDay(period.to))];
    const step = daysBetween(period.from, period.to) > DAYS_SHOWN ? 'month' : 'day';
    const [figures, course, accounts, mailboxes, countedTo] = await Promise.all([
      this.#figures.organisation(organisationId, period),
      this.#figures.course(organisationId, period, step),
      this.#figures.standing('account', organisationId, start, end),
      this.#figures.standing('mailbox', organisationId, start, end),
      this.#figures.countedTo(organisationId),
    ]);
    return {
      signIns: countsOf(figures, 'sign-in'),
      identifications: countsOf(figures, 'identification'),
      accounts,
      mailboxes,
      messages: messagesOf(figures),
      course: { step, points: pointsOf(course) },
      countedTo: countedTo === null ? null : new Date(countedTo).toISOString(),
    };
  }

  /** A page of function mailboxes. @throws {DomainError} not-allowed, invalid-request */
  async mailboxes(
    actor: AccountActor,
    { cursor, ...period }: StatisticsPeriod & { readonly cursor?: string },
  ): Promise<MailboxPage> {
    requireOrganisationAdministrator(actor);
    requirePeriod(period);
    const after = cursor === undefined ? null : decodeCursor(cursor);
    const found = await this.#figures.functionMailboxes(actor.organisationId, after, PAGE + 1);
    const shown = found.slice(0, PAGE);
    const last = shown.at(-1);
    if (!last) return { rows: [], nextCursor: null };
    const ids = shown.map(({ id }) => id);
    const [figures, members] = await Promise.all([
      this.#figures.mailboxes(ids, actor.organisationId, period),
      this.#figures.members(ids),
    ]);
    const counted = (id: string, isWanted: (role: string) => boolean) =>
      members.reduce((sum, row) => sum + (row.mailbox_id === id && isWanted(row.role) ? row.count : 0), 0);
    const rows = shown.map(({ id, name, address }) => ({
      ...{ id, name, address },
      members: counted(id, () => true),
      administrators: counted(id, (role) => role === 'administrator'),
      messages: messagesOf(figures.filter((figure) => figure.mailbox_id === id)),
    }));
    return { rows, nextCursor: found.length > PAGE ? encodeCursor(last) : null };
  }

  /** All of it as a file, made while it is read. @throws {DomainError} not-allowed, invalid-request */
  async export(actor: AccountActor, period: StatisticsPeriod): Promise<Readable> {
    const organisation = await this.organisation(actor, period);
    const pages = this.#pages(actor, period);
    return Readable.from(statisticsCsv({ organisation, pages, period, language: actor.language }), {
      objectMode: false,
    });
  }

  async *#pages(actor: AccountActor, period: StatisticsPeriod): AsyncGenerator<readonly MailboxStatistics[]> {
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const page: MailboxPage = await this.mailboxes(actor, { ...period, ...(cursor === undefined ? {} : { cursor }) });
      yield page.rows;
      cursor = page.nextCursor;
    }
  }
}
