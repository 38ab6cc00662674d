import { describe, expect, it } from '@jest/globals';
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { fakeApi, problem, renderStaff } from '../../testing/render-staff.tsx';
import { AccountWords } from './account-words.tsx';
import { NotificationsSection } from './notifications-section.tsx';

const PATH = '/account/notifications';
const LABEL = 'Mejla mig om nya meddelanden';
const TEAMS = 'Aktivitet i Teams';

const show = async (
  save: (body: unknown) => unknown,
  saved: Readonly<Record<string, unknown>> = { mail: true, teams: false, teamsState: 'available' },
) => {
  const api = fakeApi({
    [PATH]: ({ input: { body } }: { input: { body?: unknown } }) => (body ? save(body) : saved),
  });
  await renderStaff(
    <AccountWords>
      <NotificationsSection />
    </AccountWords>,
    { api },
  );
  return { api, mail: await screen.findByRole<HTMLInputElement>('switch', { name: LABEL }) };
};
const answer = (body: unknown) => ({ ...(body as object), teamsState: 'available' });
const teamsSwitch = () => screen.queryByRole<HTMLInputElement>('switch', { name: TEAMS });

describe('Aviseringar', () => {
  it('shows what is chosen, saves a change at once', async () => {
    const { api, mail } = await show(answer);
    expect(mail.checked).toBe(true);
    fireEvent.click(mail);
    await waitFor(() => expect(api.calls.at(-1)?.input.body).toEqual({ mail: false, teams: false }));
    await waitFor(() => expect(mail.checked).toBe(false));
    fireEvent.click(mail);
    await waitFor(() => expect(api.calls.at(-1)?.input.body).toEqual({ mail: true, teams: false }));
  });

  it('goes back, and says why, when a change could not be saved', async () => {
    const { mail } = await show(() => {
      throw problem('internal-error');
    });
    fireEvent.click(mail);
    await screen.findByRole('alert');
    await waitFor(() => expect(mail.checked).toBe(true));
  });

  it('offers Teams, off until it is chosen, and keeps the other choice', async () => {
    const { api } = await show(answer);
    const teams = teamsSwitch();
    expect([teams?.checked, teams?.disabled]).toEqual([false, false]);
    expect(teams?.getAttribute('aria-describedby')).toBe(screen.getByText(/aktivitetsflöde i Teams/).id);
    if (teams) fireEvent.click(teams);
    await waitFor(() => expect(api.calls.at(-1)?.input.body).toEqual({ mail: true, teams: true }));
    await waitFor(() => expect(teamsSwitch()?.checked).toBe(true));
  });

  it('says what to do first when nobody knows who she is in Teams; what is on can be switched off', async () => {
    await show(answer, { mail: true, teams: false, teamsState: 'unknown-person' });
    expect(teamsSwitch()?.disabled).toBe(true);
    expect(teamsSwitch()?.getAttribute('aria-describedby')).toBe(screen.getByText(/Öppna SEFOS i Teams en gång/).id);
    cleanup();
    await show(answer, { mail: true, teams: true, teamsState: 'unknown-person' });
    expect(teamsSwitch()?.disabled).toBe(false);
  });

  it('does not mention Teams where the organisation has none', async () => {
    await show(answer, { mail: true, teams: false, teamsState: 'absent' });
    expect(teamsSwitch()).toBeNull();
  });
});
