import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { describeOnBoth, type TestDatabase } from '../testing/databases.ts';
import { requestFor } from './testing/permission-requests.ts';
import {
  CALLERS,
  type Caller,
  OPERATIONS,
  type PermissionRow,
  readGrantedOperations,
  readPermissionTable,
} from './testing/permission-table.ts';
import { PermissionWorld } from './testing/permission-world.ts';

const TABLE = readPermissionTable();
const CASES = TABLE.flatMap((row) =>
  row.operations.map((name): [string, string, PermissionRow] => [name, row.section, row]),
);
const GRANTED = readGrantedOperations();
const IN_MAILBOXES = /^\/(mailboxes\/:id|messages)/;

describe('the table of permissions', () => {
  it('names every operation of the contract once, and those in mailboxes for both kinds', () => {
    const expected = [...OPERATIONS].flatMap(([name, { path }]) => (IN_MAILBOXES.test(path) ? [name, name] : [name]));
    expect(CASES.map(([name]) => name).sort()).toEqual(expected.sort());
    const places = CASES.filter(([name]) => IN_MAILBOXES.test(OPERATIONS.get(name)?.path ?? ''));
    expect(new Set(places.map(([name, , { place }]) => `${name} ${place}`)).size).toBe(places.length);
    expect(places.every(([, , { place }]) => place !== 'own')).toBe(true);
  });

  it('names what the contract opens by a grant', () => {
    const open = [...OPERATIONS].filter(([, { byGrant }]) => byGrant).map(([name]) => name);
    expect([...GRANTED].sort()).toEqual(open.sort());
  });

  it('lets nobody in without a session who is not meant to be', () => {
    for (const [name, , { verdicts }] of CASES) {
      const isPublic = OPERATIONS.get(name)?.access === 'public';
      expect([name, verdicts.nobody]).toEqual([name, isPublic ? 'yes' : 401]);
    }
  });
});

/** What the people of the test lack for some operations that they may do: a device, an order, a kind of session. */
const LACKING: Readonly<Record<string, string>> = {
  ...{ collectBankIdStepUp: 'not-found', renamePasskey: 'not-found', removeMailItem: 'not-found' },
  // The administrator has ended it.
  endOwnSupportGrant: 'not-found',
  // It is not being closed.
  ...{ exportOrganisation: 'not-found', undoClosing: 'not-found' },
  // Nobody has opened.
  endAccess: 'invalid-request',
  // In Teams and Outlook alone.
  collectOidcStepUp: 'not-allowed',
  // A link that asks for an address alone.
  ...{ beginLinkBankId: 'not-allowed', collectLinkBankId: 'not-allowed', cancelLinkBankId: 'not-found' },
  ...{ beginLinkOidc: 'not-allowed', sendLinkCode: 'not-allowed', verifyLinkCode: 'not-allowed' },
  ...{ sendLinkMailCode: 'not-allowed', verifyLinkMailCode: 'not-allowed' },
};

const READS = /^(get|list|find|count|search|suggest|open|show|export|preview|resolve|view)/;
const ENDS = /^(delete|remove|end|revoke|freeze|recall|close|release)/;
const LAST = [
  'deleteCase',
  'removeMailboxMembers',
  'removeFunctionMailbox',
  'leaveLink',
  'endOtherSessions',
  'signOut',
];
/** What ends something is tried after what needs it. */
const lateness = (name: string): number => {
  if (LAST.includes(name)) return 3 + LAST.indexOf(name);
  if (ENDS.test(name)) return 2;
  return READS.test(name) ? 0 : 1;
};

/** Rows that nobody who is refused may have changed. */
const TABLES = [
  ...['organisation', 'organisation_domain', 'account', 'mailbox', 'mailbox_member', 'delegation', 'api_key'],
  ...['contact', 'contact_group', 'draft', 'mailbox_case', 'case_note', 'case_tag', 'message', 'recipient'],
];

describeOnBoth('an operation', (open) => {
  let test: TestDatabase;
  let world: PermissionWorld;
  let before: Record<string, string>;
  beforeAll(async () => {
    test = await open();
    world = await PermissionWorld.open(test);
    before = await state();
  });
  afterAll(async () => {
    await world.product.stop();
    await test.end();
  });

  /** A fingerprint of each table. */
  const state = async (): Promise<Record<string, string>> => {
    const prints = TABLES.map(async (table) => {
      const rows = await world.product.database.all(`select * from ${table} order by 1, 2`);
      return [table, createHash('sha256').update(JSON.stringify(rows)).digest('hex')] as const;
    });
    return Object.fromEntries(await Promise.all(prints));
  };
  const call = (name: string, { place }: PermissionRow, caller: Caller) =>
    world.call(caller, requestFor(name, place, world));

  it.each(CASES)('%s is refused to whom the table refuses it: %s', async (name, _section, row) => {
    // Programs may call so often a minute.
    world.product.clock.advance(2);
    const refused = CALLERS.filter((caller) => row.verdicts[caller] !== 'yes');
    const answers = await Promise.all(
      refused.map(async (caller) => [caller, (await call(name, row, caller)).status] as const),
    );
    expect(Object.fromEntries(answers)).toEqual(
      Object.fromEntries(refused.map((caller) => [caller, row.verdicts[caller]])),
    );
  });

  it('is refused whatever it is, in a mailbox that somebody names and is not in', async () => {
    const entered = CASES.filter(([name]) => OPERATIONS.get(name)?.access === 'account' && !OPERATIONS.get(name)?.own);
    const { personal, shared } = world;
    for (const [name, , row] of entered) {
      const { mailboxId } = row.place === 'function' ? shared : personal;
      const callers: Caller[] = ['user', 'administrator', 'other administrator', 'system'];
      const answers = callers.map((caller) => world.call(caller, requestFor(name, row.place, world), mailboxId));
      const problems = (await Promise.all(answers)).map(({ problem }) => problem);
      expect([name, ...problems]).toEqual([name, ...callers.map(() => 'delegation-ended')]);
    }
  });

  it('changes nothing for whom it is refused to', async () => {
    expect(await state()).toEqual(before);
  });

  it('is open to whoever was let in by a grant where the table says so, and nothing else is', async () => {
    const wanting = CASES.filter(([name]) => OPERATIONS.get(name)?.access === 'account');
    const answers: Record<string, boolean> = {};
    for (const [name, , { place }] of wanting) {
      const { problem } = await world.callByGrant(requestFor(name, place, world));
      answers[name] = problem !== 'not-allowed';
    }
    expect(
      Object.keys(answers)
        .filter((name) => answers[name])
        .sort(),
    ).toEqual([...GRANTED].sort());
  });

  const granted = CASES.filter(([, , { verdicts }]) => CALLERS.some((caller) => verdicts[caller] === 'yes'));
  it.each(granted.toSorted(([one], [other]) => lateness(one) - lateness(other)))(
    '%s is open to whom the table lets in: %s',
    async (name, _section, row) => {
      world.product.clock.advance(2);
      const caller = CALLERS.find((known) => row.verdicts[known] === 'yes') ?? 'nobody';
      const { status, problem } = await call(name, row, caller);
      if (status < 300 || problem === LACKING[name]) return;
      const expected = (OPERATIONS.get(name)?.problems ?? []).filter(
        (type) => !['not-allowed', 'not-found'].includes(type),
      );
      expect(expected).toContain(problem);
    },
  );
});
