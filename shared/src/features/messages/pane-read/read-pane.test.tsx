import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { act, cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { networkProblem } from '../../../api/problem-error.ts';
import { StepUpContext } from '../../../api/step-up.ts';
import type { MessageContent, MessageHead, Timeline } from '../../../contract/messages.ts';
import type { Host } from '../../../host/host.port.ts';
import { HostError } from '../../../host/host.port.ts';
import type { HostSelection } from '../../../host/read-item.port.ts';
import { type Call, fakeApi, problem, renderStaff } from '../../../testing/render-staff.tsx';
import { forgetDrafts } from '../compose/draft-registry.ts';
import { messageKeys } from '../message-keys.ts';
import { ReadPane } from './read-pane.tsx';
import { fakeReadItems, mailOf, oneMail } from './testing/fake-read-items.ts';

const A = '01890a5d-ac96-774b-bcce-b302099a8057';
const B = '01890a5d-ac96-774b-bcce-b302099a8058';

const headOf = (id: string, more: Partial<MessageHead> = {}): MessageHead => ({
  id,
  role: 'recipient',
  inReplyTo: null,
  from: { name: `Anna ${id.slice(-1)}`, address: `anna${id.slice(-1)}@lillkommun.example` },
  recipients: [
    {
      id: `r-${id}`,
      kind: 'to',
      address: 'handlaggare@storkommun.example',
      name: 'Hanna Handläggare',
      addressKind: 'internal',
      status: null,
      method: null,
      recallable: false,
    },
  ],
  assuranceLevel: 2,
  replyAllowed: true,
  at: '2026-11-21T12:00:00.000Z',
  attachmentCount: 0,
  validUntil: null,
  maxDownloads: null,
  stepUpNeeded: false,
  unavailable: null,
  ...more,
});
const contentOf = (id: string, more: Partial<MessageContent> = {}): MessageContent => ({
  subject: `Beslut ${id.slice(-1)}`,
  bodyHtml: `<p>Text ${id.slice(-1)}</p>`,
  attachments: [],
  ...more,
});
const idOf = ({ input }: Call) => (input.params as { readonly id: string }).id;

interface Setup {
  readonly heads?: Readonly<Record<string, MessageHead | Error>>;
  readonly answers?: Record<string, unknown>;
  readonly first?: HostSelection;
  readonly hostParts?: Partial<Host>;
  readonly stepUp?: () => Promise<boolean>;
}

async function start({ heads = {}, answers = {}, first = mailOf(A), hostParts = {}, stepUp }: Setup = {}) {
  const items = fakeReadItems(first);
  const all: Record<string, unknown> = {
    '/messages/:id': (call: Call) => {
      const head = heads[idOf(call)] ?? headOf(idOf(call));
      if (head instanceof Error) throw head;
      return head;
    },
    '/messages/:id/open': (call: Call) => contentOf(idOf(call)),
    '/recipients/resolve': (call: Call) => {
      const { addresses } = call.input.body as { readonly addresses: readonly string[] };
      return addresses.map((input) => ({ input, address: input, kind: 'internal', name: '', organisation: null }));
    },
    '/messages': { id: 'new', at: '2026-11-21T12:00:00.000Z' },
    ...answers,
  };
  const api = fakeApi(all);
  const onSwitchAccount = jest.fn();
  const pane = <ReadPane onSwitchAccount={onSwitchAccount} />;
  const view = await act(async () =>
    renderStaff(stepUp ? <StepUpContext.Provider value={stepUp}>{pane}</StepUpContext.Provider> : pane, {
      api,
      hostParts: { readItems: items, ...hostParts },
    }),
  );
  const select = (selection: HostSelection) => act(async () => items.select(selection));
  const callsOf = (path: string) => api.calls.filter((call) => call.path === path);
  return { ...view, api, answers: all, items, select, callsOf, onSwitchAccount };
}

const heading = (name: string | RegExp) => screen.findByRole('heading', { level: 1, name });
const button = (name: string | RegExp) => screen.findByRole('button', { name });
const press = async (name: string | RegExp) => userEvent.click(await button(name));
const type = (text: string) =>
  fireEvent.change(screen.getByRole('textbox', { name: 'Ditt svar' }), { target: { value: text } });

afterEach(() => {
  cleanup();
  forgetDrafts();
});

describe('what is selected', () => {
  it('says what to do when nothing or several mails are selected, politely', async () => {
    const { select } = await start({ first: { kind: 'none' } });
    await heading('Välj ett mejl');
    expect(document.title).toBe('Välj ett mejl – SEFOS');
    await select({ kind: 'several', count: 3 });
    const title = await heading('Du har markerat 3 mejl');
    expect(document.title).toBe('Du har markerat 3 mejl – SEFOS');
    expect(screen.getByRole('status').textContent).toContain('Du har markerat 3 mejl');
    expect(document.activeElement).not.toBe(title);
  });

  it('says that an ordinary mail is one, and leads to the web', async () => {
    const { host } = await start({ first: oneMail('plain') });
    await heading('Det här är ett vanligt mejl');
    expect(document.title).toBe('Det här är ett vanligt mejl – SEFOS');
    expect(screen.getByText(/”Kryptera meddelande” finns när du skriver ett nytt mejl/)).not.toBeNull();
    await press('Öppna SEFOS i webben');
    expect(host.opened).toEqual([`${window.location.origin}/`]);
  });

  it('opens a personal link in the browser, and never sends it to us', async () => {
    const link = `${window.location.origin}/m/${B}#secret-token`;
    const { host, api } = await start({ first: oneMail('m', { bodyHtml: async () => `<a href="${link}">x</a>` }) });
    await heading('Länken är till en person utan konto');
    expect(document.body.textContent).not.toContain('secret-token');
    await press('Öppna i webbläsaren');
    expect(host.opened).toEqual([link]);
    expect(JSON.stringify(api.calls)).not.toContain('secret-token');
  });

  it('never guesses between several messages', async () => {
    const links = [A, B].map((id) => `<a href="${window.location.origin}/o/${id}">x</a>`).join('');
    const { callsOf } = await start({ first: oneMail('two', { bodyHtml: async () => links }) });
    await heading('Mejlet hör till flera meddelanden');
    expect(callsOf('/messages/:id')).toEqual([]);
  });

  it('finds the message by its link when headers cannot be read', async () => {
    await start({
      first: oneMail('linked', {
        headers: async () => Promise.reject(new HostError('failed', 'Office.js: 9020')),
        bodyHtml: async () => `<a href="${window.location.origin}/o/${A}#t">Öppna</a>`,
      }),
    });
    await heading('Säkert meddelande från Anna 7');
  });

  it.each([
    ['offline', 'Outlook har ingen anslutning just nu. Försök igen när du är uppkopplad.'],
    ['failed', 'Outlook svarade inte. Försök igen.'],
  ] as const)('says that the mail could not be read (%s), and tries again', async (code, text) => {
    let broken = true;
    const headers = async () => {
      if (broken) throw new HostError(code, 'Office.js: 1');
      return new Map([['x-sefos-message', A]]);
    };
    await start({ first: oneMail('a', { headers }) });
    expect((await screen.findByRole('alert')).textContent).toContain(text);
    broken = false;
    await press('Försök igen');
    await heading('Säkert meddelande från Anna 7');
  });

  it('never shows a slow answer about a mail that is no longer selected', async () => {
    let answer: (headers: ReadonlyMap<string, string>) => void = () => undefined;
    const slow = oneMail('slow', {
      headers: () =>
        new Promise((resolve) => {
          answer = resolve;
        }),
    });
    const { select, callsOf } = await start({ first: slow });
    await select(mailOf(B));
    await heading('Säkert meddelande från Anna 8');
    await act(async () => answer(new Map([['x-sefos-message', A]])));
    await heading('Säkert meddelande från Anna 8');
    expect(callsOf('/messages/:id').map(idOf)).toEqual([B]);
  });

  it('never shows a slow message of the former selection', async () => {
    let answerHead: (head: MessageHead) => void = () => undefined;
    const slowHead = new Promise<MessageHead>((resolve) => {
      answerHead = resolve;
    });
    const { select } = await start({
      answers: { '/messages/:id': (call: Call) => (idOf(call) === A ? slowHead : headOf(B)) },
    });
    await select(mailOf(B));
    await heading('Säkert meddelande från Anna 8');
    await act(async () => answerHead(headOf(A)));
    expect(screen.queryByText(/Anna 7/)).toBeNull();
  });

  it('follows the server live while it is open', async () => {
    const api = fakeApi({});
    const paths: string[] = [];
    const fetch = async (path: string) => {
      paths.push(path);
      return new Promise<never>(() => undefined);
    };
    await renderStaff(<ReadPane onSwitchAccount={() => undefined} />, { api: { ...api, fetch } });
    await waitFor(() => expect(paths).toEqual(['/events']));
  });
});

describe('opening', () => {
  it('shows from whom, to whom, when and at which level, and opens nothing before the click', async () => {
    const { callsOf } = await start();
    await heading('Säkert meddelande från Anna 7');
    expect(document.body.textContent).toContain('Anna 7 (anna7@lillkommun.example)');
    const level = screen.getAllByRole('term').find(({ textContent }) => textContent === 'Tillitsnivå');
    expect(level?.nextElementSibling?.textContent).toBe('LoA2');
    expect(level?.hidden).toBe(false);
    expect(callsOf('/messages/:id/open')).toEqual([]);
    // Neither subject nor name: titles stand in the browser's history.
    expect(document.title).toBe('Säkert meddelande – SEFOS');
    await press('Öppna meddelande');
    const title = await heading('Beslut 7');
    expect(document.title).toBe('Öppet meddelande – SEFOS');
    await screen.findByText('Text 7');
    expect(callsOf('/messages/:id/open')).toHaveLength(1);
    expect(document.activeElement).toBe(title);
  });

  it('takes a click again for each selected mail, and never opens twice for one click', async () => {
    const { select, callsOf } = await start();
    await press('Öppna meddelande');
    await heading('Beslut 7');
    await select(mailOf(B));
    await heading('Säkert meddelande från Anna 8');
    expect(screen.queryByText('Text 7')).toBeNull();
    await select(mailOf(A));
    await button('Öppna meddelande');
    expect(screen.queryByText('Text 7')).toBeNull();
    expect(callsOf('/messages/:id/open').map(idOf)).toEqual([A]);
  });

  it('asks for the level first, and opens when it is reached', async () => {
    const heads = { [A]: headOf(A, { stepUpNeeded: true, assuranceLevel: 3 }) };
    let reach = false;
    const { callsOf } = await start({
      heads,
      stepUp: async () => {
        if (reach) heads[A] = headOf(A, { assuranceLevel: 3 });
        return reach;
      },
    });
    expect(await screen.findByText('Meddelandet kräver LoA3')).not.toBeNull();
    await press('Öppna meddelande');
    expect(callsOf('/messages/:id/open')).toEqual([]);
    reach = true;
    await press('Öppna meddelande');
    await heading('Beslut 7');
  });

  it('asks for the level when only the server knew that it is needed', async () => {
    const answers: Record<string, unknown> = { '/messages/:id/open': problem('step-up-required') };
    const { answers: all } = await start({
      answers,
      stepUp: async () => {
        all['/messages/:id/open'] = contentOf(A);
        return true;
      },
    });
    await press('Öppna meddelande');
    await screen.findByRole('alert');
    await press('Försök igen');
    await heading('Beslut 7');
  });

  it.each([
    ['recalled', 'Avsändaren har återkallat meddelandet'],
    ['expired', 'Tiden för meddelandet har gått ut'],
    ['purged', 'Meddelandet är gallrat'],
  ] as const)('says that a message is %s and offers no opening', async (unavailable, text) => {
    await start({ heads: { [A]: headOf(A, { unavailable }) } });
    expect(await screen.findByText(new RegExp(text))).not.toBeNull();
    expect(screen.queryByRole('button', { name: 'Öppna meddelande' })).toBeNull();
  });

  it('takes the text away when the message is recalled while it is read', async () => {
    const heads: Record<string, MessageHead> = {};
    const { queryClient } = await start({ heads });
    await press('Öppna meddelande');
    await screen.findByText('Text 7');
    heads[A] = headOf(A, { unavailable: 'recalled' });
    await act(async () => queryClient.invalidateQueries({ queryKey: messageKeys.head(A) }));
    await screen.findByText(/återkallat meddelandet/);
    expect(screen.queryByText('Text 7')).toBeNull();
  });

  it("names the account when the message is somebody else's, and lets the person switch", async () => {
    const { onSwitchAccount } = await start({ heads: { [A]: problem('not-found') } });
    await heading('Du kan inte öppna meddelandet');
    expect(document.body.textContent).toContain('som du är inloggad med: handlaggare@storkommun.example.');
    await press('Byt konto');
    expect(onSwitchAccount).toHaveBeenCalledTimes(1);
  });

  it.each(['/messages/:id', '/messages/:id/open'])('tries again after a network error of %s', async (path) => {
    const { answers } = await start({ answers: { [path]: networkProblem() } });
    if (path.endsWith('open')) await press('Öppna meddelande');
    await screen.findByRole('alert');
    answers[path] = (call: Call) => (path.endsWith('open') ? contentOf(idOf(call)) : headOf(idOf(call)));
    await press('Försök igen');
    await heading(path.endsWith('open') ? 'Beslut 7' : 'Säkert meddelande från Anna 7');
  });
});

describe('files', () => {
  const attachments = [
    { id: 'f1', name: 'beslut.pdf', sizeBytes: 1000, mediaType: 'application/pdf' },
  ] as unknown as MessageContent['attachments'];
  const withFile = { '/messages/:id/open': contentOf(A, { attachments }) };

  it('are downloaded in the pane where the host can', async () => {
    const { host } = await start({
      answers: {
        ...withFile,
        '/messages/:id/downloads': { url: '/api/v1/downloads/d', fileName: 'beslut.pdf', ticket: 'ticket' },
      },
    });
    await press('Öppna meddelande');
    await press('Ladda ner');
    await waitFor(() =>
      expect(host.downloads).toEqual([{ url: '/api/v1/downloads/d', fileName: 'beslut.pdf', ticket: 'ticket' }]),
    );
  });

  it.each([
    ['recipient', 'inbox'],
    ['sender', 'sent'],
  ] as const)('of a %s are reached at the same message in the web where it cannot', async (role, folder) => {
    const { host, callsOf } = await start({
      heads: { [A]: headOf(A, { role }) },
      answers: { ...withFile, '/messages/:id/timeline': [] },
      hostParts: { canDownload: false },
    });
    await press('Öppna meddelande');
    await screen.findByText(/beslut\.pdf/);
    expect(screen.queryByRole('button', { name: 'Ladda ner' })).toBeNull();
    await press('Öppna i webben');
    expect(host.opened).toEqual([`${window.location.origin}/messages/${folder}/${A}`]);
    expect(callsOf('/messages/:id/downloads')).toEqual([]);
  });
});

describe("one's own sent message", () => {
  const recipient = {
    id: 'r1',
    kind: 'to',
    address: 'bo@example.org',
    name: '',
    addressKind: 'external',
    status: 'notified',
    method: 'sms',
    recallable: true,
  } as const;
  const sender = headOf(A, { role: 'sender', recipients: [recipient] });
  const replied = {
    id: 'e1',
    kind: 'replied',
    at: '2026-11-21T13:00:00.000Z',
    method: null,
    attachmentName: null,
    allAttachments: false,
    replyMessageId: B,
  } as const;
  const timeline: Timeline = [{ recipient, events: [replied] }];

  it('shows the status of each recipient without opening it, and recalls', async () => {
    const { callsOf } = await start({
      heads: { [A]: sender },
      answers: { '/messages/:id/timeline': timeline, '/messages/:id/recall': { recalled: ['r1'], alreadyOpened: [] } },
    });
    await heading('Säkert meddelande som du har skickat');
    await button(/^bo/);
    expect(callsOf('/messages/:id/open')).toEqual([]);
    await press('Återkalla');
    const dialog = await screen.findByRole('alertdialog');
    const [, confirm] = [...dialog.querySelectorAll('button')];
    if (!confirm) throw new Error('the dialog asks');
    await userEvent.click(confirm);
    await waitFor(() => expect(callsOf('/messages/:id/recall')[0]?.input.body).toEqual({ recipientIds: null }));
  });

  it('shows an answer on the web, where there is an inbox', async () => {
    const { host } = await start({ heads: { [A]: sender }, answers: { '/messages/:id/timeline': timeline } });
    await press('Visa svar');
    expect(host.opened).toEqual([`${window.location.origin}/messages/inbox/${B}`]);
  });
});

describe('replying', () => {
  const beginReply = async (setup: Setup = {}) => {
    const view = await start(setup);
    await press('Öppna meddelande');
    await press('Svara');
    const field = await screen.findByRole('textbox', { name: 'Ditt svar' });
    return { ...view, field };
  };

  it('sends to the sender at the level of the original, and says so', async () => {
    const { callsOf, field } = await beginReply({ heads: { [A]: headOf(A, { assuranceLevel: 3 }) } });
    expect(document.activeElement).toBe(field);
    expect(document.title).toBe('Svar på meddelandet – SEFOS');
    type('Hej\n<Anna> & "co"');
    await press('Skicka');
    const sent = await screen.findByText('Svaret är skickat.', { selector: 'p' });
    await waitFor(() => expect(document.title).toBe('Svaret är skickat – SEFOS'));
    expect(callsOf('/messages').map(({ input }) => input.body)).toEqual([
      {
        mailboxId: 'mailbox-1',
        recipients: [{ address: 'anna7@lillkommun.example', kind: 'to' }],
        subject: 'Sv: Beslut 7',
        bodyHtml: '<p>Hej</p><p>&lt;Anna&gt; &amp; &quot;co&quot;</p>',
        attachmentIds: [],
        assuranceLevel: 3,
        replyAllowed: true,
        inReplyTo: A,
      },
    ]);
    await waitFor(() => expect(document.activeElement).toBe(sent));
    await press('Skriv ett svar till');
    expect((await screen.findByRole<HTMLTextAreaElement>('textbox', { name: 'Ditt svar' })).value).toBe('');
  });

  it('is not there when the sender takes no replies', async () => {
    await start({ heads: { [A]: headOf(A, { replyAllowed: false }) } });
    await press('Öppna meddelande');
    await screen.findByText('Avsändaren tar inte emot svar på det här meddelandet.');
    expect(screen.queryByRole('button', { name: 'Svara' })).toBeNull();
  });

  it('sends nothing empty', async () => {
    const { callsOf, field } = await beginReply();
    await press('Skicka');
    expect((await screen.findByText('Skriv något eller lägg till en fil.')).textContent).not.toBe('');
    await waitFor(() => expect(document.activeElement).toBe(field));
    type('Hej');
    expect(screen.queryByText('Skriv något eller lägg till en fil.')).toBeNull();
    expect(callsOf('/messages')).toEqual([]);
  });

  it('to somebody without an account goes on in the web', async () => {
    const { host } = await start({ answers: { '/recipients/resolve': [{ kind: 'external' }] } });
    await press('Öppna meddelande');
    await press('Svara');
    await press('Svara i webben');
    expect(host.opened).toEqual([`${window.location.origin}/compose?reply=${A}`]);
  });

  it('keeps what was typed for each message, says so, and leaves the focus alone', async () => {
    const { select } = await beginReply();
    type('Utkast till Anna');
    await select(mailOf(B));
    await heading('Säkert meddelande från Anna 8');
    expect(screen.getByText(/Du har ett påbörjat svar på ett annat mejl/)).not.toBeNull();
    expect(screen.queryByRole('textbox', { name: 'Ditt svar' })).toBeNull();
    await press('Öppna meddelande');
    await press('Svara');
    await screen.findByRole('textbox', { name: 'Ditt svar' });
    type('Utkast till B');
    await select(mailOf(A));
    await heading('Säkert meddelande från Anna 7');
    await screen.findByText('Du har ett påbörjat svar här nedanför.');
    expect(screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Ditt svar' }).value).toBe('Utkast till Anna');
    await select({ kind: 'none' });
    expect(await screen.findByText(/Du har 2 påbörjade svar på andra mejl/)).not.toBeNull();
  });

  it('forgets a reply in which nothing was typed', async () => {
    const { select } = await beginReply();
    await select(mailOf(B));
    await heading('Säkert meddelande från Anna 8');
    expect(screen.queryByText(/påbörjat svar/)).toBeNull();
    await select(mailOf(A));
    await heading('Säkert meddelande från Anna 7');
    expect(screen.queryByRole('textbox', { name: 'Ditt svar' })).toBeNull();
  });

  it('is sent once: tried again after a lost answer, also after another mail was selected, it keeps its key', async () => {
    const { answers, select, callsOf } = await beginReply({ answers: { '/messages': networkProblem() } });
    type('Hej');
    await press('Skicka');
    await screen.findByRole('alert');
    await select(mailOf(B));
    await heading('Säkert meddelande från Anna 8');
    await select(mailOf(A));
    answers['/messages'] = { id: 'new', at: '2026-11-21T12:00:00.000Z' };
    await press('Skicka');
    await screen.findByText('Svaret är skickat.', { selector: 'p' });
    const keys = callsOf('/messages').map(({ input }) => input.idempotencyKey);
    expect(keys).toHaveLength(2);
    expect(new Set(keys).size).toBe(1);
  });

  it('goes on being sent while another mail is selected, without moving the focus there', async () => {
    let finish: (answer: unknown) => void = () => undefined;
    const sending = new Promise((resolve) => {
      finish = resolve;
    });
    const { select, callsOf } = await beginReply({ answers: { '/messages': () => sending } });
    type('Hej');
    await press('Skicka');
    await waitFor(() => expect(callsOf('/messages')).toHaveLength(1));
    await select(mailOf(B));
    await heading('Säkert meddelande från Anna 8');
    // As a browser does when what has the focus is hidden.
    (document.activeElement as HTMLElement | null)?.blur();
    await act(async () => finish({ id: 'new', at: '2026-11-21T12:00:00.000Z' }));
    await waitFor(() => expect(screen.queryByText(/påbörjat svar/)).toBeNull());
    expect(document.activeElement).toBe(document.body);
    await select(mailOf(A));
    await heading('Säkert meddelande från Anna 7');
    expect(screen.queryByText(/påbörjat svar/)).toBeNull();
  });
});
