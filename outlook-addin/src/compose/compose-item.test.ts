import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { isHostError } from '@sefos/shared/host/host.port.ts';
import { makeComposeItem } from './compose-item.ts';
import { type FakeDraft, fakeItem, newDraft } from './testing/fake-item.ts';

afterEach(() => {
  jest.useRealTimers();
});

const upTo = (ceiling: number) => (version: string) => Number(version.split('.')[1]) <= ceiling;
const mailbox = { convertToRestId: (id: string) => id.replaceAll('/', '-').replaceAll('+', '_') };
const make = (draft: FakeDraft, ceiling = 16, type: 'message' | 'appointment' = 'message') =>
  makeComposeItem(fakeItem(draft, type), mailbox, upTo(ceiling));
const file = (id: string, name: string, part: Partial<FakeDraft['attachments'][number]> = {}) => ({
  id,
  name,
  size: 3,
  isInline: false,
  attachmentType: 'file',
  ...part,
});
const textOf = (blob: Blob) =>
  new Promise<string>((resolve) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.readAsText(blob);
  });

describe('the composed item', () => {
  it('gives recipients of all fields, and says which are lists', async () => {
    const draft = newDraft({
      cc: [{ emailAddress: 'alla@example.se', displayName: 'Alla', recipientType: 'distributionList' }],
      bcc: [{ emailAddress: 'cia@example.se', displayName: 'Cia', recipientType: 'externalUser' }],
    });
    expect(await make(draft).read()).toMatchObject({
      to: [{ emailAddress: 'anna@example.se', displayName: 'Anna', isList: false }],
      copy: [{ displayName: 'Alla', isList: true }],
      blindCopy: [{ emailAddress: 'cia@example.se', isList: false }],
      subject: 'Beslut',
      bodyHtml: '<p>Hej</p>',
      attachments: [],
    });
  });

  it('gives files, pictures in the text and attached items in their own formats, and says what it cannot read', async () => {
    const draft = newDraft({
      attachments: [
        file('a', 'beslut.pdf'),
        file('b', 'logo.png', { isInline: true, contentId: 'logo@x' }),
        file('c', 'Ett mejl', { attachmentType: 'item' }),
        file('d', 'Ett möte', { attachmentType: 'item' }),
        file('e', 'Budget.xlsx', { attachmentType: 'cloud' }),
        file('f', 'okänd', { attachmentType: 'item' }),
      ],
      contents: {
        a: { format: 'base64', content: btoa('pdf') },
        c: { format: 'eml', content: 'Subject: Å' },
        d: { format: 'iCalendar', content: 'BEGIN:VCALENDAR' },
        f: { format: 'url', content: 'https://x' },
      },
    });
    const { attachments } = await make(draft).read();
    expect(attachments.map(({ kind, isInline, contentId }) => [kind, isInline, contentId])).toEqual([
      ['file', false, undefined],
      ['file', true, 'logo@x'],
      ['item', false, undefined],
      ['item', false, undefined],
      ['cloud', false, undefined],
      ['item', false, undefined],
    ]);
    const [pdf, , mail, meeting, cloud, unknown] = attachments.map(({ content }) => content);
    expect(await textOf((await pdf?.()) as Blob)).toBe('pdf');
    const eml = (await mail?.()) as Blob;
    expect([eml.type, await textOf(eml)]).toEqual(['message/rfc822', 'Subject: Å']);
    expect((await meeting?.())?.type).toContain('text/calendar');
    await expect(cloud?.()).rejects.toMatchObject({ code: 'unsupported' });
    await expect(unknown?.()).rejects.toMatchObject({ code: 'unsupported' });
  });

  it('says that an attached item that Outlook on the web never gives cannot be read', async () => {
    const draft = newDraft({
      attachments: [file('c', 'mejl', { attachmentType: 'item' })],
      errors: { content: { code: 9020 } },
    });
    const { attachments } = await make(draft).read();
    await expect(attachments[0]?.content()).rejects.toMatchObject({ code: 'unsupported' });
  });

  it('finds a file again whose id changed when the draft was saved', async () => {
    const draft = newDraft({
      attachments: [file('addinId1', 'a.txt')],
      contents: { AAMk1: { format: 'base64', content: btoa('abc') } },
    });
    const { attachments } = await make(draft).read();
    draft.attachments = [file('AAMk1', 'a.txt')];
    draft.errors = {
      get content() {
        return draft.calls.at(-1)?.[1] === 'addinId1' ? { code: 9003 } : undefined;
      },
    };
    expect(await textOf((await attachments[0]?.content()) as Blob)).toBe('abc');
  });

  it('marks the draft in the window’s data and in its header, and reads the window’s first', async () => {
    const draft = newDraft();
    const item = make(draft);
    await item.setMark({ state: 'encrypted', messageId: 'm1' });
    expect([draft.sessionData.sefos, draft.headers['x-sefos-draft']]).toEqual(['encrypted m1', 'encrypted m1']);
    draft.headers['x-sefos-draft'] = 'sending';
    expect(await item.mark()).toEqual({ state: 'encrypted', messageId: 'm1' });
    draft.sessionData = {};
    expect(await item.mark()).toEqual({ state: 'sending', messageId: undefined });
    draft.errors = { 'session.get': { code: 9020 }, 'headers.get': { code: 9020 } };
    expect(await item.mark()).toBeUndefined();
  });

  it('says so when a mark could not be written', async () => {
    const draft = newDraft({ errors: { 'headers.set': { code: 9020 } } });
    await expect(make(draft).setMark({ state: 'sending', messageId: undefined })).rejects.toMatchObject({
      code: 'failed',
    });
  });

  it('takes the mark away from both places, also where the host does not remove a key', async () => {
    const headers = { 'x-sefos-draft': 'sending', 'x-other': 'kept' };
    for (const errors of [{}, { 'session.remove': { code: 9050 } }]) {
      const draft = newDraft({ sessionData: { sefos: 'sending' }, headers: { ...headers }, errors });
      await make(draft).clearMark();
      expect(await make(draft).mark()).toBeUndefined();
      expect([draft.sessionData.sefos ?? '', draft.headers]).toEqual(['', { 'x-other': 'kept' }]);
    }
    const appointment = newDraft({ sessionData: { sefos: 'sending' } });
    await make(appointment, 16, 'appointment').clearMark();
    expect(await make(appointment, 16, 'appointment').mark()).toBeUndefined();
  });

  it.each(['session.set', 'headers.remove'])('says so when a mark could not be taken away (%s)', async (method) => {
    const draft = newDraft({ sessionData: { sefos: 'sending' }, errors: { [method]: { code: 9020 } } });
    await expect(make(draft).clearMark()).rejects.toMatchObject({ code: 'failed' });
  });

  it('sets subject and body, as text where the mail has no formatting', async () => {
    const draft = newDraft();
    await make(draft).setSubject('Nytt');
    await make(draft).setBody('<p>Nytt</p>');
    expect(draft).toMatchObject({ subject: 'Nytt', body: '<p>Nytt</p>' });
    draft.bodyType = 'text';
    await make(draft).setBody('<p>Se <a href="https://s.example/o/1">länken</a></p>');
    expect(draft.body).toBe('Se länken https://s.example/o/1');
    expect(draft.calls.at(-1)?.[2]).toEqual({ coercionType: 'text' });
  });

  it('saves, sends, discards and removes as Office.js does', async () => {
    const draft = newDraft({ attachments: [file('a', 'a.txt')] });
    const item = make(draft);
    expect(await item.save()).toBe('AAMk/draft+1=');
    expect(item.restId('AAMk/draft+1=')).toBe('AAMk-draft_1=');
    await item.setHeaders({ 'x-sefos-message': 'm1' });
    await item.removeAttachment('a');
    await item.send();
    await item.discard();
    expect(draft.headers['x-sefos-message']).toBe('m1');
    expect(draft.calls.slice(-3)).toEqual([['remove', 'a'], ['send'], ['close', { discardItem: true }]]);
  });

  it('takes every recipient out of a mail, and leaves an appointment its guests', async () => {
    const bo = { emailAddress: 'bo@example.se', displayName: 'Bo', recipientType: 'user' };
    const draft = newDraft({ cc: [bo], bcc: [bo] });
    await make(draft).clearRecipients();
    expect([draft.to, draft.cc, draft.bcc]).toEqual([[], [], []]);
    const invitation = newDraft();
    await expect(make(invitation, 16, 'appointment').clearRecipients()).rejects.toMatchObject({ code: 'unsupported' });
    expect(invitation.to).toHaveLength(1);
  });

  it.each([
    [5, { attachments: false, headers: false, send: false, close: false }],
    [8, { attachments: true, headers: true, send: false, close: false }],
    [14, { attachments: true, headers: true, send: false, close: true }],
    [15, { attachments: true, headers: true, send: true, close: true }],
  ])('can what requirement set 1.%i gives', (ceiling, abilities) => {
    expect(make(newDraft(), ceiling).abilities).toEqual(abilities);
  });

  it('reads an appointment’s guests, and neither sends nor closes it', async () => {
    const draft = newDraft({ cc: [{ emailAddress: 'bo@example.se', displayName: 'Bo', recipientType: 'user' }] });
    const item = make(draft, 16, 'appointment');
    expect(item.surface).toBe('appointment');
    expect(item.abilities).toEqual({ attachments: true, headers: false, send: false, close: false });
    expect(await item.read()).toMatchObject({
      to: [{ displayName: 'Anna' }],
      copy: [{ displayName: 'Bo' }],
      blindCopy: [],
    });
    await item.setMark({ state: 'harmless', messageId: 'm1' });
    expect(draft.sessionData.sefos).toBe('harmless m1');
    await expect(item.send()).rejects.toMatchObject({ code: 'unsupported' });
    await expect(item.setHeaders({})).rejects.toMatchObject({ code: 'unsupported' });
  });

  it('tells offline from failed, and quotes nothing of the mail', async () => {
    const draft = newDraft({
      errors: { save: { code: 9021, name: 'SaveError' }, 'subject.get': { code: 9020, name: 'X' } },
    });
    await expect(make(draft).save()).rejects.toMatchObject({ code: 'offline' });
    await expect(make(draft).read()).rejects.toMatchObject({ code: 'failed', message: 'Office.js: 9020' });
  });

  it('waits no longer than half a minute for an answer, and does not claim that it failed', async () => {
    jest.useFakeTimers();
    const saving = make(newDraft({ silent: ['save'] }))
      .save()
      .catch((error: unknown) => error);
    await jest.advanceTimersByTimeAsync(29_999);
    let answered = false;
    void saving.then(() => {
      answered = true;
    });
    await Promise.resolve();
    expect(answered).toBe(false);
    await jest.advanceTimersByTimeAsync(1);
    expect(isHostError(await saving, 'timeout')).toBe(true);
  });
});
