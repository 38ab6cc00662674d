import type { AccountsQuery } from '@sefos/shared/contract/accounts.ts';
import { foldForSearch } from '@sefos/shared/domain/search-text.ts';
import type { Database } from '../../platform/database/database.ts';
import type { SqlValue } from '../../platform/database/statements.ts';
import { padToPowerOfTwo } from '../mailboxes/index.ts';

/** An account as its organisation's administrators manage it. */
export interface ManagedRow {
  readonly id: string;
  readonly organisation_id: string;
  readonly mailbox_id: string;
  readonly email: string;
  readonly display_name: string;
  readonly sort_name: string;
  readonly roles: string;
  readonly language: 'sv' | 'en' | 'fi';
  readonly frozen_at: number | null;
  readonly created_at: number;
  readonly external_id: string | null;
  /** Where her mail went before its address was changed; null as long as it has not been. */
  readonly address_before: string | null;
  readonly address_changed_at: number | null;
  /** 1 = it has one. */
  readonly has_password: number;
  /** 1 = a number that codes are sent to. */
  readonly has_phone: number;
}

/** What lists say besides the row, for a page of accounts. */
export interface SignInFacts {
  readonly issuers: ReadonlyMap<string, readonly string[]>;
  /** Until when an invitation can be used. */
  readonly invited: ReadonlyMap<string, number>;
}

const COLUMNS =
  'a.id, a.organisation_id, a.mailbox_id, a.email, a.display_name, a.sort_name, a.roles, a.language, a.frozen_at, a.created_at, a.external_id, a.address_before, a.address_changed_at, case when a.password_hash is null then 0 else 1 end as has_password, case when a.phone_sealed is null then 0 else 1 end as has_phone';
const HAS_ENTRA = "exists (select 1 from account_identity i where i.account_id = a.id and i.issuer like 'entra:%')";
const HAS_IDENTITY = 'exists (select 1 from account_identity i where i.account_id = a.id)';

const SIGN_IN: Readonly<Record<NonNullable<AccountsQuery['signIn']>, string>> = {
  password: 'a.password_hash is not null',
  entra: HAS_ENTRA,
  other: `${HAS_IDENTITY} and not ${HAS_ENTRA}`,
  none: `a.password_hash is null and not ${HAS_IDENTITY}`,
};
const ROLES: Readonly<Record<NonNullable<AccountsQuery['role']>, string>> = {
  user: "a.roles = 'user'",
  'organisation-administrator': "a.roles <> 'user' and a.roles like '%organisation-administrator%'",
};
/** Each order ends in something that no two accounts share. */
const SORTS = { name: ['a.sort_name', 'a.id'], email: ['a.email'], created: ['a.id'] } as const;

const keysOf = (sort: keyof typeof SORTS, row: ManagedRow): string[] =>
  ({ name: [row.sort_name, row.id], email: [row.email], created: [row.id] })[sort];

/** A cursor for clients: what the last row was sorted by. */
const encodeCursor = (keys: readonly string[]): string => Buffer.from(JSON.stringify(keys)).toString('base64url');

const decodeCursor = (cursor: string, length: number): string[] | null => {
  try {
    const keys: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    const isOurs = Array.isArray(keys) && keys.length === length && keys.every((key) => typeof key === 'string');
    return isOurs ? keys : null;
  } catch {
    return null;
  }
};

interface Clause {
  readonly sql: string;
  readonly params: readonly SqlValue[];
}

/** The stretch of the index in which everything begins with the same. */
const stretchOf = (search: string): readonly [Buffer, Buffer] | null => {
  const prefix = Buffer.from(foldForSearch(search));
  return prefix.length === 0 ? null : [prefix, Buffer.concat([prefix, Buffer.from([0xff])])];
};

/** More finds than these are met soon enough while the list is walked in its order; gathered, they would all have to be sorted. */
const FEW_FINDS = 1_000;
const KEYS_OF_THE_SEARCH = 'k.search_key >= ? and k.search_key < ?';
const FEW = `a.id in (select k.account_id from account_search_key k where k.organisation_id = ? and ${KEYS_OF_THE_SEARCH})`;
const MANY = `exists (select 1 from account_search_key k where k.account_id = a.id and ${KEYS_OF_THE_SEARCH})`;

const clausesOf = (organisationId: string, query: AccountsQuery): Clause[] => {
  const clauses: Clause[] = [{ sql: 'a.organisation_id = ? and a.removed_at is null', params: [organisationId] }];
  if (query.role) clauses.push({ sql: ROLES[query.role], params: [] });
  if (query.frozen !== undefined) clauses.push({ sql: `a.frozen_at is ${query.frozen ? 'not ' : ''}null`, params: [] });
  if (query.signIn) clauses.push({ sql: SIGN_IN[query.signIn], params: [] });
  return clauses;
};

/** Reads of accounts for their administrators; every query is scoped by organisation. */
export class ManagedAccountsRepository {
  readonly #database: Database;
  readonly #fewFinds: number;

  constructor(database: Database, fewFinds = FEW_FINDS) {
    this.#database = database;
    this.#fewFinds = fewFinds;
  }

  /** A page in the order that is asked for, by keyset; a cursor that is none of ours begins anew. */
  async page(
    organisationId: string,
    query: AccountsQuery,
    limit: number,
  ): Promise<{ readonly rows: readonly ManagedRow[]; readonly nextCursor: string | null }> {
    const sort = query.sort ?? 'name';
    const columns = SORTS[sort];
    const [after, direction] = query.descending ? ['<', ' desc'] : ['>', ''];
    const clauses = clausesOf(organisationId, query);
    const stretch = stretchOf(query.search ?? '');
    if (stretch)
      clauses.push(
        (await this.#findsMany(organisationId, stretch))
          ? { sql: MANY, params: stretch }
          : { sql: FEW, params: [organisationId, ...stretch] },
      );
    const keys = query.cursor === undefined ? null : decodeCursor(query.cursor, columns.length);
    if (keys)
      clauses.push({ sql: `(${columns.join(', ')}) ${after} (${columns.map(() => '?').join(', ')})`, params: keys });
    const found = await this.#database.all<ManagedRow>(
      `select ${COLUMNS} from account a where ${clauses.map(({ sql }) => sql).join(' and ')} order by ${columns.map((name) => name + direction).join(', ')} limit ?`,
      ...clauses.flatMap(({ params }) => params),
      limit + 1,
    );
    const rows = found.slice(0, limit);
    const last = rows.at(-1);
    return { rows, nextCursor: found.length > limit && last ? encodeCursor(keysOf(sort, last)) : null };
  }

  async #findsMany(organisationId: string, stretch: readonly [Buffer, Buffer]): Promise<boolean> {
    const row = await this.#database.get<{ count: number }>(
      `select count(*) as count from (select 1 from account_search_key k where k.organisation_id = ? and ${KEYS_OF_THE_SEARCH} limit ?) as finds`,
      organisationId,
      ...stretch,
      this.#fewFinds + 1,
    );
    return (row?.count ?? 0) > this.#fewFinds;
  }

  /** An account of the organisation that is not removed. */
  find(organisationId: string, id: string): Promise<ManagedRow | undefined> {
    return this.#database.get<ManagedRow>(
      `select ${COLUMNS} from account a where a.id = ? and a.organisation_id = ? and a.removed_at is null`,
      id,
      organisationId,
    );
  }

  /** Accounts of the organisation with these addresses. */
  async byAddresses(organisationId: string, addresses: readonly string[]): Promise<readonly ManagedRow[]> {
    if (addresses.length === 0) return [];
    const padded = padToPowerOfTwo(addresses);
    return this.#database.all<ManagedRow>(
      `select ${COLUMNS} from account a where a.organisation_id = ? and a.removed_at is null and a.email in (${padded.map(() => '?').join(', ')})`,
      organisationId,
      ...padded,
    );
  }

  /** Who administers the organisation, or from it the installation, by name. */
  administrators(organisationId: string, limit: number): Promise<ManagedRow[]> {
    return this.#database.all<ManagedRow>(
      `select ${COLUMNS} from account a where a.organisation_id = ? and a.removed_at is null and a.roles <> 'user' order by a.sort_name, a.id limit ?`,
      organisationId,
      limit,
    );
  }

  /** By what each of these accounts has signed in, and until when it is invited: two queries, whatever their number. */
  async signInFacts(ids: readonly string[], nowMs: number): Promise<SignInFacts> {
    if (ids.length === 0) return { issuers: new Map(), invited: new Map() };
    const padded = padToPowerOfTwo(ids);
    const places = padded.map(() => '?').join(', ');
    const [identities, invitations] = await Promise.all([
      this.#database.all<{ account_id: string; issuer: string }>(
        `select account_id, issuer from account_identity where account_id in (${places})`,
        ...padded,
      ),
      this.#database.all<{ account_id: string; expires_at: number }>(
        `select account_id, expires_at from account_invitation where account_id in (${places}) and used_at is null and revoked_at is null and expires_at > ?`,
        ...padded,
        nowMs,
      ),
    ]);
    const issuers = new Map<string, string[]>();
    for (const { account_id, issuer } of identities)
      issuers.set(account_id, [...(issuers.get(account_id) ?? []), issuer]);
    return { issuers, invited: new Map(invitations.map((row) => [row.account_id, row.expires_at])) };
  }
}
