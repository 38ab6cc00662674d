import { describe, expect, it } from '@jest/globals';
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { LIMITS } from '../../domain/limits.ts';
import { fakeApi, renderStaff } from '../../testing/render-staff.tsx';
import { AccountWords } from './account-words.tsx';
import { AutoReplySection, MailboxAutoReplySection } from './auto-reply-section.tsx';
import { startOfDay } from './local-days.ts';

const PATH = '/mailboxes/:id/auto-reply';
const show = async () => {
  const api = fakeApi({
    '/mailboxes': [
      { id: 'mailbox-1', kind: 'personal', name: 'Hanna', address: 'h@x.example', unread: 0, delegatedUntil: null },
      {
        id: 'mailbox-2',
        kind: 'personal',
        name: 'Anna',
        address: 'a@x.example',
        unread: 0,
        delegatedUntil: '2099-01-01',
      },
    ],
    [PATH]: ({ input }: { input: { body?: unknown } }) =>
      input.body ?? { enabled: false, startsAt: null, endsAt: null, text: '', revision: 3 },
  });
  await renderStaff(
    <AccountWords>
      <AutoReplySection />
    </AccountWords>,
    { api },
  );
  await screen.findByRole('switch', { name: 'Jag är borta' });
  return api;
};
const save = () => fireEvent.click(screen.getByRole('button', { name: 'Spara autosvaret' }));
const write = (label: string, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } });

describe('Autosvar', () => {
  it('says what is missing, and is then saved from the first day to the end of the last', async () => {
    const api = await show();
    expect(screen.queryByRole('combobox', { name: 'Brevlåda' })).toBeNull();
    fireEvent.click(screen.getByRole('switch', { name: 'Jag är borta' }));
    write('Från och med', '2098-12-01');
    write('Till och med', '2098-11-30');
    save();
    await screen.findByText('Skriv vad autosvaret ska säga.');
    await screen.findByText(/Välj en sista dag/);
    expect(api.calls.some(({ input }) => input.body !== undefined)).toBe(false);
    write('Till och med', '2098-12-03');
    save();
    expect(document.activeElement).toBe(screen.getByLabelText('Autosvarets text'));
    write('Autosvarets text', 'Jag är borta.');
    save();
    await waitFor(() =>
      expect(api.calls.at(-1)?.input).toEqual({
        params: { id: 'mailbox-1' },
        body: {
          enabled: true,
          startsAt: startOfDay('2098-12-01')?.toISOString(),
          endsAt: startOfDay('2098-12-04')?.toISOString(),
          text: 'Jag är borta.',
          revision: 3,
        },
      }),
    );
  });

  it('may be as long as the limit and no longer', async () => {
    const api = await show();
    write('Autosvarets text', 'a'.repeat(LIMITS.autoReplyCharacters + 1));
    await screen.findByText('Texten är 1 tecken för lång.');
    save();
    expect(api.calls.some(({ input }) => input.body !== undefined)).toBe(false);
    write('Autosvarets text', 'a'.repeat(LIMITS.autoReplyCharacters));
    save();
    await waitFor(() => expect(api.calls.at(-1)?.input.body).toMatchObject({ enabled: false }));
  });

  it('of a function mailbox is on until it is switched off, or in a period', async () => {
    const api = fakeApi({
      [PATH]: ({ input }: { input: { body?: object } }) =>
        input.body ?? { enabled: false, startsAt: null, endsAt: null, text: 'Tack.', revision: 1 },
    });
    await renderStaff(
      <AccountWords>
        <MailboxAutoReplySection mailboxId="mailbox-9" />
      </AccountWords>,
      { api },
    );
    fireEvent.click(await screen.findByRole('switch', { name: 'Svara automatiskt' }));
    expect(screen.queryByLabelText('Från och med')).toBeNull();
    save();
    await waitFor(() =>
      expect(api.calls.at(-1)?.input).toEqual({
        params: { id: 'mailbox-9' },
        body: { enabled: true, startsAt: null, endsAt: null, text: 'Tack.', revision: 1 },
      }),
    );
    fireEvent.click(screen.getByRole('radio', { name: 'Under en period' }));
    write('Från och med', '2098-12-01');
    write('Till och med', '2098-12-01');
    save();
    await waitFor(() =>
      expect(api.calls.at(-1)?.input.body).toMatchObject({ endsAt: startOfDay('2098-12-02')?.toISOString() }),
    );
  });
});
