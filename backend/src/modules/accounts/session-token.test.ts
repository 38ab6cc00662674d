import { describe, expect, it } from '@jest/globals';
import { bearerTokenOf, credentialOf } from './session-token.ts';

const TOKEN = 'a'.repeat(43);
const OTHER = 'b'.repeat(43);
const COOKIE = { '__Host-sefos': OTHER };
const teams = { 'x-sefos-host': 'teams' };

describe('what a request presents', () => {
  it.each([
    ['nothing', {}, {}, null],
    ['the cookie', {}, COOKIE, { token: OTHER, host: 'web' }],
    ['the cookie, said to be of the web', { 'x-sefos-host': 'web' }, COOKIE, { token: OTHER, host: 'web' }],
    ['the cookie in a frame of a Microsoft host', teams, COOKIE, null],
    ['the cookie in a host that nobody knows', { 'x-sefos-host': 'word' }, COOKIE, null],
    ['a bearer token in Teams', { authorization: `Bearer ${TOKEN}`, ...teams }, {}, { token: TOKEN, host: 'teams' }],
    [
      'a bearer token in Outlook, beside a cookie',
      { authorization: `bearer ${TOKEN}`, 'x-sefos-host': 'outlook' },
      COOKIE,
      { token: TOKEN, host: 'outlook' },
    ],
    ['a bearer token without a host', { authorization: `Bearer ${TOKEN}` }, COOKIE, null],
    ['a bearer token on the web', { authorization: `Bearer ${TOKEN}`, 'x-sefos-host': 'web' }, COOKIE, null],
    ['two hosts', { authorization: `Bearer ${TOKEN}`, 'x-sefos-host': 'teams, outlook' }, {}, null],
    ['two hosts as a list', { authorization: `Bearer ${TOKEN}`, 'x-sefos-host': ['teams', 'outlook'] }, {}, null],
    ['an empty Authorization header', { authorization: '', ...teams }, COOKIE, null],
    ['another scheme', { authorization: `Basic ${TOKEN}`, ...teams }, COOKIE, null],
    ['a token that is too short', { authorization: `Bearer ${TOKEN.slice(1)}`, ...teams }, COOKIE, null],
    ['a token that is too long', { authorization: `Bearer ${TOKEN}a`, ...teams }, COOKIE, null],
    ['a token of other characters', { authorization: `Bearer ${TOKEN.slice(1)}+`, ...teams }, COOKIE, null],
    ['a token with a line break', { authorization: `Bearer ${TOKEN}\n`, ...teams }, COOKIE, null],
    ['two spaces', { authorization: `Bearer  ${TOKEN}`, ...teams }, COOKIE, null],
  ])('of %s is never more than one credential', (_what, headers, cookies, expected) => {
    expect(credentialOf({ headers, cookies })).toEqual(expected);
  });

  it("replaces a frame's session by a frame's, never a browser's", () => {
    const request = { ip: '192.0.2.1', cookies: COOKIE };
    expect(bearerTokenOf({ ...request, headers: {} })).toBeUndefined();
    expect(bearerTokenOf({ ...request, headers: { authorization: `Bearer ${TOKEN}`, ...teams } })).toBe(TOKEN);
  });
});
