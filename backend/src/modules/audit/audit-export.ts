import { Readable } from 'node:stream';
import { CSV_MARK, csvRow } from '@sefos/shared/domain/csv.ts';
import type { Database } from '../../platform/database/database.ts';
import type { AuditCheckpointRow, AuditEventRow } from './audit.entity.ts';
import { type AuditFilter, readEntries } from './audit-search.ts';
import { auditPublicKey } from './audit-signing-key.ts';

export interface AuditExportOptions {
  readonly database: Database;
  readonly filter: AuditFilter;
  readonly format: 'csv' | 'json';
  readonly language: 'sv' | 'en' | 'fi';
  readonly now: number;
  readonly names: (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>;
}

const PAGE = 1_000;

const HEADS = {
  sv: [
    'Nummer',
    'Tidpunkt (UTC)',
    'Händelse',
    'Vem',
    'Vem, id',
    'Vad',
    'Vad, id',
    'Metod',
    'Nivå',
    'Nätadress',
    'Uppgifter',
    'Kontrollsumma',
  ],
  en: [
    'Number',
    'Time (UTC)',
    'Event',
    'Who',
    'Who, id',
    'What',
    'What, id',
    'Method',
    'Level',
    'Network address',
    'Facts',
    'Checksum',
  ],
  fi: [
    'Numero',
    'Aika (UTC)',
    'Tapahtuma',
    'Kuka',
    'Kuka, id',
    'Mikä',
    'Mikä, id',
    'Tapa',
    'Taso',
    'IP-osoite',
    'Tiedot',
    'Tarkistussumma',
  ],
} as const;

const base64 = (bytes: Uint8Array | null): string | null => (bytes ? Buffer.from(bytes).toString('base64') : null);

async function* pagesOf({ database, filter }: AuditExportOptions): AsyncGenerator<AuditEventRow[]> {
  for (let after: AuditEventRow | null = null; ; ) {
    const rows: AuditEventRow[] = await readEntries(database, filter, { order: 'oldest', after, limit: PAGE });
    yield rows;
    const last = rows.at(-1);
    if (!last || rows.length < PAGE) return;
    after = last;
  }
}

const csvLine = (row: AuditEventRow, names: ReadonlyMap<string, string>): string =>
  csvRow([
    String(row.sequence ?? ''),
    new Date(row.at).toISOString(),
    row.action,
    (row.actor_id && names.get(row.actor_id)) || row.actor_kind,
    row.actor_id ?? '',
    (row.target_id && names.get(row.target_id)) || (row.target_kind ?? ''),
    row.target_id ?? '',
    row.method ?? '',
    String(row.level ?? ''),
    row.ip ?? '',
    row.facts,
    base64(row.hash) ?? '',
  ]);

async function* csvParts(options: AuditExportOptions): AsyncGenerator<string> {
  yield CSV_MARK + csvRow(HEADS[options.language]);
  for await (const rows of pagesOf(options)) {
    const ids = rows.flatMap(({ actor_id, target_id }) => [actor_id, target_id].filter((id) => id !== null));
    const names = await options.names([...new Set(ids)]);
    yield rows.map((row) => csvLine(row, names)).join('');
  }
}

/** An entry with everything that its hash covers, as it is stored. */
const jsonOf = (row: AuditEventRow): string =>
  JSON.stringify({ ...row, previous_hash: base64(row.previous_hash), hash: base64(row.hash) });

async function* jsonParts(options: AuditExportOptions): AsyncGenerator<string> {
  const { database, filter, now } = options;
  const { organisationId, ...asked } = filter;
  const head = {
    format: 'sefos-log',
    version: 1,
    organisationId,
    exportedAt: new Date(now).toISOString(),
    filter: asked,
    hash: 'sefos/audit-entry/v1',
    checkpoint: 'sefos/audit-checkpoint/v1',
    publicKey: base64(await auditPublicKey(database)),
  };
  yield `${JSON.stringify(head).slice(0, -1)},\n"entries":[`;
  let separator = '\n';
  let last = 0;
  for await (const rows of pagesOf(options)) {
    for (const { sequence } of rows) last = Math.max(last, sequence ?? 0);
    if (rows.length === 0) continue;
    yield separator + rows.map(jsonOf).join(',\n');
    separator = ',\n';
  }
  yield '\n],\n"checkpoints":[';
  separator = '\n';
  for await (const row of checkpointsTo(database, organisationId, last)) {
    const { sequence, at, hash, signature } = row;
    yield separator + JSON.stringify({ sequence, at, hash: base64(hash), signature: base64(signature) });
    separator = ',\n';
  }
  yield '\n]}\n';
}

/** Checkpoints up to the first that signs the last entry too. */
async function* checkpointsTo(
  database: Database,
  organisationId: string,
  last: number,
): AsyncGenerator<AuditCheckpointRow> {
  for (let after = 0; after < last; ) {
    const rows = await database.all<AuditCheckpointRow>(
      `select * from audit_checkpoint where organisation_id = ? and sequence > ? order by sequence limit ${PAGE}`,
      organisationId,
      after,
    );
    for (const row of rows) {
      if (after >= last) return;
      yield row;
      after = row.sequence;
    }
    if (rows.length < PAGE) return;
  }
}

/** Entries as a file, a page of them in memory at a time. */
export const exportEntries = (options: AuditExportOptions): Readable =>
  Readable.from(options.format === 'csv' ? csvParts(options) : jsonParts(options), { objectMode: false });
