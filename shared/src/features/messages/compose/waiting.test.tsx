import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { cleanup, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Link, Route, Routes, useLocation } from 'react-router';
import { networkProblem } from '../../../api/problem-error.ts';
import type { DraftContent, DraftRecipient, SaveDraft } from '../../../contract/drafts.ts';
import type { SendMessage } from '../../../contract/messages.ts';
import { type Call, fakeApi, problem, renderStaff } from '../../../testing/render-staff.tsx';
import { forgetDrafts } from './draft-registry.ts';
import { testRules } from './testing/rules.ts';

// The editor is another subject, and jsdom cannot lay it out.
jest.unstable_mockModule('./rich-editor.tsx', () => ({ RichEditor: () => null }));
const { ComposeScreen } = await import('./compose-screen.tsx');
const { DetailsDialog } = await import('./details-dialog.tsx');

const person = (name: string, external: Partial<DraftRecipient['external']> = {}): DraftRecipient => ({
  ...{ kind: 'to', address: `${name.toLowerCase()}@example.org`, name },
  external: { method: 'sms', phone: '', personalNumber: '', language: 'sv', openText: '', later: true, ...external },
});
const contentOf = (part: Partial<DraftContent> = {}): DraftContent => ({
  ...{ id: 'd-1', revision: 3, savedAt: '2026-11-22T08:00:00.000Z', subject: 'Väntar', bodyHtml: '<p>Hej</p>' },
  ...{ recipients: [person('Maja'), person('Olle', { method: 'bankid' })], assuranceLevel: 2, replyAllowed: true },
  ...{ validUntil: '', inReplyTo: null, uploads: [], waiting: true, missingUploads: 0 },
  ...part,
});

/** A server with one draft, and what was said to it. */
function server(content: DraftContent, sending: () => unknown = () => ({ id: 'm-1', at: content.savedAt })) {
  let now = content;
  const saved: SaveDraft[] = [];
  const sent: Call[] = [];
  const api = fakeApi({
    '/mailboxes/:id/drafts/:draftId': ({ input }: Call) => {
      if (!input.body) return now;
      const body = input.body as SaveDraft;
      if (body.revision !== now.revision) throw problem('draft-changed');
      saved.push(body);
      const { uploadIds: _held, ...written } = body;
      now = { ...now, ...written, revision: body.revision + 1 };
      return { revision: now.revision, savedAt: now.savedAt };
    },
    '/recipients/resolve': ({ input }: Call) =>
      (input.body as { addresses: string[] }).addresses.map((address) => ({
        ...{ input: address, address, kind: address.startsWith('kalle') ? 'internal' : 'external' },
        ...{ name: null, organisation: null },
      })),
    '/messages': (call: Call) => {
      sent.push(call);
      return sending();
    },
    '/organisation/message-rules': testRules,
    '/mailboxes/:id/recipients/known': [],
    '/organisation/levels': [1, 2, 3].map((level) => ({
      ...{ level, active: true, description: null, methods: level === 3 ? ['bankid'] : ['sms'] },
    })),
  });
  return { api, saved, sent };
}

const Address = () => <output>{useLocation().pathname}</output>;
const address = () => document.querySelector('output')?.textContent;
const field = (name: RegExp) => screen.findByLabelText<HTMLInputElement>(name);
const press = (name: string) => userEvent.click(screen.getByRole('button', { name, hidden: true }));

async function showDialog(to: ReturnType<typeof server>, keptUntil?: string) {
  const closed: boolean[] = [];
  await renderStaff(
    <>
      <DetailsDialog draftId="d-1" keptUntil={keptUntil} onClose={(saved) => closed.push(saved)} />
      <Address />
    </>,
    { api: to.api },
  );
  return closed;
}

afterEach(() => {
  cleanup();
  forgetDrafts();
});

describe('Lägg till uppgifter', () => {
  it('asks for what each method needs, says what follows, and refuses what is no number', async () => {
    const to = server(contentOf({ recipients: [...contentOf().recipients, person('Kalle')] }));
    await showDialog(to, '2027-02-20T08:00:00.000Z');
    const phone = await field(/^Mobilnummer: maja/);
    await waitFor(() => expect(document.activeElement).toBe(phone));
    expect(await field(/^Personnummer: olle/)).toBeTruthy();
    expect(screen.queryByLabelText(/kalle/)).toBeNull();
    expect(screen.getByText(/När alla uppgifter finns skickas meddelandet\. Utkastet tas bort .*2027/)).toBeTruthy();
    await press('Spara');
    expect(screen.getByText('Fyll i minst en uppgift.')).toBeTruthy();
    expect(document.activeElement).toBe(phone);
    await userEvent.type(phone, '07');
    await press('Spara');
    expect(screen.getByText(/Skriv ett mobilnummer/)).toBeTruthy();
    expect(to.saved).toEqual([]);
  });

  it('saves what is known, and goes on waiting', async () => {
    const to = server(contentOf());
    const closed = await showDialog(to);
    await userEvent.type(await field(/maja/), '070-174 06 05');
    await press('Spara');
    await waitFor(() => expect(closed).toEqual([true]));
    expect(to.saved).toMatchObject([{ revision: 3, waiting: true, subject: 'Väntar' }]);
    const [maja, olle] = to.saved[0]?.recipients ?? [];
    expect(maja?.external).toMatchObject({ phone: '070-174 06 05' });
    expect([maja?.external?.later, olle?.external?.later]).toEqual([undefined, true]);
    expect(to.sent).toEqual([]);
  });

  it('sends the message when the last one is filled in', async () => {
    const to = server(contentOf());
    await showDialog(to);
    await userEvent.type(await field(/maja/), '070-174 06 05');
    await userEvent.type(await field(/olle/), '19121212-1212');
    await press('Spara och skicka');
    await waitFor(() => expect(address()).toBe('/messages/sent'));
    const body = to.sent[0]?.input.body as SendMessage;
    expect(body).toMatchObject({ draftId: 'd-1', draftRevision: 4, subject: 'Väntar', assuranceLevel: 2 });
    expect(body.recipients.map(({ external }) => external)).toMatchObject([
      { method: 'sms', phone: '070-174 06 05' },
      { method: 'bankid', personalNumber: '19121212-1212' },
    ]);
  });

  it('says why it was not sent; what was filled in is kept, and trying again is the same wish', async () => {
    const answers = [problem('recipient-domain-forbidden', { address: 'maja@example.org' }), networkProblem(), null];
    const to = server(contentOf({ recipients: [person('Maja')] }), () => {
      const answer = answers.shift();
      if (answer) throw answer;
      return { id: 'm-1', at: '2026-11-22T08:00:00.000Z' };
    });
    await showDialog(to);
    await userEvent.type(await field(/maja/), '070-174 06 05');
    await press('Spara och skicka');
    await screen.findByText(/Det gäller maja@example\.org\. Meddelandet väntar fortfarande\./);
    await press('Spara och skicka');
    await screen.findByText(/Vi fick inget svar/);
    await press('Spara och skicka');
    await waitFor(() => expect(address()).toBe('/messages/sent'));
    expect(to.saved).toHaveLength(1);
    expect(new Set(to.sent.map(({ input }) => input.idempotencyKey)).size).toBe(1);
  });

  it('sends at once what lacks nothing any more', async () => {
    const to = server(contentOf({ recipients: [person('Kalle')] }));
    await showDialog(to);
    await screen.findByText(/Alla uppgifter finns\./);
    await press('Skicka');
    await waitFor(() => expect(to.sent).toHaveLength(1));
    expect(to.saved).toEqual([]);
  });

  it('sends nothing whose file is gone', async () => {
    await showDialog(server(contentOf({ missingUploads: 1 })));
    await screen.findByText(/En fil finns inte längre kvar/);
    expect(screen.queryByRole('button', { name: /Spara|Skicka/ })).toBeNull();
  });
});

describe('the composer', () => {
  const showComposer = async (to: ReturnType<typeof server>) => {
    await renderStaff(
      <>
        <Routes>
          <Route path="/compose" element={<ComposeScreen />} />
          <Route path="*" element={null} />
        </Routes>
        <Link to="/compose?draft=d-1">Open</Link>
        <Address />
      </>,
      { api: to.api },
    );
    await userEvent.click(screen.getByRole('link', { name: 'Open' }));
    await screen.findByRole('textbox', { name: 'Ämne' });
  };
  const goOn = async (text: RegExp) => {
    await press('Fortsätt');
    await screen.findByText(text);
  };

  it('lays a message in wait whose sender does not have a number yet', async () => {
    const to = server(
      contentOf({ waiting: false, recipients: [person('Maja', { later: false }), person('Kalle', { later: false })] }),
    );
    await showComposer(to);
    await goOn(/Hur säkert/);
    await goOn(/Så identifieras maja/);
    expect(screen.getByRole('button', { name: 'Skicka' })).toBeTruthy();
    await userEvent.type(screen.getByLabelText('Mobilnummer'), '07');
    await userEvent.click(screen.getByRole('checkbox', { name: 'Jag har inte uppgiften än' }));
    expect(screen.queryByLabelText('Mobilnummer')).toBeNull();
    expect(screen.getByText(/Ingen får det förrän du har fyllt i uppgiften om 1 mottagare/)).toBeTruthy();
    await press('Lägg i väntan');
    await waitFor(() => expect(address()).toBe('/messages/drafts'));
    expect(to.saved.at(-1)).toMatchObject({ waiting: true });
    expect(to.saved.at(-1)?.recipients[0]?.external).toMatchObject({ later: true, phone: '' });
    expect(to.sent).toEqual([]);
  });

  it('says that an opened draft waits, until something is changed', async () => {
    const to = server(contentOf());
    await showComposer(to);
    await screen.findByText(/Meddelandet väntar på uppgifter/);
    await press('Lägg till uppgifter');
    expect(await field(/^Mobilnummer: maja/)).toBeTruthy();
    await press('Avbryt');
    await userEvent.type(screen.getByRole('textbox', { name: 'Ämne' }), '!');
    await waitFor(() => expect(screen.queryByText(/Meddelandet väntar på uppgifter/)).toBeNull());
    await waitFor(() => expect(to.saved.at(-1)).toMatchObject({ subject: 'Väntar!' }), { timeout: 3000 });
    expect(to.saved.at(-1)).not.toHaveProperty('waiting');
  });
});
