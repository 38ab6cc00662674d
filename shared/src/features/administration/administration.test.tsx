import { describe, expect, it } from '@jest/globals';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { type RequestStepUp, StepUpContext } from '../../api/step-up.ts';
import { ModalKeeper } from '../../components/modal-keeper.tsx';
import { NoticeProvider } from '../../components/notice.tsx';
import { fakeApi, problem, renderStaff, testSession } from '../../testing/render-staff.tsx';
import { AdministrationScreens } from './administration-screens.tsx';
import { draftOf, isLicensed, termsOf } from './licence-draft.ts';
import { lastMonth } from './usage-section.tsx';

const sture = {
  ...testSession,
  account: { ...testSession.account, roles: ['user', 'system-administrator'] as ('user' | 'system-administrator')[] },
};
const ORGANISATIONS = '/installation/organisations';
const licence = { terms: null, used: { accounts: 3, functionMailboxes: 1 } };
const storkommun = {
  ...{ id: 'o-1', name: 'Storkommun', domains: ['storkommun.example'], own: false, awaited: false },
  ...{ createdAt: '2026-01-01T08:00:00.000Z', frozenAt: null, closing: null, licence },
};
const page = (...rows: object[]) => ({ rows, nextCursor: null });

const show = (name: 'organisations' | 'servers' | 'access', answers: Readonly<Record<string, unknown>>) => {
  const api = fakeApi(answers);
  return {
    api,
    rendered: renderStaff(
      <NoticeProvider>
        <ModalKeeper>
          <AdministrationScreens page={name} />
        </ModalKeeper>
      </NoticeProvider>,
      { api, session: sture },
    ),
  };
};
const bodyOf = (api: ReturnType<typeof fakeApi>, path: string) =>
  api.calls.findLast((call) => call.path === path && call.input.body !== undefined)?.input.body;

describe('Organisationer', () => {
  it('lists organisations with figures, what is frozen and what runs out, and searches', async () => {
    const user = userEvent.setup();
    const full = { terms: { accounts: 3, functionMailboxes: null, endsAt: null, contact: '' }, used: licence.used };
    const frozen = {
      ...storkommun,
      id: 'o-2',
      name: 'Lillkommun',
      frozenAt: '2026-02-01T08:00:00.000Z',
      licence: full,
    };
    const { api } = show('organisations', { [ORGANISATIONS]: page(storkommun, frozen) });
    const rows = await screen.findAllByRole('listitem');
    expect(rows.map(({ textContent }) => textContent)).toEqual([
      'Storkommunstorkommun.exampleKonton: 3 · Funktionsbrevlådor: 1',
      'LillkommunAvstängdLicensen fullstorkommun.exampleKonton: 3 av 3 · Funktionsbrevlådor: 1',
    ]);
    await user.type(screen.getByRole('searchbox', { name: 'Sök på namn eller domän' }), 'lill');
    await waitFor(() => expect(api.calls.at(-1)?.input.query).toEqual({ search: 'lill' }));
  });

  it('makes one: says what is missing, then sends it', async () => {
    const user = userEvent.setup();
    const { api } = show('organisations', { [ORGANISATIONS]: () => ({ id: 'o-3', ...page() }) });
    await user.click(await screen.findByRole('button', { name: 'Ny organisation' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Ny organisation' }));
    await user.click(dialog.getByRole('button', { name: 'Skapa' }));
    expect(document.activeElement).toBe(dialog.getByRole('textbox', { name: 'Namn' }));
    await user.keyboard('Nykommun');
    await user.type(dialog.getByRole('textbox', { name: 'Domän' }), 'nykommun.example');
    await user.type(dialog.getByRole('textbox', { name: 'Första administratörens namn' }), 'Nina Ny');
    await user.type(
      dialog.getByRole('textbox', { name: 'Första administratörens e-postadress' }),
      'nina@annan.example{Enter}',
    );
    const email = dialog.getByRole('textbox', { name: 'Första administratörens e-postadress' });
    expect(document.activeElement).toBe(email);
    expect(dialog.getByText('Adressen måste sluta på @nykommun.example.')).toBeTruthy();
    await user.clear(email);
    await user.type(email, 'nina@nykommun.example{Enter}');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(bodyOf(api, ORGANISATIONS)).toEqual({
      ...{ name: 'Nykommun', domain: 'nykommun.example', language: 'sv' },
      administrator: { email: 'nina@nykommun.example', displayName: 'Nina Ny' },
    });
  });

  it('asks before it freezes, and saves a licence from what was seen', async () => {
    const user = userEvent.setup();
    const { api } = show('organisations', { [ORGANISATIONS]: page(storkommun) });
    await user.click(await screen.findByRole('button', { name: 'Storkommun' }));
    let dialog = within(await screen.findByRole('dialog', { name: 'Storkommun' }));
    await user.click(dialog.getByRole('button', { name: 'Stäng av organisationen' }));
    expect(bodyOf(api, `${ORGANISATIONS}/:id/freeze`)).toBeUndefined();
    await user.click(dialog.getByRole('button', { name: 'Ja, stäng av Storkommun' }));
    await waitFor(() => expect(bodyOf(api, `${ORGANISATIONS}/:id/freeze`)).toEqual({ frozen: true }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    await user.click(await screen.findByRole('button', { name: 'Storkommun' }));
    dialog = within(await screen.findByRole('dialog', { name: 'Storkommun' }));
    await user.type(dialog.getByRole('textbox', { name: 'Konton, högst' }), 'många');
    await user.click(dialog.getByRole('button', { name: 'Spara licensen' }));
    expect(dialog.getByText('Skriv ett heltal, högst 1000000.')).toBeTruthy();
    const accounts = dialog.getByRole('textbox', { name: 'Konton, högst' });
    await user.clear(accounts);
    await user.type(accounts, '2{Enter}');
    expect(dialog.getByText(/Licensen gäller 2 konton, men 3 används\./)).toBeTruthy();
    expect(bodyOf(api, `${ORGANISATIONS}/:id/licence`)).toBeUndefined();
    await user.clear(accounts);
    await user.type(accounts, '10{Enter}');
    await waitFor(() =>
      expect(bodyOf(api, `${ORGANISATIONS}/:id/licence`)).toEqual({
        terms: { accounts: 10, functionMailboxes: null, endsAt: null, contact: '' },
        expected: null,
      }),
    );
  });

  it('is not shown to others', async () => {
    renderStaff(<AdministrationScreens page="organisations" />, { api: fakeApi({}) });
    expect(await screen.findByRole('heading', { name: 'Bara för SEFOS-administratörer' })).toBeTruthy();
  });
});

const METHODS = [
  { key: 'password', label: '', purposes: ['sign-in'], answers: null },
  { key: 'siths', label: 'SITHS', purposes: ['step-up', 'link'], answers: false },
];

describe('Servrar and Support', () => {
  const node = {
    ...{ id: 'n-1', name: 'sefos-1', version: '0.1.0', alive: true, jobLagSeconds: 0, parkedJobs: 0 },
    ...{ startedAt: '2026-11-22T08:00:00.000Z', seenAt: '2026-11-22T09:00:00.000Z' },
  };

  it('say which servers answer, and what is late', async () => {
    const silent = { ...node, id: 'n-2', name: 'sefos-2', alive: false };
    show('servers', {
      '/installation/nodes': [{ ...node, jobLagSeconds: 130, parkedJobs: 1 }, silent],
      '/installation/sign-in-methods': METHODS,
    });
    const list = within(await screen.findByRole('list', { name: 'Servrar' }));
    const [first, second] = list.getAllByRole('listitem');
    expect(first?.textContent).toContain('SvararArbete väntar sedan 2 minuter1 uppgift gavs upp');
    expect(second?.textContent).toContain('Svarar inte');
    const methods = within(await screen.findByRole('list', { name: 'Inloggning' })).getAllByRole('listitem');
    expect(methods.map(({ textContent }) => textContent)).toEqual([
      'Lösenord med andra stegInloggning',
      'SITHSSvarar inteHögre tillitsnivå · Mottagare utan konto',
    ]);
  });

  it('say who has let one in, and give it back', async () => {
    const user = userEvent.setup();
    const grant = {
      ...{ id: 'g-1', organisation: { id: 'o-1', name: 'Storkommun' }, reason: 'Fel språk' },
      expiresAt: '2099-01-01T10:00:00.000Z',
    };
    const { api } = show('access', { '/installation/grants': [grant] });
    await user.click(await screen.findByRole('button', { name: 'Avsluta tillgången till Storkommun' }));
    await waitFor(() =>
      expect(api.calls.find(({ path }) => path === '/installation/grants/:id/end')?.input.params).toEqual({
        id: 'g-1',
      }),
    );
  });

  it('say what went wrong', async () => {
    show('servers', { '/installation/nodes': problem('not-allowed'), '/installation/sign-in-methods': METHODS });
    expect(await screen.findByRole('alert')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Identifiera dig' })).toBeNull();
  });

  it('let somebody below the level identify more surely, and are read again then', async () => {
    let level = 1;
    const asked: number[] = [];
    const stepUp: RequestStepUp = async (wanted) => {
      asked.push(wanted);
      level = wanted;
      return true;
    };
    const below = (answer: unknown) => () => {
      if (level < 2) throw problem('step-up-required', { level: 2 });
      return answer;
    };
    const answers = { '/installation/nodes': below([node]), '/installation/sign-in-methods': below(METHODS) };
    await renderStaff(
      <StepUpContext.Provider value={stepUp}>
        <AdministrationScreens page="servers" />
      </StepUpContext.Provider>,
      { api: fakeApi(answers), session: sture },
    );
    const [button] = await screen.findAllByRole('button', { name: 'Identifiera dig' });
    if (button) await userEvent.click(button);
    await screen.findByRole('list', { name: 'Servrar' });
    await screen.findByRole('list', { name: 'Inloggning' });
    expect([asked, screen.queryByRole('alert')]).toEqual([[2], null]);
  });
});

describe('Användning', () => {
  it('begins with the last month that is over', () => {
    expect(lastMonth(new Date(2026, 2, 15))).toEqual({ from: '2026-02-01', to: '2026-02-28' });
    expect(lastMonth(new Date(2026, 0, 1))).toEqual({ from: '2025-12-01', to: '2025-12-31' });
  });
});

describe('a licence in its fields', () => {
  it('comes out as it went in, and is none when the fields are empty', () => {
    const terms = {
      accounts: 10,
      functionMailboxes: 0,
      endsAt: '2027-01-31T23:00:00.000Z',
      contact: 'x',
    };
    expect(draftOf(terms)).toEqual({ accounts: '10', functionMailboxes: '0', until: '2027-01-31', contact: 'x' });
    expect(termsOf(draftOf(terms))).toEqual(terms);
    const summer = { ...terms, endsAt: '2027-06-30T22:00:00.000Z' };
    expect(draftOf(summer).until).toBe('2027-06-30');
    expect(termsOf(draftOf(summer))).toEqual(summer);
    expect(termsOf(draftOf(null))).toBeNull();
    expect(['', ' 5 ', '1000000', '1000001', '-1', '1,5'].map(isLicensed)).toEqual([
      true,
      true,
      true,
      false,
      false,
      false,
    ]);
  });
});
