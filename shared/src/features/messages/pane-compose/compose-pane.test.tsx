import { afterEach, describe, expect, it } from '@jest/globals';
import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { networkProblem } from '../../../api/problem-error.ts';
import type { SendMessage } from '../../../contract/messages.ts';
import { HostError } from '../../../host/host.port.ts';
import { HostProvider } from '../../../host/host-context.tsx';
import { makeMemoryHost } from '../../../host/memory-host.ts';
import { type Call, fakeApi, problem, renderStaff } from '../../../testing/render-staff.tsx';
import { testRules } from '../compose/testing/rules.ts';
import type { StartTransfer } from '../compose/uploads.ts';
import { ComposePane } from './compose-pane.tsx';
import {
  ALL,
  attachment,
  type MemoryItem,
  makeMemoryItem,
  offline,
  person,
  plainMail,
  refused,
} from './testing/memory-item.ts';

// jsdom has no SubtleCrypto, which every browser has.
const { webcrypto } = process.getBuiltinModule('node:crypto');
Object.defineProperty(globalThis.crypto, 'subtle', { value: webcrypto.subtle });

afterEach(cleanup);

const NOTIFICATION = {
  subject: 'Säkert meddelande från Hanna',
  bodyHtml:
    '<p>Du har fått ett säkert meddelande.</p><p><a href="https://sefos.example/o/m1#t">Öppna meddelande</a></p>',
  headers: { 'x-sefos-message': 'm1' },
  alreadyNotified: false,
};
const levels = [1, 2, 3].map((level) => ({
  level,
  active: true,
  description: null,
  methods: level === 1 ? ['email'] : level === 2 ? ['sms'] : ['bankid'],
}));
const resolve = ({ input }: Call) =>
  (input.body as { addresses: string[] }).addresses.map((address) => ({
    input: address,
    address,
    kind: address.endsWith('@extern.example') ? 'external' : 'internal',
    name: null,
    organisation: null,
  }));
const answers = {
  '/organisation/levels': levels,
  '/organisation/message-rules': testRules,
  '/recipients/resolve': resolve,
  '/messages': { id: 'm1', at: '2026-11-22T00:00:00.000Z' },
  '/messages/:id/notification': NOTIFICATION,
  '/messages/:id/notified': undefined,
  '/messages/by-draft/:draftKey': { messageId: null },
  '/microsoft365/mail-items/remove': { removed: true },
};

async function show(item: MemoryItem | undefined, changed: Readonly<Record<string, unknown>> = {}) {
  const api = fakeApi({ ...answers, ...changed });
  const uploaded: string[] = [];
  const transfer: StartTransfer = (file, events) => {
    uploaded.push(file.name);
    queueMicrotask(() => events.onDone(`upload-${file.name}`));
    return { resume: () => events.onDone(`upload-${file.name}`), abort: () => undefined };
  };
  const host = makeMemoryHost({ composeItem: item });
  await renderStaff(
    <HostProvider host={host}>
      <ComposePane transfer={transfer} pause={async () => undefined} />
    </HostProvider>,
    { api },
  );
  const bodies = () =>
    api.calls.filter(({ path }) => path === '/messages').map(({ input }) => input.body as SendMessage);
  return { api, uploaded, bodies, paths: () => api.calls.map(({ path }) => path), opened: host.opened };
}

const heading = (name: string | RegExp) => screen.findByRole('heading', { name, level: 1 });
const press = async (name: string | RegExp) => userEvent.click(await screen.findByRole('button', { name }));
const PRIMARY = 'Kryptera och skicka';
/** Level and recipients have come: it can be sent. */
const encrypt = async () => {
  await waitFor(() =>
    expect(screen.getAllByRole('radio').some((radio) => (radio as HTMLInputElement).checked)).toBe(true),
  );
  await press(PRIMARY);
};

describe('Kryptera meddelande', () => {
  it('shows what will be encrypted: recipients with what each is, subject, text and attachments', async () => {
    const mail = plainMail({
      copy: [person('bo@extern.example', 'Bo')],
      blindCopy: [person('cia@storkommun.example')],
      attachments: [attachment('beslut.pdf', { sizeBytes: 2048 })],
    });
    await show(makeMemoryItem(mail));
    await heading('Kryptera meddelande');
    const group = (name: string) => within(screen.getByRole('list', { name }));
    await waitFor(() => expect(group('Till').getByText('Kollega')).toBeTruthy());
    expect(screen.getByRole('list', { name: 'Till' }).textContent).toContain('Anna (anna@storkommun.example)');
    expect(group('Kopia').getByText('Utan konto')).toBeTruthy();
    expect(screen.getByRole('list', { name: 'Hemlig kopia' }).textContent).toContain('cia@storkommun.example');
    expect(screen.getByText('Beslut')).toBeTruthy();
    expect(screen.getByText('Hemlig text')).toBeTruthy();
    expect(group('Bilagor').getByText('beslut.pdf')).toBeTruthy();
    expect(screen.getAllByRole('button', { name: /^Kryptera/ })).toHaveLength(1);
  });

  it('says in the title how far it has come', async () => {
    await show(makeMemoryItem(plainMail()));
    await heading('Kryptera meddelande');
    expect(document.title).toBe('Kryptera meddelande – SEFOS');
    await encrypt();
    await heading('Skickat krypterat');
    expect(document.title).toBe('Skickat krypterat – SEFOS');
  });

  it('says who mails the recipients: the sender herself, or SEFOS', async () => {
    const mail = plainMail({ copy: [person('bo@storkommun.example')] });
    await show(makeMemoryItem(mail));
    expect(await screen.findByText(/^2 mottagare får e-post från dig med en länk/)).toBeTruthy();
    cleanup();
    await show(makeMemoryItem(mail, { ...ALL, send: false }));
    expect(await screen.findByText(/^2 mottagare får e-post med en länk/)).toBeTruthy();
    expect(screen.queryByText(/i sin inkorg/)).toBeNull();
  });

  it('speaks of the invitation, not of a mail, where an invitation is written', async () => {
    await show(makeMemoryItem(plainMail({ to: [], subject: '' }), ALL, 'appointment'));
    expect(await screen.findByText('Lägg till minst en deltagare i inbjudan.')).toBeTruthy();
    expect(screen.getByText('Skriv ett ämne i inbjudan.')).toBeTruthy();
    expect(document.body.textContent).not.toMatch(/mejl/i);
  });

  it('can be pressed before SEFOS has answered, and sends when the levels are known', async () => {
    const later = Promise.withResolvers<typeof levels>();
    const { bodies } = await show(makeMemoryItem(plainMail()), { '/organisation/levels': () => later.promise });
    await press(PRIMARY);
    expect(bodies()).toEqual([]);
    later.resolve(levels);
    await heading('Skickat krypterat');
    expect(bodies().map(({ assuranceLevel }) => assuranceLevel)).toEqual([2]);
  });

  it('gives recipients without an account the method that they are offered first before it sends', async () => {
    const later = Promise.withResolvers<typeof levels>();
    const mail = plainMail({ copy: [person('bo@extern.example', 'Bo')] });
    const { bodies } = await show(makeMemoryItem(mail), { '/organisation/levels': () => later.promise });
    await userEvent.click(await screen.findByRole('radio', { name: /^LoA1/ }));
    await press(PRIMARY);
    later.resolve(levels);
    await heading('Skickat krypterat');
    expect(bodies()).toHaveLength(1);
  });

  it('sends nothing at a level that the organisation turns out not to have, and offers its own', async () => {
    const later = Promise.withResolvers<typeof levels>();
    const { bodies } = await show(makeMemoryItem(plainMail()), { '/organisation/levels': () => later.promise });
    await press(PRIMARY);
    later.resolve(levels.map((known) => ({ ...known, active: known.level !== 2 })));
    await waitFor(() => expect(screen.queryByRole('radio', { name: /^LoA2/ })).toBeNull());
    expect(screen.getByRole<HTMLInputElement>('radio', { name: /^LoA3/ }).checked).toBe(true);
    expect(screen.getByRole('button', { name: PRIMARY }).getAttribute('aria-disabled')).not.toBe('true');
    expect(bodies()).toEqual([]);
  });

  it('lets the draft itself become the harmless mail, and says so', async () => {
    const item = makeMemoryItem(
      plainMail({
        blindCopy: [person('cia@storkommun.example')],
        attachments: [attachment('a.txt'), attachment('b.txt')],
      }),
    );
    const { bodies, uploaded, api } = await show(item);
    await encrypt();
    await heading('Skickat krypterat');
    expect(uploaded).toEqual(['a.txt', 'b.txt']);
    expect(bodies()[0]).toMatchObject({
      notification: 'sender',
      draftKey: expect.stringMatching(/^[0-9a-f]{64}$/),
      bodyHtml: '<p>Hemlig text</p>',
      attachmentIds: ['upload-a.txt', 'upload-b.txt'],
      recipients: [{ kind: 'to' }, { address: 'cia@storkommun.example', kind: 'bcc' }],
    });
    expect(item.sent).toEqual([
      expect.objectContaining({ subject: NOTIFICATION.subject, bodyHtml: NOTIFICATION.bodyHtml, attachments: [] }),
    ]);
    expect(item.headers).toEqual(NOTIFICATION.headers);
    expect(item.draftMark).toEqual({ state: 'harmless', messageId: 'm1' });
    expect(api.calls.at(-1)).toMatchObject({ path: '/messages/:id/notified', input: { body: { by: 'sender' } } });
    expect(screen.getByText(/innehåller bara länken/)).toBeTruthy();
    expect(document.activeElement?.textContent).toBe('Skickat krypterat');
  });

  it('leaves the notification to SEFOS and clears the draft away where Outlook cannot send', async () => {
    const item = makeMemoryItem(plainMail({ attachments: [attachment('a.txt')] }), { ...ALL, send: false });
    const { bodies, api } = await show(item);
    await encrypt();
    await heading('Skickat krypterat');
    expect(bodies()[0]?.notification).toBe('everybody');
    expect(item.sent).toEqual([]);
    expect(item.saved).toMatchObject({ attachments: [], subject: 'Krypterat med SEFOS' });
    expect(item.saved?.bodyHtml).not.toContain('Hemlig');
    expect(item.saved).toMatchObject({ to: [], copy: [], blindCopy: [] });
    expect(api.calls.at(-1)?.input.body).toEqual({ restId: 'rest-AAMkAD-draft-1' });
    expect(screen.getByText('Utkastet är borttaget.')).toBeTruthy();
    expect(screen.getByText(/SEFOS skickar e-post om det/)).toBeTruthy();
    expect(item.discarded).toBe(false);
    await press('Stäng mejlet');
    await waitFor(() => expect(item.discarded).toBe(true));
  });

  it('says where the emptied draft is when it cannot be removed, and lets the person try again', async () => {
    const item = makeMemoryItem(plainMail(), { ...ALL, send: false, close: false });
    const remove = '/microsoft365/mail-items/remove';
    let removes = 0;
    await show(item, {
      [remove]: () => {
        removes += 1;
        if (removes === 1) throw problem('graph-consent-needed');
        return { removed: true };
      },
    });
    await encrypt();
    await heading('Skickat krypterat');
    expect(screen.getByText(/ligger kvar i Utkast i Outlook/)).toBeTruthy();
    await press('Försök ta bort utkastet igen');
    expect(await screen.findByText(/Stäng mejlet och välj att inte spara/)).toBeTruthy();
  });

  it('leads to the web, and asks for nothing, where Outlook gives no attachments', async () => {
    const item = makeMemoryItem(plainMail(), { attachments: false, headers: false, send: false, close: false });
    const { opened } = await show(item);
    await screen.findByText('Kan inte läsas här');
    expect(screen.queryByText('Inga bilagor')).toBeNull();
    expect([screen.queryAllByRole('radio').length, screen.queryByRole('button', { name: PRIMARY })]).toEqual([0, null]);
    await press('Öppna SEFOS i webben');
    expect(opened).toEqual([expect.stringMatching(/\/compose$/)]);
  });

  it('names lists and people without an address, and sends nothing', async () => {
    const mail = plainMail({
      to: [
        { emailAddress: 'alla@storkommun.example', displayName: 'Alla chefer', isList: true },
        person('', 'Okänd Person'),
      ],
    });
    const { bodies } = await show(makeMemoryItem(mail));
    await encrypt();
    expect(screen.getByText(/ser inte vilka som är med i Alla chefer/)).toBeTruthy();
    expect(screen.getByText(/Okänd Person saknar en giltig e-postadress/)).toBeTruthy();
    expect(document.activeElement?.textContent).toBe('Det här behöver ändras först');
    expect(bodies()).toEqual([]);
  });

  it('refuses 500 recipients with their number', async () => {
    const to = Array.from({ length: 500 }, (_none, index) => person(`p${index}@storkommun.example`));
    const { paths } = await show(makeMemoryItem(plainMail({ to })));
    expect(await screen.findByText(/Mejlet har 500 mottagare. Det får vara högst 100/)).toBeTruthy();
    expect(paths()).not.toContain('/recipients/resolve');
  });

  it('says what is missing in an empty mail', async () => {
    await show(makeMemoryItem(plainMail({ to: [], subject: ' ' })));
    expect(await screen.findByText('Lägg till minst en mottagare i mejlet.')).toBeTruthy();
    expect(screen.getByText('Skriv ett ämne i mejlet.')).toBeTruthy();
  });

  it('sends without a cloud file only when the person says so', async () => {
    const cloud = attachment('Budget.xlsx', {
      kind: 'cloud',
      content: () => Promise.reject(new HostError('unsupported', '')),
    });
    const { bodies } = await show(makeMemoryItem(plainMail({ attachments: [attachment('a.txt'), cloud] })));
    await encrypt();
    expect(screen.getByRole('list', { name: 'Bilagor' }).textContent).toMatch(/Budget\.xlsxMolnlänk$/);
    expect(screen.getByText(/Outlook lämnar inte ut Budget.xlsx/)).toBeTruthy();
    expect(bodies()).toEqual([]);
    await userEvent.click(screen.getByRole('checkbox', { name: 'Skicka utan Budget.xlsx' }));
    await press(PRIMARY);
    await heading('Skickat krypterat');
    expect(bodies()[0]?.attachmentIds).toEqual(['upload-a.txt']);
  });

  it('names the third of five files when it cannot be read, keeps the two, and goes on', async () => {
    let broken = true;
    const files = ['1.txt', '2.txt', '3.txt', '4.txt', '5.txt'].map((name) =>
      attachment(name, {
        content: async () => {
          if (name === '3.txt' && broken) throw refused();
          return new Blob([name]);
        },
      }),
    );
    const { uploaded, bodies } = await show(makeMemoryItem(plainMail({ attachments: files })));
    await encrypt();
    await heading('Inte skickat');
    expect(screen.getByRole('alert').textContent).toContain('3.txt kunde inte läsas');
    expect(screen.getByText('Inget är skickat.')).toBeTruthy();
    expect(uploaded).toEqual(['1.txt', '2.txt']);
    broken = false;
    await press('Försök igen');
    await heading('Skickat krypterat');
    expect(uploaded).toEqual(['1.txt', '2.txt', '3.txt', '4.txt', '5.txt']);
    expect(bodies()).toHaveLength(1);
  });

  it('offers to leave out a file that Outlook never gives', async () => {
    const stuck = attachment('mejl', { kind: 'item', content: () => Promise.reject(new HostError('unsupported', '')) });
    const { bodies } = await show(makeMemoryItem(plainMail({ attachments: [stuck] })));
    await encrypt();
    await heading('Inte skickat');
    await press('Ändra');
    await userEvent.click(await screen.findByRole('checkbox', { name: 'Skicka utan mejl' }));
    expect(screen.getByText('Skickas inte med')).toBeTruthy();
    await press(PRIMARY);
    await heading('Skickat krypterat');
    expect(bodies()[0]?.attachmentIds).toEqual([]);
  });

  it('asks to read again when the mail was changed before it was sent, and sends what it says then', async () => {
    const item = makeMemoryItem();
    item.before('save', () => {
      item.mail = { ...item.mail, bodyHtml: '<p>Ny text</p>' };
    });
    const { bodies } = await show(item);
    await encrypt();
    await heading('Inte skickat');
    expect(screen.getByRole('alert').textContent).toContain('Mejlet har ändrats');
    expect(bodies()).toEqual([]);
    await press('Läs in igen');
    await press(PRIMARY);
    await heading('Skickat krypterat');
    expect(bodies()[0]?.bodyHtml).toBe('<p>Ny text</p>');
  });

  it('makes the draft harmless although it was changed after encryption, and says that the changes were not sent', async () => {
    const item = makeMemoryItem();
    await show(item, {
      '/messages': () => {
        item.mail = { ...item.mail, bodyHtml: '<p>Hemlig text och mer</p>', attachments: [attachment('sen.txt')] };
        return { id: 'm1', at: '2026-11-22T00:00:00.000Z' };
      },
    });
    await encrypt();
    await heading('Skickat krypterat');
    expect(item.sent).toEqual([expect.objectContaining({ bodyHtml: NOTIFICATION.bodyHtml, attachments: [] })]);
    expect(screen.getByText(/De ändringarna är inte skickade/)).toBeTruthy();
  });

  it('stops, and never sends the plain words, when the person goes on writing while the draft is made harmless', async () => {
    const item = makeMemoryItem();
    const write = () => {
      item.mail = { ...item.mail, bodyHtml: `${item.mail.bodyHtml}<p>mer</p>` };
      item.before('setMark', write);
    };
    await show(item, {
      '/messages': () => {
        item.before('setMark', write);
        return { id: 'm1', at: '2026-11-22T00:00:00.000Z' };
      },
    });
    await encrypt();
    await heading('Skickat krypterat, men inte klart');
    expect(screen.getByRole('alert').textContent).toContain('Sluta skriva');
    expect(item.sent).toEqual([]);
    item.before('setMark', () => undefined);
    await press('Fortsätt');
    await heading('Skickat krypterat');
    expect(item.sent).toHaveLength(1);
  });

  it('goes on after a lost answer with the same key, and does not know until then', async () => {
    let tries = 0;
    const { api } = await show(makeMemoryItem(), {
      '/messages': () => {
        tries += 1;
        if (tries === 1) throw networkProblem();
        return { id: 'm1', at: '2026-11-22T00:00:00.000Z' };
      },
    });
    await encrypt();
    await heading('Oklart om det skickades');
    await press('Fortsätt');
    await heading('Skickat krypterat');
    const keys = api.calls.filter(({ path }) => path === '/messages').map(({ input }) => input.idempotencyKey);
    expect(keys).toHaveLength(2);
    expect(new Set(keys).size).toBe(1);
  });

  it('cleans up a draft that was encrypted on another device, and says that later changes were not sent', async () => {
    const item = makeMemoryItem();
    await show(item, {
      '/messages': problem('draft-already-sent', { messageId: 'm0' }),
      '/messages/:id/notification': { ...NOTIFICATION, alreadyNotified: true },
    });
    await encrypt();
    await heading('Skickat krypterat');
    expect(screen.getByText(/redan krypterat, av ett tidigare försök eller på en annan enhet/)).toBeTruthy();
    expect(item.sent).toEqual([]);
    expect(item.saved?.bodyHtml).not.toContain('Hemlig');
  });

  it('sends no second mail while another window sends the draft, unless the person finishes it here', async () => {
    const item = makeMemoryItem();
    await show(item, { '/messages': problem('draft-already-sent', { messageId: 'm0' }) });
    await encrypt();
    await heading('Skickat krypterat, men inte klart');
    expect(screen.getByRole('alert').textContent).toContain('från ett annat fönster');
    expect([item.sent, item.mail.bodyHtml]).toEqual([[], NOTIFICATION.bodyHtml]);
    expect(screen.queryByRole('button', { name: 'Låt SEFOS skicka aviseringen' })).toBeNull();
    await press('Slutför här');
    await heading('Skickat krypterat');
    expect(item.sent).toHaveLength(1);
  });

  it('goes on where a closed pane stopped, without asking or sending anything anew', async () => {
    const item = makeMemoryItem();
    item.draftMark = { state: 'encrypted', messageId: 'm1' };
    const { bodies } = await show(item);
    await heading('Meddelandet är redan krypterat');
    await press('Fortsätt');
    await heading('Skickat krypterat');
    expect(bodies()).toEqual([]);
    expect(item.sent).toEqual([expect.objectContaining({ bodyHtml: NOTIFICATION.bodyHtml })]);
  });

  it('says that an earlier try was interrupted when its end is not known', async () => {
    const item = makeMemoryItem();
    item.draftMark = { state: 'sending', messageId: undefined };
    await show(item);
    expect(await screen.findByText(/skickas aldrig två gånger/)).toBeTruthy();
  });

  const BY_DRAFT = '/messages/by-draft/:draftKey';
  const CANCEL = 'Avbryt krypteringen';

  it('lets go of a draft that an earlier try has left, when nothing was sent', async () => {
    const item = makeMemoryItem();
    item.draftMark = { state: 'sending', messageId: undefined };
    const { bodies, api } = await show(item);
    await press(CANCEL);
    await heading('Krypteringen är avbruten');
    expect(screen.getByText(/Det går att skicka som vanligt/)).toBeTruthy();
    const [asked] = api.calls.filter(({ path }) => path === BY_DRAFT);
    expect(asked?.input.params).toEqual({ draftKey: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect([item.draftMark, bodies(), item.mail.bodyHtml]).toEqual([undefined, [], '<p>Hemlig text</p>']);
    await press('Kryptera i stället');
    await heading('Kryptera meddelande');
    expect(screen.queryByText(/Ett tidigare försök/)).toBeNull();
    await encrypt();
    await heading('Skickat krypterat');
    expect(item.draftMark).toEqual({ state: 'harmless', messageId: 'm1' });
  });

  it('goes on when a message has become of the draft after all', async () => {
    const item = makeMemoryItem();
    item.draftMark = { state: 'sending', messageId: undefined };
    const { bodies } = await show(item, { [BY_DRAFT]: { messageId: 'm1' } });
    await press(CANCEL);
    await heading('Skickat krypterat, men inte klart');
    expect(screen.getByRole('alert').textContent).toContain('redan krypterat och skickat');
    expect(item.draftMark?.state).toBe('sending');
    expect(screen.queryByRole('button', { name: CANCEL })).toBeNull();
    await press('Fortsätt');
    await heading('Skickat krypterat');
    expect(bodies()).toEqual([]);
    expect(item.sent).toEqual([expect.objectContaining({ bodyHtml: NOTIFICATION.bodyHtml })]);
  });

  it('offers to give up after a lost answer, and keeps the mark until the server has answered', async () => {
    const item = makeMemoryItem();
    let asked = 0;
    await show(item, {
      '/messages': () => {
        throw networkProblem();
      },
      [BY_DRAFT]: () => {
        asked += 1;
        if (asked === 1) throw networkProblem();
        return { messageId: null };
      },
    });
    await encrypt();
    await heading('Oklart om det skickades');
    await press(CANCEL);
    await waitFor(() => expect(asked).toBe(1));
    await heading('Oklart om det skickades');
    expect(item.draftMark).toEqual({ state: 'sending', messageId: undefined });
    expect(screen.getByText(/Skicka det inte som vanlig e-post/)).toBeTruthy();
    await press(CANCEL);
    await heading('Krypteringen är avbruten');
    // Twice: a send may have been on its way the first time.
    expect([asked, item.draftMark]).toEqual([3, undefined]);
  });

  it('lets go of the draft at once when the sending is refused, and offers to try later when that fails', async () => {
    const item = makeMemoryItem();
    item.failNext('clearMark', refused());
    const { bodies } = await show(item, { '/messages': problem('recipient-invalid') });
    await encrypt();
    await heading('Inte skickat');
    expect(item.draftMark?.state).toBe('sending');
    await press(CANCEL);
    await heading('Krypteringen är avbruten');
    expect([item.draftMark, bodies().length]).toEqual([undefined, 1]);
    cleanup();
    const other = makeMemoryItem();
    await show(other, { '/messages': problem('recipient-invalid') });
    await encrypt();
    await heading('Inte skickat');
    expect(screen.getByText(/Det går att skicka som vanligt/)).toBeTruthy();
    expect([other.draftMark, screen.queryByRole('button', { name: CANCEL })]).toEqual([undefined, null]);
  });

  it('offers to try again or to leave it to SEFOS when Outlook cannot send the mail', async () => {
    const item = makeMemoryItem();
    item.failNext('send', refused());
    const { api } = await show(item);
    await encrypt();
    await heading('Skickat krypterat, men inte klart');
    expect(screen.getByText(/skickar SEFOS e-post till dem inom 15 minuter/)).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Försök igen' })).toBeTruthy();
    await press('Låt SEFOS skicka aviseringen');
    await heading('Skickat krypterat');
    const told = api.calls.filter(({ path }) => path === '/messages/:id/notified');
    expect(told.map(({ input }) => input.body)).toEqual([{ by: 'sefos' }]);
    expect(item.saved?.bodyHtml).not.toContain('Hemlig');
  });

  it('shows that Outlook is offline and reads again when asked', async () => {
    const item = makeMemoryItem();
    item.failNext('read', offline());
    await show(item);
    expect((await screen.findByRole('alert')).textContent).toContain('Outlook är utan nät');
    await heading('Mejlet kunde inte läsas in');
    expect(document.title).toBe('Mejlet kunde inte läsas in – SEFOS');
    await press('Försök igen');
    await screen.findByText('Beslut');
  });

  it('keeps everything unsent when Outlook goes offline before encryption', async () => {
    const item = makeMemoryItem();
    item.failNext('save', offline());
    const { bodies } = await show(item);
    await encrypt();
    await heading('Inte skickat');
    expect(screen.getByRole('alert').textContent).toContain('Outlook är utan nät');
    expect(screen.getByText(/okrypterad. Det går att skicka som vanligt/)).toBeTruthy();
    expect(item.draftMark).toBeUndefined();
    expect(bodies()).toEqual([]);
  });

  it('follows what is changed in the mail when the pane gets the focus again', async () => {
    const item = makeMemoryItem();
    await show(item);
    await screen.findByText('Beslut');
    item.mail = { ...item.mail, subject: 'Nytt ämne' };
    await act(async () => void fireEvent.focus(window));
    await screen.findByText('Nytt ämne');
  });

  it('warns of a personnummer in the subject, and asks before it is sent', async () => {
    const { bodies } = await show(makeMemoryItem(plainMail({ subject: 'Gäller 811228-9874' })));
    await encrypt();
    await screen.findByRole('alertdialog');
    expect(bodies()).toEqual([]);
    await press('Skicka ändå');
    await heading('Skickat krypterat');
  });

  it('asks for what a recipient without an account needs, and moves the focus there', async () => {
    const { bodies } = await show(makeMemoryItem(plainMail({ to: [person('bo@extern.example')] })));
    await screen.findByText('Utan konto');
    // Its part has come, and with it a method.
    await screen.findByRole('button', { name: /^Så identifieras bo@extern/ });
    await encrypt();
    const phone = await screen.findByLabelText('Mobilnummer');
    await waitFor(() => expect(document.activeElement).toBe(phone));
    await userEvent.type(phone, '070-174 06 05');
    await press(PRIMARY);
    await heading('Skickat krypterat');
    expect(bodies()[0]?.recipients).toEqual([
      { address: 'bo@extern.example', kind: 'to', external: { method: 'sms', language: 'sv', phone: '070-174 06 05' } },
    ]);
  });

  it('marks every faulty field at once, each in a group that says whose it is, and says how many again', async () => {
    await show(makeMemoryItem(plainMail({ to: [person('anna@extern.example'), person('bo@extern.example')] })));
    await waitFor(() => expect(screen.getAllByRole('button', { name: /^Så identifieras/ })).toHaveLength(2));
    await encrypt();
    const phone = async (address: string) => {
      const group = await screen.findByRole('group', { name: `Så identifieras ${address}` });
      return within(group).getByLabelText('Mobilnummer');
    };
    const first = await phone('anna@extern.example');
    const second = await phone('bo@extern.example');
    await waitFor(() => expect(document.activeElement).toBe(first));
    expect([first, second].map((field) => field.getAttribute('aria-invalid'))).toEqual(['true', 'true']);
    const said = () => screen.getAllByRole('status').map(({ textContent }) => textContent);
    const once = said().find((text) => text?.startsWith('2 fält behöver rättas.'));
    expect(once).toBeTruthy();
    expect(screen.queryByRole('alert')).toBeNull();
    await press(PRIMARY);
    // The same words, but other characters: else they would not be read again.
    expect(said()).not.toContain(once);
    expect(said().some((text) => text?.startsWith('2 fält behöver rättas.'))).toBe(true);
    expect(document.activeElement).toBe(first);
  });

  it('sends an invitation’s content by SEFOS, and empties the invitation on the way', async () => {
    const item = makeMemoryItem(plainMail({ attachments: [attachment('a.txt')] }), ALL, 'appointment');
    const { bodies } = await show(item);
    expect(await screen.findByText(/Själva mötesinbjudan krypteras inte/)).toBeTruthy();
    expect((screen.getByRole('checkbox', { name: /ur mötesinbjudan/ }) as HTMLInputElement).checked).toBe(true);
    await encrypt();
    await heading('Skickat krypterat');
    expect(bodies()[0]?.notification).toBe('everybody');
    expect(item.mail).toMatchObject({ subject: 'Beslut', attachments: [] });
    expect(item.mail.bodyHtml).not.toContain('Hemlig');
    expect([item.sent.length, item.discarded]).toEqual([0, false]);
  });

  it('leaves an invitation as it is when the person wants that, and says that it is not encrypted', async () => {
    const item = makeMemoryItem(plainMail(), ALL, 'appointment');
    await show(item);
    await userEvent.click(await screen.findByRole('checkbox', { name: /ur mötesinbjudan/ }));
    await encrypt();
    await heading('Skickat krypterat');
    expect(item.mail.bodyHtml).toContain('Hemlig');
    expect(screen.getByText(/har kvar texten och bilagorna, okrypterade/)).toBeTruthy();
  });

  it('says so where the host gives no mail', async () => {
    await show(undefined);
    expect((await screen.findByRole('alert')).textContent).toContain('webben');
  });
});
