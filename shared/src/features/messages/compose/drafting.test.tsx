import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { act, cleanup, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Link, Route, Routes, useLocation } from 'react-router';
import type { ApiClient } from '../../../api/client.ts';
import { networkProblem } from '../../../api/problem-error.ts';
import type { DraftContent, SaveDraft } from '../../../contract/drafts.ts';
import { fakeApi, problem, renderStaff } from '../../../testing/render-staff.tsx';
import { forgetDrafts, hasUnsent } from './draft-registry.ts';

// The editor is another subject, and jsdom cannot lay it out.
jest.unstable_mockModule('./rich-editor.tsx', () => ({ RichEditor: () => null }));
const { ComposeScreen } = await import('./compose-screen.tsx');
const { useDraftGuard } = await import('./use-draft-guard.ts');

const contentOf = (id: string, part: Partial<DraftContent> = {}): DraftContent => ({
  ...{ id, revision: 3, savedAt: '2026-11-22T08:00:00.000Z', recipients: [], subject: '', bodyHtml: '' },
  ...{ assuranceLevel: null, replyAllowed: true, validUntil: '', inReplyTo: null, uploads: [] },
  ...part,
});

/** A server that keeps drafts by revision, as the contract says. */
function draftServer() {
  const kept = new Map<string, DraftContent>();
  const heard: string[] = [];
  const state = { away: false };
  const save = (id: string, { revision, uploadIds, ...written }: SaveDraft) => {
    if ((kept.get(id)?.revision ?? 0) !== revision) throw problem('draft-changed');
    kept.set(id, contentOf(id, { ...written, revision: revision + 1 }));
    return { revision: revision + 1, savedAt: '2026-11-22T08:00:00.000Z' };
  };
  const answer = (method: string, id: string, body: unknown): unknown => {
    if (state.away) throw networkProblem();
    heard.push(method);
    if (method === 'PUT') return save(id, body as SaveDraft);
    const content = kept.get(id);
    if (!content) throw problem('not-found');
    if (method === 'DELETE') kept.delete(id);
    return content;
  };
  const others = fakeApi({
    '/recipients/resolve': ({ input }: { input: { body?: unknown } }) =>
      (input.body as { addresses: string[] }).addresses.map((address) => ({
        ...{ input: address, address, kind: 'internal', name: 'Kalle', organisation: null },
      })),
    '/mailboxes/:id/recipients/suggest': [],
    '/mailboxes/:id/signature': { enabled: false, bodyHtml: '' },
  });
  const api: ApiClient = {
    ...others,
    call: async (route, input) => {
      const { draftId } = (input as { params?: { draftId?: string } }).params ?? {};
      if (draftId === undefined) return others.call(route, input);
      return answer(route.method, draftId, (input as { body?: unknown }).body) as never;
    },
  };
  return { api, kept, heard, state };
}

function Screens() {
  useDraftGuard();
  const { pathname, search } = useLocation();
  return (
    <>
      <Routes>
        <Route path="/compose" element={<ComposeScreen />} />
        <Route path="*" element={<p>Elsewhere</p>} />
      </Routes>
      <output>{pathname + search}</output>
      <Link to="/compose">Compose</Link>
      <Link to="/compose?draft=d-1">Saved</Link>
      <Link to="/elsewhere">Leave</Link>
    </>
  );
}

async function show(at: 'Compose' | 'Saved', server = draftServer()) {
  await renderStaff(<Screens />, { api: server.api });
  const user = userEvent.setup();
  const go = (name: string) => user.click(screen.getByRole('link', { name }));
  await go(at);
  return { server, user, go };
}

const subject = () => screen.findByRole<HTMLInputElement>('textbox', { name: 'Ämne' });
const address = () => document.querySelector('output')?.textContent;
const status = () => document.querySelector('[data-save]')?.textContent;
const hide = () =>
  act(async () => {
    Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
    Object.defineProperty(document, 'visibilityState', { value: 'visible', configurable: true });
  });
const asksBeforeClosing = () => {
  const closing = new Event('beforeunload', { cancelable: true });
  window.dispatchEvent(closing);
  return closing.defaultPrevented;
};

afterEach(() => {
  cleanup();
  forgetDrafts();
});

describe('what is being written', () => {
  it('is saved at once when the page goes out of sight; the address tells which draft it is and nothing of it', async () => {
    const { server, user } = await show('Compose');
    await user.type(await subject(), 'Hemligt');
    expect(status()).toBe('Sparas …');
    await hide();
    await waitFor(() => expect(status()).toBe('Utkast sparat'));
    const [id] = [...server.kept.keys()];
    expect(server.kept.get(id ?? '')?.subject).toBe('Hemligt');
    expect(address()).toBe(`/compose?draft=${id}`);
    // The fields are still the same ones.
    expect((await subject()).value).toBe('Hemligt');
    expect(server.heard).toEqual(['PUT']);
  });

  it('is saved when the composer is left; the next message begins empty and makes no draft of its own', async () => {
    const { server, user, go } = await show('Compose');
    await user.type(await subject(), 'Första');
    await go('Leave');
    await waitFor(() => expect(server.kept.size).toBe(1));
    await waitFor(() => expect(hasUnsent()).toBe(false));
    await go('Compose');
    expect((await subject()).value).toBe('');
    await go('Leave');
    expect(server.kept.size).toBe(1);
  });

  it('is there again when it is opened, with everything that was chosen', async () => {
    const server = draftServer();
    server.kept.set(
      'd-1',
      contentOf('d-1', {
        recipients: [{ kind: 'to', address: 'kalle@x.example', name: 'Kalle' }],
        subject: 'Från förr',
        inReplyTo: 'm-1',
      }),
    );
    await show('Saved', server);
    expect((await subject()).value).toBe('Från förr');
    expect(screen.getByRole('heading', { level: 1 }).textContent).toContain('Svara');
    await waitFor(() => expect(screen.getByTitle(/Kollega/)).toBeTruthy());
    expect([status(), hasUnsent(), asksBeforeClosing()]).toEqual(['Utkast sparat', false, false]);
  });

  it('is tried again when the line is lost; only so long closing the page is asked about', async () => {
    const { server, user } = await show('Compose');
    server.state.away = true;
    await user.type(await subject(), 'A');
    await hide();
    await waitFor(() => expect(status()).toBe('Kunde inte spara, försöker igen'));
    expect(asksBeforeClosing()).toBe(true);
    server.state.away = false;
    await act(async () => window.dispatchEvent(new Event('online')));
    await waitFor(() => expect(status()).toBe('Utkast sparat'));
    expect(asksBeforeClosing()).toBe(false);
  });

  it('is not written over what another page saved: that can be shown', async () => {
    const server = draftServer();
    server.kept.set('d-1', contentOf('d-1', { subject: 'Ett' }));
    const { user } = await show('Saved', server);
    await user.type(await subject(), ' här');
    server.kept.set('d-1', contentOf('d-1', { subject: 'Ett där', revision: 4 }));
    await hide();
    const warning = (await screen.findByText('Utkastet har ändrats på ett annat ställe.')).closest('[role=alert]');
    await user.click(within(warning as HTMLElement).getByRole('button', { name: 'Visa det andra' }));
    await waitFor(async () => expect((await subject()).value).toBe('Ett där'));
    expect(screen.queryByText('Utkastet har ändrats på ett annat ställe.')).toBeNull();
    expect(server.kept.get('d-1')?.subject).toBe('Ett där');
  });

  it('is not written over what another page saved: this can be kept as a draft of its own', async () => {
    const server = draftServer();
    server.kept.set('d-1', contentOf('d-1', { subject: 'Ett' }));
    const { user } = await show('Saved', server);
    await user.type(await subject(), ' här');
    server.kept.set('d-1', contentOf('d-1', { subject: 'Ett där', revision: 4 }));
    await hide();
    await user.click(await screen.findByRole('button', { name: 'Behåll det här som ett nytt utkast' }));
    await waitFor(() => expect(status()).toBe('Utkast sparat'));
    expect([...server.kept.values()].map((draft) => draft.subject)).toEqual(['Ett där', 'Ett här']);
    await waitFor(() => expect(address()).toBe(`/compose?draft=${[...server.kept.keys()][1]}`));
    expect((await subject()).value).toBe('Ett här');
  });

  it('has its files again: whole ones as they were, half ones ask for the file', async () => {
    const server = draftServer();
    const uploads = [
      { id: 'u-1', name: 'klar.pdf', sizeBytes: 100, offsetBytes: 100, complete: true },
      { id: 'u-2', name: 'halv.pdf', sizeBytes: 100, offsetBytes: 40, complete: false },
    ];
    server.kept.set('d-1', contentOf('d-1', { uploads }));
    await show('Saved', server);
    const [whole, half] = await screen.findAllByRole('listitem');
    expect(whole?.textContent).toContain('Klar');
    expect(half?.textContent).toContain('40 % är uppladdat. Välj samma fil igen, så fortsätter den där den slutade.');
    expect(within(half as HTMLElement).getByRole('button', { name: 'Ta bort' })).toBeTruthy();
    expect(asksBeforeClosing()).toBe(false);
  });

  it('is thrown away after a question', async () => {
    const server = draftServer();
    server.kept.set('d-1', contentOf('d-1', { subject: 'Bort' }));
    const { user } = await show('Saved', server);
    await user.click(await screen.findByRole('button', { name: 'Kasta' }));
    const dialog = await screen.findByRole('alertdialog', { name: 'Kasta utkastet?' });
    expect(server.kept.size).toBe(1);
    await user.click(within(dialog).getByRole('button', { name: 'Kasta' }));
    await screen.findByText('Elsewhere');
    expect([server.kept.size, hasUnsent()]).toEqual([0, false]);
  });

  it('goes away when it was emptied and left', async () => {
    const server = draftServer();
    server.kept.set('d-1', contentOf('d-1', { subject: 'B' }));
    const { user, go } = await show('Saved', server);
    await user.clear(await subject());
    await go('Leave');
    await waitFor(() => expect(server.kept.size).toBe(0));
  });

  it('that is no longer there says so', async () => {
    await show('Saved');
    expect(await screen.findByRole('heading', { name: 'Utkastet finns inte kvar' })).toBeTruthy();
  });
});
