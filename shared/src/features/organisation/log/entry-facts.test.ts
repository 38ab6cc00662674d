import { describe, expect, it } from '@jest/globals';
import { entryFacts as factsOf } from './entry-facts.ts';

const entryFacts = (facts: Record<string, unknown>, action = 'any.thing') => factsOf({ action, facts });

describe('facts of an entry', () => {
  it('tell a change of a setting apart from the rest', () => {
    expect(entryFacts({ setting: 'reminderDays', before: 3, after: 5, note: true })).toEqual({
      changes: [{ name: 'reminderDays', before: 3, after: 5 }],
      others: [['note', true]],
    });
  });

  it('tell settings that were changed together one by one', () => {
    const before = JSON.stringify({ idle: 30, hours: 8 });
    const after = JSON.stringify({ idle: 10, more: 'x' });
    expect(entryFacts({ setting: 'session', before, after }).changes).toEqual([
      { name: 'idle', before: 30, after: 10 },
      { name: 'hours', before: 8, after: null },
      { name: 'more', before: null, after: 'x' },
    ]);
  });

  it('tell several changes of one thing by their names', () => {
    expect(entryFacts({ nameBefore: 'A', nameAfter: 'B', rolesBefore: null, rolesAfter: 'user' }).changes).toEqual([
      { name: 'name', before: 'A', after: 'B' },
      { name: 'roles', before: null, after: 'user' },
    ]);
  });

  it('tell one thing that changed by what the action is about, and what there was not before', () => {
    const role = { account: 'a', before: 'member', after: 'administrator' };
    expect(entryFacts(role, 'mailbox.member-role-changed')).toEqual({
      changes: [{ name: 'role', before: 'member', after: 'administrator' }],
      others: [['account', 'a']],
    });
    expect(entryFacts({ before: null, after: '{"accounts":4}' }).changes).toEqual([
      { name: 'accounts', before: null, after: 4 },
    ]);
  });

  it('are given as they are where nothing was changed, or what looks like JSON is none', () => {
    expect(entryFacts({ recipients: 2, before: '{', after: '{' })).toEqual({
      changes: [{ name: '', before: '{', after: '{' }],
      others: [['recipients', 2]],
    });
    expect(entryFacts({ nameBefore: 'A' })).toEqual({ changes: [], others: [['name', 'A']] });
  });
});
