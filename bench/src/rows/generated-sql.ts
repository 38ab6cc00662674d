import type { Database } from '@sefos/backend/platform/database/database.ts';

type Engine = Database['engine'];

/** A common table expression `n(i)` with the numbers from 1. */
export const numbersTo = (engine: Engine, count: number): string =>
  engine === 'sqlite'
    ? `with recursive n(i) as (select 1 union all select i + 1 from n where i < ${count})`
    : `with n(i) as (select * from generate_series(1, ${count}))`;

/** Six digits of a number. */
export const textOf = (engine: Engine, sql: string): string =>
  engine === 'sqlite' ? `printf('%06d', ${sql})` : `lpad((${sql})::text, 6, '0')`;

/** The bytes of a text. */
export const bytesOf = (engine: Engine, sql: string): string =>
  engine === 'sqlite' ? `cast(${sql} as blob)` : `convert_to(${sql}, 'UTF8')`;
