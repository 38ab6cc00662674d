import type { Database } from '@sefos/backend/platform/database/database.ts';
import type { SqlValue } from '@sefos/backend/platform/database/statements.ts';
import type { Ceiling } from './protocol.ts';

const remembered = (database: Database): Pick<Database, 'all' | 'get'> => {
  const all = database.all.bind(database);
  const answers = new Map<string, Promise<unknown[]>>();
  const read = <Row>(sql: string, params: readonly SqlValue[]): Promise<Row[]> => {
    // Every request asks for a key of its own that is not there.
    if (sql.includes('from idempotency')) return Promise.resolve([]);
    const name = JSON.stringify([sql, ...params.map((value) => (value instanceof Uint8Array ? [...value] : value))]);
    const known = answers.get(name) ?? all<Row>(sql, ...params);
    answers.set(name, known);
    return known as Promise<Row[]>;
  };
  return {
    all: (sql, ...params) => read(sql, params),
    get: async <Row>(sql: string, ...params: SqlValue[]) => (await read<Row>(sql, params))[0],
  };
};

/** Takes the database out of a running product: everything else stays as it is. */
export const useCeiling = (database: Database, kind: Ceiling): void => {
  const none = async (): Promise<void> => undefined;
  Object.assign(database, { commit: none }, kind === 'no-database' ? remembered(database) : {});
};
