/** @jest-environment node */
import { describe, expect, it } from '@jest/globals';
import { notificationText } from './notification.ts';

const ID = '01890a5d-ac96-774b-bcce-b302099a8057';
const URL_OF = `https://sefos.example/o/${ID}#token`;
const LINK = `<a href="${URL_OF}">Öppna</a>`;
const isNotification = (html: string, id = ID) => notificationText(html, id) !== undefined;

describe('the body of a harmless draft', () => {
  it.each([
    LINK,
    `<a href='${URL_OF}'>Öppna</a>`,
    `<A\n STYLE="padding:1px;font-family:'Segoe UI'" data-auth=x HREF="${URL_OF}" target="_blank">Öppna</A>`,
    `<html><head><style>${'p{margin:0}'.repeat(500)}</style><!--[if gte mso 9]><xml>${'x'.repeat(5000)}</xml><![endif]--></head><body>${LINK}</body></html>`,
    `<h1>SEFOS</h1><p>Bifogad data: se länken.</p>\n${'<p>&nbsp;</p>\n'.repeat(500)}${LINK}<img src="https://sefos.example/logo.png">`,
  ])('is the notification as mail programs write it: %#', (html) => expect(isNotification(html)).toBe(true));

  it.each([
    `<p>${URL_OF}</p>`,
    `<p title="/o/${ID}#t">Hemligt</p>`,
    `<a title="${URL_OF}" href="https://other.example">Hemligt</a>`,
    `<a title=' href="${URL_OF}"'>Hemligt</a>`,
    `<a data-href="${URL_OF}">Hemligt</a>`,
    `<area href="${URL_OF}">`,
    `<a href="https://other.example/?x=/o/${ID}#t">Hemligt</a>`,
    `<a href="https://sefos.example/o/${ID}">Hemligt</a>`,
    `<p title='>${LINK}'>Hemligt</p>`,
    `<!-- ${LINK} -->Hemligt`,
    `<style>${LINK}</style>Hemligt`,
    `<textarea>${LINK}</textarea>Hemligt`,
  ])('needs a real link: %s', (html) => expect(isNotification(html)).toBe(false));

  it.each([
    'src="data:image/png;base64,AA=="',
    "src='cid:image001.png@01D'",
    'src=blob:https://outlook.example/1',
    'alt="x" SRC = " DATA:image/png,x"',
    'src="&#100;ata:image/png,x"',
    'src="da\nta:image/png,x"',
    'alt=">" src="data:image/png,x"',
    'srcset="https://x.example/a 1x,data:image/png,x 2x"',
    'style="background:url(data:image/png,x)"',
  ])('holds no picture of its own: %s', (attribute) => expect(isNotification(`${LINK}<img ${attribute}>`)).toBe(false));

  it('reads the id as text and nothing else', () => {
    expect(isNotification(LINK, '.*')).toBe(false);
    expect(isNotification(LINK, '(')).toBe(false);
  });
});
