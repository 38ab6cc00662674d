import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type MailTarget, messageIdOf } from './message-id.ts';

const ORIGIN = 'https://sefos.example';
const A = '01890a5d-ac96-774b-bcce-b302099a8057';
const B = '01890a5d-ac96-774b-bcce-b302099a8058';
const NONE: MailTarget = { kind: 'none' };
const message = (messageId: string): MailTarget => ({ kind: 'message', messageId });

const headers = (value?: string) => new Map(value === undefined ? [] : [['x-sefos-message', value]]);
const body = (...links: readonly string[]) => links.map((href) => `<p>Hej <a href="${href}">Öppna</a></p>`).join('');
const find = (value: string | undefined, ...links: readonly string[]) =>
  messageIdOf(headers(value), body(...links), ORIGIN);

describe('the message that a mail is about', () => {
  it('is the one that its header names, whatever its links say', () => {
    expect(find(A)).toEqual(message(A));
    expect(find(A.toUpperCase())).toEqual(message(A));
    expect(find(A, `${ORIGIN}/o/${B}#token`)).toEqual(message(A));
  });

  it.each([`${ORIGIN}/o/${A}#token`, `${ORIGIN}/o/${A}`, `${ORIGIN}/messages/inbox/${A}`, `${ORIGIN}:443/o/${A}/?x=1`])(
    'is found by the link %s',
    (link) => expect(find(undefined, link)).toEqual(message(A)),
  );

  it('is found by links that name the same message several times', () => {
    expect(find(undefined, `${ORIGIN}/o/${A}#t`, `${ORIGIN}/messages/inbox/${A}`)).toEqual(message(A));
  });

  it.each(['', 'junk', `${A}; ${B}`, A.replace('-774b', '-474b'), `${A}0`, `<script>${A}</script>`, `../${A}`])(
    'is not taken from a header with %j, but then from a link',
    (value) => {
      expect(find(value)).toEqual(NONE);
      expect(find(value, `${ORIGIN}/o/${B}`)).toEqual(message(B));
    },
  );

  it('is the one of ours when the header stands several times, and unclear when several are', () => {
    expect(find(`junk\n${A}`)).toEqual(message(A));
    expect(find(`${A}\n${A}`)).toEqual(message(A));
    expect(find(`${A}\n${B}`, `${ORIGIN}/o/${A}`)).toEqual({ kind: 'unclear' });
  });

  it.each([
    `https://sefos.example.evil.example/o/${A}`,
    `https://evil.example/o/${A}`,
    `https://sefos.example@evil.example/o/${A}`,
    `https://evil@sefos.example/o/${A}`,
    `http://sefos.example/o/${A}`,
    `https://sefos.example:8443/o/${A}`,
    `https://sefоs.example/o/${A}`,
    `//sefos.example/o/${A}`,
    `/o/${A}`,
    `javascript:'https://sefos.example/o/${A}'`,
    `https://evil.example/?to=https://sefos.example/o/${A}`,
    `${ORIGIN}/o/${A}/../../dev`,
    `${ORIGIN}/x/o/${A}`,
    `${ORIGIN}/o/${A}x`,
    `${ORIGIN}/o/%2e%2e/${A}`,
    `${ORIGIN}/#/o/${A}`,
  ])('is not seen in %s', (link) => expect(find(undefined, link)).toEqual(NONE));

  it('is not seen in text, pictures, forms or comments', () => {
    const html = `https://sefos.example/o/${A} <img src="${ORIGIN}/o/${A}"><form action="${ORIGIN}/o/${A}"></form><!-- ${body(`${ORIGIN}/o/${A}`)} -->`;
    expect(messageIdOf(headers(), html, ORIGIN)).toEqual(NONE);
  });

  it('is found among the styles of mail programs, which are not parsed', () => {
    const html = `<style>p{color:red}</style><p style="color:red"><a style='x:"y"' href="${ORIGIN}/o/${A}" style=a>x</a>`;
    expect(messageIdOf(headers(), html, ORIGIN)).toEqual(message(A));
    const hidden = `<style><a href="${ORIGIN}/o/${A}"></style>`;
    expect(messageIdOf(headers(), hidden, ORIGIN)).toEqual(NONE);
  });

  it('is unclear when links name several', () => {
    expect(find(undefined, `${ORIGIN}/o/${A}`, `${ORIGIN}/o/${B}`)).toEqual({ kind: 'unclear' });
    expect(find(undefined, `${ORIGIN}/m/one#t`, `${ORIGIN}/m/two#t`)).toEqual({ kind: 'unclear' });
  });

  it('may be behind a personal link, which is kept whole', () => {
    const link = `${ORIGIN}/m/${B}#secret`;
    expect(find(undefined, link)).toEqual({ kind: 'personal-link', personalLink: link });
    expect(find(A, link)).toEqual(message(A));
    expect(find(undefined, link, link, 'https://evil.example/m/x#y')).toEqual({
      kind: 'personal-link',
      personalLink: link,
    });
  });

  it('runs nothing of the mail', () => {
    const html = `<script>globalThis.stolen = 1</script><img src=x onerror="globalThis.stolen = 1">${body(`${ORIGIN}/o/${A}`)}`;
    expect(messageIdOf(headers(), html, ORIGIN)).toEqual(message(A));
    expect('stolen' in globalThis).toBe(false);
  });

  it('is never guessed: any found id stands whole in the header or in a link to our origin', () => {
    const ids = fc.constantFrom(A, B, A.slice(1), `${B}9`, 'junk', '');
    const origins = fc.constantFrom(ORIGIN, 'https://sefos.example.evil.example', 'http://sefos.example', '');
    const links = fc
      .tuple(origins, fc.constantFrom('/o/', '/messages/inbox/', '/m/', '/x/'), ids)
      .map((p) => p.join(''));
    const noise = fc.string().map((text) => text.replaceAll('"', ''));
    fc.assert(
      fc.property(fc.option(ids), fc.array(fc.oneof(links, noise), { maxLength: 4 }), noise, (header, hrefs, text) => {
        const target = messageIdOf(headers(header ?? undefined), `${text}${body(...hrefs)}`, ORIGIN);
        const own = hrefs.filter((href) => href === `${ORIGIN}/o/${A}` || href === `${ORIGIN}/messages/inbox/${A}`);
        const others = hrefs.filter((href) => href === `${ORIGIN}/o/${B}` || href === `${ORIGIN}/messages/inbox/${B}`);
        const headerId = header === A || header === B ? header : undefined;
        if (text.includes('<')) return;
        const named = [...(own.length > 0 ? [A] : []), ...(others.length > 0 ? [B] : [])];
        const expected = headerId ?? (named.length === 1 ? named[0] : undefined);
        expect(target.kind === 'message' ? target.messageId : undefined).toBe(expected);
        if (!headerId && named.length > 1) expect(target).toEqual({ kind: 'unclear' });
      }),
      { numRuns: 500 },
    );
  });
});
