import { afterEach, describe, expect, it, jest } from '@jest/globals';
import type { HostSelection } from '@sefos/shared/host/read-item.port.ts';
import { makeReadItems, type ReadItem, type ReadOffice } from './read-items.ts';

type Callback<T> = (result: Office.AsyncResult<T>) => void;
const ok = <T>(value: T) => ({ status: 'succeeded', value }) as unknown as Office.AsyncResult<T>;
const failed = (name: string, code: number) =>
  ({
    status: 'failed',
    error: { name, code, message: 'Beslut om 811218-9876' },
  }) as unknown as Office.AsyncResult<never>;

interface FakeMail {
  readonly itemId: string;
  readonly headers?: (answer: Callback<string>) => void;
  readonly body?: (answer: Callback<string>) => void;
}

const itemOf = ({ itemId, headers, body }: FakeMail): ReadItem =>
  ({
    itemId,
    subject: `Ämne ${itemId}`,
    body: {
      getAsync: (_type: string, answer: Callback<string>) => (body ?? ((to) => to(ok(`<p>${itemId}</p>`))))(answer),
    },
    getAllInternetHeadersAsync: headers ?? ((answer: Callback<string>) => answer(ok(`X-Id: ${itemId}\r\n`))),
  }) as unknown as ReadItem;

/** Office.js in read mode, typed with @types/office-js, whose selection the test changes. */
function fakeOffice({ set = '1.16', handlers = 'succeeded' } = {}) {
  const listeners = new Map<string, () => void>();
  const state: { item: ReadItem | null; selected: number | 'fails' | 'silent' } = { item: null, selected: 0 };
  const office = {
    context: {
      mailbox: {
        get item() {
          return state.item;
        },
        addHandlerAsync: (type: string, handler: () => void, answer: Callback<void>) => {
          if (handlers === 'succeeded') listeners.set(type, handler);
          answer(handlers === 'succeeded' ? ok(undefined) : failed('HandlerError', 1));
        },
        getSelectedItemsAsync: (answer: Callback<Office.SelectedItemDetails[]>) => {
          if (state.selected === 'fails') return answer(failed('GenericResponseError', 9020));
          if (state.selected === 'silent') return;
          answer(ok(Array.from({ length: state.selected }, () => ({}) as Office.SelectedItemDetails)));
        },
      },
      requirements: {
        isSetSupported: (name: string, version = '1.1') =>
          name === 'Mailbox' && Number(version.split('.')[1]) <= Number(set.split('.')[1]),
      },
    },
    EventType: { ItemChanged: 'olkItemSelectedChanged', SelectedItemsChanged: 'olkSelectedItemsChanged' },
  } as unknown as ReadOffice;
  const select = (item: ReadItem | null, selected: typeof state.selected = item ? 1 : 0) => {
    Object.assign(state, { item, selected });
    for (const listener of listeners.values()) listener();
  };
  return { office, select, listeners };
}

function one(selection: HostSelection) {
  if (selection.kind !== 'one') throw new Error(`one mail expected, not ${selection.kind}`);
  return selection.mail;
}

afterEach(() => void jest.restoreAllMocks());

describe('what is selected in Outlook', () => {
  it('is taken from Office itself', () => {
    // Checked by the compiler: the real Office fits the part that we ask for.
    const real = (office: typeof Office): ReadOffice => office;
    expect(typeof real).toBe('function');
  });

  it('is none, one or several mails', async () => {
    const { office, select } = fakeOffice();
    const items = makeReadItems(office);
    expect(await items.selection()).toEqual({ kind: 'none' });
    select(itemOf({ itemId: 'a' }));
    expect(one(await items.selection())).toMatchObject({ key: 'a', subject: 'Ämne a' });
    select(null, 3);
    expect(await items.selection()).toEqual({ kind: 'several', count: 3 });
  });

  it.each([
    ['cannot count (before 1.13)', '1.12', 3],
    ['counts none for a mail in its own window', '1.16', 0],
    ['refuses to count', '1.16', 'fails'],
  ] as const)('is the shown mail where the host %s', async (_title, set, selected) => {
    const { office, select } = fakeOffice({ set });
    select(itemOf({ itemId: 'a' }), selected);
    expect(one(await makeReadItems(office).selection()).key).toBe('a');
  });

  it('is the shown mail when counting takes too long', async () => {
    const { office, select } = fakeOffice();
    select(itemOf({ itemId: 'a' }), 'silent');
    expect(one(await makeReadItems(office, { selectionWaitMs: 5 }).selection()).key).toBe('a');
  });

  it('is followed while the pane stays, by one handler of Office for all listeners', async () => {
    const { office, select, listeners } = fakeOffice();
    const items = makeReadItems(office);
    const first = jest.fn();
    const second = jest.fn();
    const stop = items.onChange(first);
    items.onChange(second);
    expect([...listeners.keys()]).toEqual(['olkItemSelectedChanged', 'olkSelectedItemsChanged']);
    select(itemOf({ itemId: 'a' }));
    stop();
    select(itemOf({ itemId: 'b' }));
    expect(first).toHaveBeenCalledTimes(2);
    expect(second).toHaveBeenCalledTimes(4);
  });

  it('is only followed as far as the requirement set goes, and not following breaks nothing', async () => {
    const old = fakeOffice({ set: '1.8' });
    makeReadItems(old.office).onChange(() => undefined);
    expect([...old.listeners.keys()]).toEqual(['olkItemSelectedChanged']);
    const refusing = fakeOffice({ handlers: 'failed' });
    refusing.select(itemOf({ itemId: 'a' }));
    const items = makeReadItems(refusing.office);
    items.onChange(() => undefined);
    expect(one(await items.selection()).key).toBe('a');
  });
});

describe('the mail that is read', () => {
  const read = async (mail: Omit<FakeMail, 'itemId'>, { set = '1.16', online = true } = {}) => {
    const fake = fakeOffice({ set });
    fake.select(itemOf({ itemId: 'a', ...mail }));
    jest.spyOn(navigator, 'onLine', 'get').mockReturnValue(online);
    const items = makeReadItems(fake.office, { waitMs: 20 });
    return { ...fake, mail: one(await items.selection()) };
  };

  it('gives its headers with folded lines unfolded and its body', async () => {
    const text = 'Subject: Hej\r\nX-Sefos-Message:\r\n 01890a5d\r\n\t-ac96\r\nReceived: a\r\nReceived: b\r\n\r\n';
    const { mail } = await read({ headers: (answer) => answer(ok(text)) });
    const headers = await mail.headers();
    expect(headers.get('x-sefos-message')).toBe('01890a5d -ac96');
    expect(headers.get('received')).toBe('a\nb');
    expect(await mail.bodyHtml()).toBe('<p>a</p>');
  });

  it('has no headers below requirement set 1.8, and its body all the same', async () => {
    const { mail } = await read({}, { set: '1.7' });
    expect((await mail.headers()).size).toBe(0);
    expect(await mail.bodyHtml()).toBe('<p>a</p>');
  });

  it.each([
    ['NetworkError', 9017, true, 'offline'],
    ['GenericResponseError', 9020, false, 'offline'],
    ['GenericResponseError', 9020, true, 'failed'],
  ] as const)('says %s (%d, online: %s) as %s', async (name, code, online, expected) => {
    const { mail } = await read({ headers: (answer) => answer(failed(name, code)) }, { online });
    await expect(mail.headers()).rejects.toMatchObject({ code: expected });
    // What Office says may quote the mail.
    await expect(mail.headers()).rejects.toThrow(`Office.js: ${code}`);
  });

  it.each([
    [true, 'timeout'],
    [false, 'offline'],
  ] as const)('gives up on a host that never answers (online: %s)', async (online, code) => {
    const { mail } = await read({ body: () => undefined }, { online });
    await expect(mail.bodyHtml()).rejects.toMatchObject({ code });
  });

  it('fails when Office throws instead of answering', async () => {
    const { mail } = await read({
      headers: () => {
        throw new TypeError('not here');
      },
    });
    await expect(mail.headers()).rejects.toMatchObject({ code: 'unsupported' });
  });

  it('never gives an answer that may belong to the mail selected since', async () => {
    let answerLate: Callback<string> = () => undefined;
    const { mail, select } = await read({
      headers: (answer) => {
        answerLate = answer;
      },
    });
    const headers = mail.headers();
    select(itemOf({ itemId: 'b' }));
    answerLate(ok('X-Sefos-Message: of b'));
    await expect(headers).rejects.toMatchObject({ code: 'failed' });
  });
});
