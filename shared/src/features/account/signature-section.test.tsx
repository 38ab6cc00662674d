import { describe, expect, it } from '@jest/globals';
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { LIMITS } from '../../domain/limits.ts';
import { fakeApi, renderStaff } from '../../testing/render-staff.tsx';
import { AccountWords } from './account-words.tsx';
import { type BodyEditor, SignatureSection } from './signature-section.tsx';

const PATH = '/mailboxes/:id/signature';
const Plain: BodyEditor = ({ label, html, onHtml, refusal }) => (
  <label>
    {label}
    <textarea value={html} onChange={(event) => onHtml(event.target.value)} />
    {refusal}
  </label>
);
const mailbox = (id: string, name: string) => ({
  id,
  kind: 'personal',
  name,
  address: 'a@example.org',
  unread: 0,
  delegatedUntil: null,
});
const show = async (saved: object, mailboxes = [mailbox('mailbox-1', 'Hanna')]) => {
  const api = fakeApi({
    '/mailboxes': mailboxes,
    [PATH]: ({ input }: { input: { body?: unknown } }) => input.body ?? saved,
  });
  await renderStaff(
    <AccountWords>
      <SignatureSection Editor={Plain} />
    </AccountWords>,
    { api },
  );
  return api;
};

describe('Signatur', () => {
  it('is off until somebody writes one, shows how it looks, and is saved as written', async () => {
    const api = await show({ enabled: false, bodyHtml: '' });
    const field = await screen.findByLabelText('Din signatur');
    expect(screen.getByRole('switch', { name: 'Använd signaturen' })).toHaveProperty('checked', false);
    fireEvent.change(field, { target: { value: '<p>Hanna</p>' } });
    expect(screen.getByRole('switch', { name: 'Använd signaturen' })).toHaveProperty('checked', true);
    await screen.findByRole('group', { name: 'Så ser den ut' });
    fireEvent.click(screen.getByRole('button', { name: 'Spara signaturen' }));
    await waitFor(() =>
      expect(api.calls.at(-1)?.input).toEqual({
        params: { id: 'mailbox-1' },
        body: { enabled: true, bodyHtml: '<p>Hanna</p>' },
      }),
    );
  });

  it('stays off where that was chosen', async () => {
    const api = await show({ enabled: false, bodyHtml: '<p>Hanna</p>' });
    const field = await screen.findByLabelText('Din signatur');
    fireEvent.change(field, { target: { value: '<p>Hanna H</p>' } });
    fireEvent.click(screen.getByRole('button', { name: 'Spara signaturen' }));
    await waitFor(() => expect(api.calls.at(-1)?.input.body).toEqual({ enabled: false, bodyHtml: '<p>Hanna H</p>' }));
  });

  it('says how much is too long before it is sent', async () => {
    const api = await show({ enabled: true, bodyHtml: '' });
    const field = await screen.findByLabelText('Din signatur');
    fireEvent.change(field, { target: { value: 'a'.repeat(LIMITS.signatureHtmlCharacters + 2) } });
    await screen.findByText(/2 tecken för lång/);
    fireEvent.click(screen.getByRole('button', { name: 'Spara signaturen' }));
    expect(api.calls.some(({ input }) => input.body !== undefined)).toBe(false);
    fireEvent.change(field, { target: { value: 'a'.repeat(LIMITS.signatureHtmlCharacters) } });
    expect(screen.queryByText(/för lång/)).toBeNull();
  });

  it('is chosen by mailbox where somebody has several', async () => {
    const api = await show({ enabled: true, bodyHtml: '<p>x</p>' }, [
      mailbox('mailbox-1', 'Hanna'),
      mailbox('mailbox-2', 'Bygglov'),
    ]);
    fireEvent.change(await screen.findByRole('combobox', { name: 'Brevlåda' }), { target: { value: 'mailbox-2' } });
    await waitFor(() => expect(api.calls.at(-1)?.input.params).toEqual({ id: 'mailbox-2' }));
  });
});
