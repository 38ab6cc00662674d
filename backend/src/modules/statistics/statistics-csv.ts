import type {
  MailboxStatistics,
  MessageCount,
  OrganisationStatistics,
  Standing,
  StatisticsPeriod,
} from '@sefos/shared/contract/statistics.ts';
import { CSV_MARK, csvRow } from '@sefos/shared/domain/csv.ts';

/** The words of the file, in the order in which its lines stand. */
const WORDS = {
  sv: {
    head: ['Från', 'Till', 'Avsnitt', 'Namn', 'Adress', 'Typ', 'Mått', 'Antal'],
    ...{ signIns: 'Inloggningar', identifications: 'Identifieringar', accounts: 'Konton', messages: 'Meddelanden' },
    ...{ mailboxes: 'Funktionsbrevlådor', mailbox: 'Funktionsbrevlåda', count: 'Antal' },
    ...{ opening: 'Ingående', added: 'Tillkomna', removed: 'Borttagna', change: 'Förändring', closing: 'Utgående' },
    ...{ sent: 'Skickade', received: 'Mottagna', total: 'Totalt' },
    ...{ members: 'Medlemmar', administrators: 'Administratörer' },
  },
  en: {
    head: ['From', 'To', 'Section', 'Name', 'Address', 'Type', 'Measure', 'Number'],
    ...{ signIns: 'Sign-ins', identifications: 'Identifications', accounts: 'Accounts', messages: 'Messages' },
    ...{ mailboxes: 'Function mailboxes', mailbox: 'Function mailbox', count: 'Number' },
    ...{ opening: 'Opening', added: 'Added', removed: 'Removed', change: 'Change', closing: 'Closing' },
    ...{ sent: 'Sent', received: 'Received', total: 'Total' },
    ...{ members: 'Members', administrators: 'Administrators' },
  },
  fi: {
    head: ['Alkaen', 'Asti', 'Osio', 'Nimi', 'Osoite', 'Tyyppi', 'Mitta', 'Määrä'],
    ...{ signIns: 'Kirjautumiset', identifications: 'Tunnistautumiset', accounts: 'Tilit', messages: 'Viestit' },
    ...{ mailboxes: 'Yhteispostilaatikot', mailbox: 'Yhteispostilaatikko', count: 'Määrä' },
    ...{ opening: 'Alussa', added: 'Lisätty', removed: 'Poistettu', change: 'Muutos', closing: 'Lopussa' },
    ...{ sent: 'Lähetetyt', received: 'Saapuneet', total: 'Yhteensä' },
    ...{ members: 'Jäsenet', administrators: 'Ylläpitäjät' },
  },
} as const;

export interface StatisticsFile {
  readonly organisation: OrganisationStatistics;
  readonly pages: AsyncIterable<readonly MailboxStatistics[]>;
  readonly period: StatisticsPeriod;
  readonly language: 'sv' | 'en' | 'fi';
}

const STANDING = ['opening', 'added', 'removed', 'change', 'closing'] as const;
const MESSAGES = ['sent', 'received', 'total'] as const;

/** Every figure on a line of its own: what a spreadsheet makes any table of. */
export async function* statisticsCsv({
  organisation,
  pages,
  period: { from, to },
  language,
}: StatisticsFile): AsyncGenerator<string> {
  const words = WORDS[language];
  const line = (section: string, type: string, measure: string, count: number, name = '', address = '') =>
    csvRow([from, to, section, name, address, type, measure, String(count)]);
  const standing = (section: string, counts: Standing) => {
    const all = { ...counts, change: counts.added - counts.removed };
    return STANDING.map((measure) => line(section, '', words[measure], all[measure])).join('');
  };
  const messages = (section: string, counts: readonly MessageCount[], name = '', address = '') =>
    counts
      .flatMap((count) => MESSAGES.map((of) => line(section, count.kind, words[of], count[of], name, address)))
      .join('');
  yield CSV_MARK + csvRow(words.head);
  for (const part of ['signIns', 'identifications'] as const)
    yield organisation[part].map(({ kind, count }) => line(words[part], kind, words.count, count)).join('');
  yield standing(words.accounts, organisation.accounts);
  yield messages(words.messages, organisation.messages);
  yield standing(words.mailboxes, organisation.mailboxes);
  for await (const page of pages)
    yield page
      .map(
        ({ name, address, members, administrators, messages: counts }) =>
          line(words.mailbox, '', words.members, members, name, address) +
          line(words.mailbox, '', words.administrators, administrators, name, address) +
          messages(words.mailbox, counts, name, address),
      )
      .join('');
}
