import { describe, expect, it, jest } from '@jest/globals';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useContext } from 'react';
import { StepUpContext } from '../../api/step-up.ts';
import { fakeApi, problem, renderStaff, testSession } from '../../testing/render-staff.tsx';
import { StepUpProvider } from './step-up-provider.tsx';

const order = { orderId: 'order-1', status: 'pending', hint: 'outstandingTransaction', qr: null, autoStartToken: null };

function Asker() {
  const request = useContext(StepUpContext);
  return (
    <button type="button" onClick={() => void request(3)}>
      Raise
    </button>
  );
}

async function ask(begin: () => unknown) {
  window.matchMedia ??= jest.fn(() => ({ matches: false })) as unknown as typeof window.matchMedia;
  const user = userEvent.setup();
  const api = fakeApi({
    '/session/step-up/bankid': begin,
    '/session/step-up/bankid/:id': () => order,
    '/session/step-up/oidc': problem('identification-unavailable'),
  });
  const session = {
    ...testSession,
    stepUp: [
      ...testSession.stepUp,
      { kind: 'oidc' as const, provider: 'freja', label: 'Freja eID', level: 3 as const },
    ],
  };
  await renderStaff(
    <StepUpProvider>
      <Asker />
    </StepUpProvider>,
    { api, session },
  );
  await user.click(screen.getByRole('button', { name: 'Raise' }));
  await screen.findByRole('dialog');
  return user;
}

const focused = (name: string) => waitFor(() => expect(document.activeElement?.textContent).toBe(name));

describe('the focus of the step-up dialog', () => {
  it.each(['Escape', 'Avbryt'])('returns to what opened it after %s', async (way) => {
    const user = await ask(() => order);
    if (way === 'Escape') await user.keyboard('{Escape}');
    else await user.click(screen.getByRole('button', { name: 'Avbryt' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    await focused('Raise');
  });

  it('goes to the heading of BankID, whose state comes into a live region that was there before', async () => {
    let answer: (value: unknown) => void = () => undefined;
    const user = await ask(
      () =>
        new Promise((resolve) => {
          answer = resolve;
        }),
    );
    await user.click(screen.getByRole('button', { name: 'Identifiera dig med BankID' }));
    await focused('Identifiera dig med BankID');
    expect(document.activeElement?.tagName).toBe('H3');
    const group = screen.getByRole('region', { name: 'BankID' });
    const region = group.querySelector('[role="status"]');
    expect(region?.textContent).toBe('');
    await waitFor(() => expect(region?.textContent).toBe('Startar BankID …'));
    answer(order);
    await waitFor(() => expect(region?.textContent).toBe('Öppna BankID-appen och skanna QR-koden.'));
    expect(group.querySelector('[role="status"]')).toBe(region);
  });

  it('stays in the step when BankID is tried again', async () => {
    let tries = 0;
    const user = await ask(() => {
      tries += 1;
      if (tries === 1) throw problem('identification-unavailable');
      return order;
    });
    await user.click(screen.getByRole('button', { name: 'Identifiera dig med BankID' }));
    await user.click(await screen.findByRole('button', { name: 'Försök igen' }));
    expect(document.activeElement).toBe(screen.getByRole('region', { name: 'BankID' }));
    expect(await screen.findByText('Öppna BankID-appen och skanna QR-koden.')).toBeTruthy();
  });

  it('goes back to the way that was chosen when it did not work', async () => {
    const user = await ask(() => order);
    const opened = { closed: false, close: () => undefined } as unknown as Window;
    const open = jest.spyOn(window, 'open').mockReturnValue(opened);
    await user.click(screen.getByRole('button', { name: 'Identifiera dig med Freja eID' }));
    await screen.findByRole('alert');
    await waitFor(() => expect(document.activeElement?.tagName).toBe('BUTTON'));
    open.mockRestore();
    expect(document.activeElement?.textContent).toBe('Identifiera dig med Freja eID');
  });
});
