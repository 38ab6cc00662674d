import { describe, expect, it } from '@jest/globals';
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { ConfirmContext } from '../../api/confirm.ts';
import { fakeApi, problem, renderStaff } from '../../testing/render-staff.tsx';
import { AccountWords } from './account-words.tsx';
import { DelegationSection } from './delegation-section.tsx';
import { localDay, periodOf } from './local-days.ts';

const kalle = { name: 'Kalle Kollega', address: 'kollega@storkommun.example' };
const hanna = { name: 'Hanna Handläggare', address: 'handlaggare@storkommun.example' };
const delegation = (id: string, giver: object, delegate: object, olderMessages: boolean) => ({
  ...{ id, giver, delegate, olderMessages },
  startsAt: '2026-11-22T08:00:00.000Z',
  endsAt: '2026-12-03T23:00:00.000Z',
});
const show = async (answers: Readonly<Record<string, unknown>> = {}) => {
  const api = fakeApi({
    '/delegations': ({ input }: { input: { body?: unknown } }) =>
      input.body ? delegation('d3', hanna, kalle, false) : { given: [], received: [] },
    '/recipients/suggest': [kalle],
    ...answers,
  });
  await renderStaff(
    <AccountWords>
      <DelegationSection />
    </AccountWords>,
    { api },
  );
  await screen.findByRole('combobox', { name: 'Kollega' });
  return api;
};
const bodies = (api: Awaited<ReturnType<typeof show>>) => api.calls.flatMap(({ input }) => input.body ?? []);
const give = () => fireEvent.click(screen.getByRole('button', { name: 'Ge tillgång' }));

describe('Delegera tillgång', () => {
  it('says what is missing before anything is sent, and then gives what was chosen', async () => {
    const api = await show();
    give();
    await screen.findByText('Välj en kollega.');
    await screen.findByText(/Välj en sista dag/);
    expect(bodies(api)).toEqual([]);
    fireEvent.input(screen.getByRole('combobox', { name: 'Kollega' }), { target: { value: 'Kal' } });
    fireEvent.click(screen.getByRole('combobox', { name: 'Kollega' }));
    fireEvent.click(await screen.findByRole('option', { name: /Kalle Kollega/ }));
    const today = localDay(new Date());
    fireEvent.change(screen.getByLabelText('Till och med'), { target: { value: today } });
    fireEvent.click(screen.getByRole('radio', { name: 'Även äldre meddelanden' }));
    give();
    await waitFor(() =>
      expect(bodies(api)).toEqual([
        {
          address: kalle.address,
          startsAt: expect.any(String),
          endsAt: periodOf(today, today, 0)?.endsAt,
          olderMessages: true,
        },
      ]),
    );
  });

  it('lists what was given and received, and ends either', async () => {
    const api = await show({
      '/delegations': {
        given: [delegation('d1', hanna, kalle, true)],
        received: [delegation('d2', kalle, hanna, false)],
      },
    });
    await screen.findByText('Kalle Kollega har tillgång till din brevlåda');
    await screen.findByText('Du har tillgång till Kalle Kollegas brevlåda');
    const ended = () => api.calls.filter(({ input }) => 'params' in input && input.params).length;
    const button = screen.getByRole('button', { name: 'Avsluta tillgången för Kalle Kollega' });
    fireEvent.click(button);
    let dialog = await screen.findByRole('alertdialog', { name: 'Avsluta tillgången för Kalle Kollega?' });
    fireEvent.click(within(dialog).getByRole('button', { name: 'Avbryt' }));
    await waitFor(() => expect(document.activeElement).toBe(button));
    expect(ended()).toBe(0);
    fireEvent.click(button);
    dialog = await screen.findByRole('alertdialog');
    fireEvent.click(within(dialog).getByRole('button', { name: 'Avsluta' }));
    await waitFor(() => expect(document.activeElement?.textContent).toBe('Delegera tillgång'));
    await waitFor(() =>
      expect(api.calls.some(({ input }) => JSON.stringify(input.params) === '{"id":"d1"}')).toBe(true),
    );
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull());
    fireEvent.click(await screen.findByRole('button', { name: 'Avstå från tillgången till Kalle Kollega' }));
    dialog = await screen.findByRole('alertdialog', { name: 'Avstå från tillgången till Kalle Kollega?' });
    fireEvent.click(await within(dialog).findByRole('button', { name: 'Avstå' }));
    await waitFor(() =>
      expect(api.calls.some(({ input }) => JSON.stringify(input.params) === '{"id":"d2"}')).toBe(true),
    );
  });

  it('asks who it is when the server wants to know, and gives then; who gives up has given nothing', async () => {
    const answers = [false, true];
    let isConfirmed = false;
    const api = fakeApi({
      '/delegations': ({ input }: { input: { body?: unknown } }) => {
        if (!input.body) return { given: [], received: [] };
        if (!isConfirmed) throw problem('confirmation-required');
        return delegation('d3', hanna, kalle, false);
      },
      '/recipients/suggest': [kalle],
    });
    await renderStaff(
      <ConfirmContext.Provider
        value={async () => {
          isConfirmed = answers.shift() ?? false;
          return isConfirmed;
        }}
      >
        <AccountWords>
          <DelegationSection />
        </AccountWords>
      </ConfirmContext.Provider>,
      { api },
    );
    fireEvent.input(await screen.findByRole('combobox', { name: 'Kollega' }), { target: { value: kalle.address } });
    fireEvent.change(screen.getByLabelText('Till och med'), { target: { value: localDay(new Date()) } });
    give();
    await waitFor(() => expect(answers).toEqual([true]));
    expect(screen.queryByText(/har fått tillgång/)).toBeNull();
    await waitFor(() =>
      expect(screen.getByRole('button', { name: 'Ge tillgång' }).getAttribute('aria-disabled')).not.toBe('true'),
    );
    give();
    await waitFor(() => expect(answers).toEqual([]));
    await waitFor(() => expect(bodies(api)).toHaveLength(3));
  });

  it('says why the server refused', async () => {
    await show({
      '/delegations': ({ input }: { input: { body?: unknown } }) => {
        if (input.body) throw problem('delegate-invalid');
        return { given: [], received: [] };
      },
    });
    fireEvent.input(screen.getByRole('combobox', { name: 'Kollega' }), { target: { value: 'x@example.org' } });
    fireEvent.change(screen.getByLabelText('Till och med'), { target: { value: localDay(new Date()) } });
    give();
    await screen.findByText(/Välj en kollega i din organisation/);
  });
});

describe('a period of local days', () => {
  const at = (text: string) => new Date(text).getTime();
  it('begins with its first day, or now, and ends with its last', () => {
    expect(periodOf('2026-12-01', '2026-12-03', at('2026-11-22T12:00:00'))).toEqual({
      startsAt: new Date('2026-12-01T00:00:00').toISOString(),
      endsAt: new Date('2026-12-04T00:00:00').toISOString(),
    });
    expect(periodOf('2026-11-22', '2026-11-22', at('2026-11-22T12:00:00'))).toEqual({
      startsAt: new Date('2026-11-22T12:00:00').toISOString(),
      endsAt: new Date('2026-11-23T00:00:00').toISOString(),
    });
  });
  it('is none when it ends before it begins or now, or is no date', () => {
    expect(periodOf('2026-12-03', '2026-12-02', at('2026-11-22T12:00:00'))).toBeUndefined();
    expect(periodOf('2026-11-20', '2026-11-21', at('2026-11-22T00:00:00'))).toBeUndefined();
    expect(periodOf('', '2026-12-02', 0)).toBeUndefined();
  });

  it('says that it begins at once from today on, and at midnight from another day on', async () => {
    await show();
    expect(screen.getByText('Börjar gälla genast.').textContent).not.toBe('');
    const tomorrow = localDay(new Date(Date.now() + 86_400_000));
    fireEvent.change(screen.getByLabelText('Från och med'), { target: { value: tomorrow } });
    await screen.findByText('Börjar gälla klockan 00.00 den dagen.');
  });
});
