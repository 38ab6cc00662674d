import { describe, expect, it } from '@jest/globals';
import { useQuery } from '@tanstack/react-query';
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { SessionProvider, sessionQuery } from '../../api/session.tsx';
import { NoticeProvider } from '../../components/notice.tsx';
import type { SessionView } from '../../contract/sign-in.ts';
import { announced, type Call, fakeApi, problem, renderStaff, testSession } from '../../testing/render-staff.tsx';
import { AccountWords } from './account-words.tsx';
import { NameForm } from './name-form.tsx';

const PATH = '/account/name';

const show = async (answer?: unknown, account: Partial<SessionView['account']> = {}) => {
  const session = { ...testSession, account: { ...testSession.account, ...account } };
  const api = fakeApi({ '/session': session, [PATH]: answer ?? (({ input }: Call) => input.body) });
  // As the shell does: the session that is cached is the one that is shown.
  const Shell = () => {
    const { data = session } = useQuery(sessionQuery(api));
    return (
      <SessionProvider value={data}>
        <p>{data.account.displayName}</p>
        <AccountWords>
          <NameForm />
        </AccountWords>
      </SessionProvider>
    );
  };
  await renderStaff(
    <NoticeProvider>
      <Shell />
    </NoticeProvider>,
    { api, session },
  );
  const input = await screen.findByLabelText('Namn');
  return {
    input,
    sent: () => api.calls.flatMap(({ path, input: { body } }) => (path === PATH ? [body] : [])),
    write: (value: string) => fireEvent.change(input, { target: { value } }),
  };
};
const save = () => fireEvent.click(screen.getByRole('button', { name: 'Spara namnet' }));

describe('Namn', () => {
  it('is saved, shown above the page at once, and taken back', async () => {
    const { sent, write } = await show();
    write(' Hanna Nygift ');
    save();
    await screen.findByText('Namnet är sparat.');
    expect(screen.getByText('Hanna Nygift').tagName).toBe('P');
    fireEvent.click(screen.getByRole('button', { name: 'Ångra' }));
    await screen.findByText('Hanna Handläggare');
    expect(sent()).toEqual([{ displayName: 'Hanna Nygift' }, { displayName: 'Hanna Handläggare' }]);
  });

  it('is not sent when it is none or the same, and what was refused says why', async () => {
    const { input, sent, write } = await show(problem('settings-changed'));
    save();
    await announced('Du heter redan så.');
    write('  ');
    save();
    await screen.findByText('Skriv ditt namn.');
    await waitFor(() => expect(document.activeElement).toBe(input));
    expect(sent()).toEqual([]);
    write('Hanna Nygift');
    save();
    await screen.findByText(/Någon annan har ändrat inställningen/);
    expect(input).toHaveProperty('value', 'Hanna Nygift');
  });

  it('is shown with the reason where a directory keeps it', async () => {
    const { input } = await show(undefined, { provisioned: true });
    expect(input).toHaveProperty('readOnly', true);
    screen.getByText('Er katalog sköter ditt namn. Be din administratör ändra det där.');
    expect(screen.queryByRole('button', { name: 'Spara namnet' })).toBeNull();
  });
});
