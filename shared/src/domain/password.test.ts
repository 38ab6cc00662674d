import { describe, expect, it } from '@jest/globals';
import { passwordFault } from './password.ts';

const KNOWN = ['anna@storkommun.example', 'Anna Åkesson', 'Storkommun'];

describe('new passwords', () => {
  it.each([
    ['abcdefghijk', 'password-too-short'],
    ['abcdefghijkl', null],
    ['åäöåäöåäöåä', 'password-too-short'],
    ['tre små grisar', null],
    ['aaaaaaaaaaaaaaaa', 'password-guessable'],
    ['121212121212', 'password-guessable'],
    ['Storkommun2026', 'password-guessable'],
    ['SEFOS-åkesson-1', 'password-guessable'],
    ['Storkommun häst batteri', null],
  ])('"%s": %s', (password, fault) => {
    expect(passwordFault(password, KNOWN)).toBe(fault);
  });

  it('count characters as people do, composed or not', () => {
    expect(passwordFault('å'.normalize('NFD').repeat(6), [])).toBe('password-too-short');
  });
});
