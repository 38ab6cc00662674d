import { describe, expect, it } from '@jest/globals';
import { makeOutlookHost, type OfficeApi } from './outlook-host.ts';

type Done = (result: { status: string; value?: unknown; error?: { code: number } }) => void;
const gives =
  (value: unknown) =>
  (...parameters: unknown[]) =>
    (parameters.at(-1) as Done)({ status: 'succeeded', value });
const fails =
  (code: number) =>
  (...parameters: unknown[]) =>
    (parameters.at(-1) as Done)({ status: 'failed', error: { code } });

const composed = {
  to: { getAsync: gives([{ emailAddress: 'anna@example.se', displayName: 'Anna' }]) },
  cc: { getAsync: gives([]) },
  subject: { getAsync: gives('Beslut') },
  body: { getAsync: gives('<p>Hej</p>') },
  getAttachmentsAsync: gives([
    { id: 'a', name: 'beslut.pdf', size: 3, isInline: false },
    { id: 'b', name: 'logo.png', size: 9, isInline: true },
  ]),
  getAttachmentContentAsync: (id: string, done: Done) =>
    done({ status: 'succeeded', value: { format: id === 'a' ? 'base64' : 'url', content: btoa('pdf') } }),
};

function fakeOffice(item: unknown, host: unknown = 'Outlook'): OfficeApi {
  return {
    context: { displayLanguage: 'sv-SE', mailbox: { item }, ui: {} },
    auth: { getAccessToken: async () => 'token-1' },
    onReady: async () => ({ host }),
  };
}

// jsdom has no media queries.
const target = Object.assign(window, {
  matchMedia: () => ({ matches: false, addEventListener: () => undefined, removeEventListener: () => undefined }),
});

describe('outlook host', () => {
  it('reads recipients, subject, text and real attachments of the mail that is being written', async () => {
    const host = await makeOutlookHost(fakeOffice(composed), target);
    const mail = await host.composeItem?.read();
    expect(mail).toMatchObject({ subject: 'Beslut', bodyHtml: '<p>Hej</p>', copy: [] });
    expect(mail?.to).toEqual([{ emailAddress: 'anna@example.se', displayName: 'Anna' }]);
    expect(mail?.attachments.map((file) => file.fileName)).toEqual(['beslut.pdf']);
    expect((await mail?.attachments[0]?.content())?.size).toBe(3);
    expect(host.readItem).toBeUndefined();
  });

  it('reads the mail that is open', async () => {
    const host = await makeOutlookHost(fakeOffice({ subject: 'Svar', body: { getAsync: gives('<p>Ja</p>') } }), target);
    expect(await host.readItem?.read()).toEqual({ subject: 'Svar', bodyHtml: '<p>Ja</p>' });
    expect(host.composeItem).toBeUndefined();
  });

  it('says what failed when Outlook refuses', async () => {
    const host = await makeOutlookHost(fakeOffice({ ...composed, subject: { getAsync: fails(9020) } }), target);
    await expect(host.composeItem?.read()).rejects.toMatchObject({ code: 'failed', message: 'Office.js: 9020' });
  });

  it('refuses to start outside Outlook', async () => {
    await expect(makeOutlookHost(fakeOffice(undefined, null), target)).rejects.toMatchObject({ code: 'failed' });
  });

  it('says that the person must sign in when Outlook gives no token silently', async () => {
    const office = { ...fakeOffice(undefined), auth: { getAccessToken: () => Promise.reject(new Error('13001')) } };
    const { identity } = await makeOutlookHost(office, target);
    if (identity.kind !== 'bearer') throw new Error('Outlook identifies by token');
    await expect(identity.token()).rejects.toMatchObject({ code: 'sign-in-required' });
  });
});
