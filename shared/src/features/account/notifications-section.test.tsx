import { describe, expect, it } from '@jest/globals';
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { fakeApi, problem, renderStaff } from '../../testing/render-staff.tsx';
import { AccountWords } from './account-words.tsx';
import { NotificationsSection } from './notifications-section.tsx';

const PATH = '/account/notifications';
const LABEL = 'Mejla mig om nya meddelanden';

const show = async (save: (body: unknown) => unknown) => {
  const api = fakeApi({
    [PATH]: ({ input: { body } }: { input: { body?: unknown } }) => (body ? save(body) : { mail: true }),
  });
  await renderStaff(
    <AccountWords>
      <NotificationsSection />
    </AccountWords>,
    { api },
  );
  return { api, mail: await screen.findByRole<HTMLInputElement>('switch', { name: LABEL }) };
};

describe('Aviseringar', () => {
  it('shows what is chosen, saves a change at once', async () => {
    const { api, mail } = await show((body) => body);
    expect(mail.checked).toBe(true);
    fireEvent.click(mail);
    await waitFor(() => expect(api.calls.at(-1)?.input.body).toEqual({ mail: false }));
    await waitFor(() => expect(mail.checked).toBe(false));
    fireEvent.click(mail);
    await waitFor(() => expect(api.calls.at(-1)?.input.body).toEqual({ mail: true }));
  });

  it('goes back, and says why, when a change could not be saved', async () => {
    const { mail } = await show(() => {
      throw problem('internal-error');
    });
    fireEvent.click(mail);
    await screen.findByRole('alert');
    await waitFor(() => expect(mail.checked).toBe(true));
  });
});
