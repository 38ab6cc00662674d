import { describe, expect, it } from '@jest/globals';
import { LIMITS } from '@sefos/shared/domain/limits.ts';
import fc from 'fast-check';
import { parseFilter } from './scim-filter.domain.ts';
import { readPatch, readUser } from './scim-user.domain.ts';

const patch = (...Operations: unknown[]) =>
  readPatch({ schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'], Operations });

describe('what a directory says of a person', () => {
  it.each([
    [{ op: 'Replace', path: 'active', value: 'False' }, { active: false }],
    [{ op: 'replace', path: 'active', value: false }, { active: false }],
    [{ op: 'replace', value: { active: 'true' } }, { active: true }],
    [{ op: 'Add', path: 'active', value: [{ value: 'True' }] }, { active: true }],
    [{ op: 'replace', value: { 'name.givenName': 'A', displayName: ' B ' } }, { displayName: 'B' }],
    [
      { op: 'replace', path: 'urn:ietf:params:scim:schemas:core:2.0:User:displayName', value: 'B' },
      { displayName: 'B' },
    ],
    [{ op: 'replace', path: 'emails[type eq "work"].value', value: 'x@y.se' }, {}],
    [{ op: 'add', path: 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager', value: '1' }, {}],
    [{ op: 'replace', path: 'preferredLanguage', value: 'fi-FI' }, { language: 'fi' }],
    [{ op: 'replace', path: 'preferredLanguage', value: 'de' }, {}],
    [{ op: 'remove', path: 'externalId' }, { externalId: null }],
    [{ op: 'remove', path: 'title' }, {}],
    [{ op: 'replace', path: 'name', value: { givenName: 'A' } }, {}],
  ])('reads %j', (operation, expected) => {
    expect(patch(operation)).toEqual(expected);
  });

  it('takes the last word where there are several', () => {
    expect(
      patch({ op: 'replace', path: 'active', value: 'False' }, { op: 'replace', value: { ACTIVE: true } }),
    ).toEqual({ active: true });
  });

  it('makes a name of its parts where there is no other', () => {
    const name = { givenName: 'Sara', familyName: 'Ek' };
    expect(readUser({ userName: 'a@b.se', name })).toEqual({ userName: 'a@b.se', displayName: 'Sara Ek' });
    expect(readUser({ USERNAME: 'a@b.se', name: { ...name, formatted: 'Ek, Sara' } }).displayName).toBe('Ek, Sara');
    expect(readUser({ userName: 'a@b.se', externalId: null })).toEqual({ userName: 'a@b.se' });
  });

  it('has a name as long as that of an account, and no longer; one that is made of its parts is cut', () => {
    const longest = 'N'.repeat(LIMITS.accountNameCharacters);
    const named = (displayName: string) => patch({ op: 'replace', path: 'displayName', value: displayName });
    expect(named(longest)).toEqual({ displayName: longest });
    expect(() => named(`${longest}N`)).toThrow(expect.objectContaining({ scimType: 'invalidValue' }));
    expect(readUser({ userName: 'a@b.se', name: { formatted: `${longest}N` } }).displayName).toBe(longest);
  });

  it('is refused in the words of SCIM, whatever it is', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        for (const read of [() => readUser(value), () => patch(value), () => readPatch(value)]) {
          try {
            read();
          } catch (error) {
            expect(error).toMatchObject({ scimType: expect.stringMatching(/^invalid(Syntax|Path|Value)$/) });
          }
        }
      }),
    );
  });
});

describe('a filter', () => {
  it.each([
    ['userName eq "a@b.se"', { attribute: 'username', value: 'a@b.se' }],
    [' EXTERNALID  Eq "x \\"y\\"" ', { attribute: 'externalid', value: 'x "y"' }],
    ['emails[type eq "work"].value eq "a@b.se"', { attribute: 'username', value: 'a@b.se' }],
    ['userName eq a', null],
    ['userName sw "a"', null],
    ['userName eq "a" and active eq true', null],
    ['title eq "a"', null],
    ['', null],
  ])('%j is understood or not', (text, expected) => {
    expect(parseFilter(text)).toEqual(expected);
  });
});
