import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { browserDownload } from './browser.ts';

const TICKET = 't'.repeat(43);
const FILE = { url: '/api/v1/downloads/1', fileName: 'beslut.pdf' };

/** What was submitted: jsdom navigates nowhere. */
let sent: { form: HTMLFormElement; fields: [string, unknown][]; attached: boolean }[] = [];
beforeEach(() => {
  jest.useFakeTimers();
  sent = [];
  crypto.randomUUID ??= () => '0198c0de-0000-4000-8000-000000000001';
  HTMLFormElement.prototype.submit = function (this: HTMLFormElement) {
    sent.push({ form: this, fields: [...new FormData(this)], attached: this.isConnected });
  };
});
afterEach(() => {
  jest.useRealTimers();
  document.body.replaceChildren();
});
const frame = () => {
  const found = document.querySelector('iframe');
  if (!found) throw new Error('no frame');
  return found;
};
const answeredBy = (page: { URL: string } | null) => {
  Object.defineProperty(frame(), 'contentDocument', { value: page, configurable: true });
  frame().dispatchEvent(new Event('load'));
};

describe('a download with a ticket', () => {
  it('is posted from a form into a hidden frame that is named for it, and stands in no address', async () => {
    const done = browserDownload(document, { ...FILE, ticket: TICKET });
    const [{ form, fields, attached } = { form: null, fields: [], attached: false }] = sent;
    expect(attached).toBe(true);
    expect(fields).toEqual([['ticket', TICKET]]);
    expect(form?.method).toBe('post');
    expect(form?.enctype).toBe('application/x-www-form-urlencoded');
    expect(form?.getAttribute('action')).toBe(FILE.url);
    expect(form?.target).toBe(frame().name);
    expect(frame().hidden).toBe(true);
    expect(frame().getAttribute('src')).toBeNull();
    expect(document.querySelector('form')).toBeNull();
    jest.advanceTimersByTime(1500);
    await expect(done).resolves.toBeUndefined();
    expect(document.querySelector('iframe')).not.toBeNull();
    jest.advanceTimersByTime(60_000);
    expect(document.body.childElementCount).toBe(0);
  });

  it('has failed when a page comes back instead of a file, and leaves nothing behind', async () => {
    const done = browserDownload(document, { ...FILE, ticket: TICKET });
    answeredBy({ URL: 'about:blank' });
    // The refusal is sandboxed: its document is none of ours.
    answeredBy(null);
    await expect(done).rejects.toMatchObject({ code: 'failed' });
    expect(document.body.childElementCount).toBe(0);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('has a frame of its own for each file', () => {
    crypto.randomUUID = () => `0198c0de-0000-4000-8000-00000000000${sent.length}`;
    void browserDownload(document, { ...FILE, ticket: TICKET });
    void browserDownload(document, { ...FILE, ticket: TICKET });
    const names = [...document.querySelectorAll('iframe')].map(({ name }) => name);
    expect(new Set(names).size).toBe(2);
    expect(sent.map(({ form }) => form.target)).toEqual(names);
  });
});

describe('a download without a ticket', () => {
  it('follows the address as a link with the name', async () => {
    const clicked: string[] = [];
    HTMLAnchorElement.prototype.click = function (this: HTMLAnchorElement) {
      clicked.push(`${this.getAttribute('href')} ${this.download}`);
    };
    await browserDownload(document, { ...FILE, ticket: null });
    expect(clicked).toEqual(['/api/v1/downloads/1 beslut.pdf']);
    expect(sent).toEqual([]);
    expect(document.body.childElementCount).toBe(0);
  });
});
