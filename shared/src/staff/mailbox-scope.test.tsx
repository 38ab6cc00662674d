import { describe, expect, it } from '@jest/globals';
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { Link, useLocation, useNavigate } from 'react-router';
import { useActing } from '../api/acting.tsx';
import { useApi } from '../api/api-context.tsx';
import { routes } from '../api/routes.ts';
import { useSession } from '../api/session.tsx';
import { fakeApi, problem, renderStaff } from '../testing/render-staff.tsx';
import { ActingBar } from './acting-bar.tsx';
import { MailboxScope } from './mailbox-scope.tsx';
import { MailboxSwitch } from './mailbox-switch.tsx';

const OWN = 'mailbox-1';
const ANNAS = 'mailbox-2';
const until = '2099-12-03T23:00:00.000Z';
const mailboxes = [
  { id: OWN, kind: 'personal', name: 'Hanna', address: 'h@x.example', unread: 0, delegatedUntil: null },
  { id: ANNAS, kind: 'personal', name: 'Anna', address: 'a@x.example', unread: 2, delegatedUntil: until },
  {
    id: 'mailbox-4',
    kind: 'personal',
    name: 'Rut',
    address: 'r@x.example',
    unread: 0,
    delegatedUntil: until,
    readOnly: true,
  },
] as const;
const SOCIAL = 'mailbox-3';
const shared = {
  ...{
    id: SOCIAL,
    kind: 'function' as const,
    name: 'Socialtjänsten',
    address: 's@x.example',
    unread: 3,
    delegatedUntil: null,
  },
  administered: true,
} as const;

function Probe() {
  const api = useApi();
  const { mailboxId } = useSession();
  const scope = useActing();
  const { pathname, search } = useLocation();
  const navigate = useNavigate();
  return (
    <>
      <p>at {`${pathname}${search}`}</p>
      <Link to="/messages/sent">sent</Link>
      <button type="button" onClick={() => void navigate(-1)}>
        back
      </button>
      <button type="button" onClick={() => void navigate('/compose?draft=d', { replace: true })}>
        saved
      </button>
      <button type="button" onClick={() => scope?.enter(OWN, '/messages/sent/m')}>
        own
      </button>
      <ActingBar />
      <MailboxSwitch mailboxes={[...mailboxes, shared]} />
      <p>in {mailboxId}</p>
      <p>as {scope?.acting?.address ?? 'oneself'}</p>
      <button
        type="button"
        onClick={() => void api.call(routes.getMessage, { params: { id: 'm' } }).catch(() => undefined)}
      >
        read
      </button>
      <button type="button" onClick={() => void api.call(routes.listDelegations, {})}>
        settings
      </button>
    </>
  );
}

describe('the mailbox that the screens are in', () => {
  const show = async (message: unknown = {}, { path = '/', shown = OWN } = {}) => {
    const api = fakeApi({ '/mailboxes': [...mailboxes, shared], '/messages/:id': message, '/delegations': {} });
    await renderStaff(
      <MailboxScope>
        <Probe />
      </MailboxScope>,
      { api, path },
    );
    await screen.findByText(`in ${shown}`);
    return api;
  };
  const enter = async () => {
    fireEvent.change(screen.getByRole('combobox', { name: 'Brevlåda' }), { target: { value: ANNAS } });
    await screen.findByText(`in ${ANNAS}`);
  };
  const last = (api: Awaited<ReturnType<typeof show>>, path: string) =>
    api.calls.filter((call) => call.path === path).at(-1)?.input;

  it('is named in calls about messages there, and in no others', async () => {
    const api = await show();
    fireEvent.click(screen.getByText('read'));
    expect(last(api, '/messages/:id')).not.toHaveProperty('mailboxId');
    await enter();
    screen.getByRole('option', { name: /^Annas brevlåda \(delegerad till och med .*2099.*\) \(2\)$/ });
    expect(screen.getByRole('combobox', { name: 'Brevlåda' }).title).toMatch(
      /^Annas brevlåda \(delegerad till och med/,
    );
    screen.getByText('as a@x.example');
    screen.getByText(/Det du skickar kommer från Hanna Handläggare på uppdrag av Anna/);
    fireEvent.click(screen.getByText('read'));
    expect(last(api, '/messages/:id')).toHaveProperty('mailboxId', ANNAS);
    fireEvent.click(screen.getByText('settings'));
    expect(last(api, '/delegations')).not.toHaveProperty('mailboxId');
    fireEvent.click(screen.getByRole('button', { name: 'Till din brevlåda' }));
    await screen.findByText(`in ${OWN}`);
  });

  it("is one's own again as soon as the server says that the other has closed", async () => {
    await show(problem('delegation-ended'));
    await enter();
    fireEvent.click(screen.getByText('read'));
    await waitFor(() => screen.getByText(`in ${OWN}`));
    screen.getByText('as oneself');
  });

  it('says of one that was handed over that it is for reading, and until when', async () => {
    await show();
    screen.getByRole('option', { name: /^Ruts brevlåda \(för läsning till och med .*2099.*\)$/ });
    fireEvent.change(screen.getByRole('combobox', { name: 'Brevlåda' }), { target: { value: 'mailbox-4' } });
    await screen.findByText(/^Du är i Ruts brevlåda. Den är bara till för läsning, till och med .*2099\.$/);
    expect(screen.queryByText(/Det du skickar/)).toBeNull();
  });

  it('may be a function mailbox, which says what one writes as and leads to its settings', async () => {
    const api = await show();
    screen.getByRole('option', { name: 'Socialtjänsten (3)' });
    fireEvent.change(screen.getByRole('combobox', { name: 'Brevlåda' }), { target: { value: SOCIAL } });
    await screen.findByText(`in ${SOCIAL}`);
    screen.getByText(/Det du skickar kommer från brevlådan/);
    screen.getByRole('button', { name: 'Inställningar för brevlådan' });
    fireEvent.click(screen.getByText('read'));
    expect(last(api, '/messages/:id')).toHaveProperty('mailboxId', SOCIAL);
  });

  it('stands in every address in it, so that reload, new tab and the way back stay there', async () => {
    await show({}, { path: `/compose?mailbox=${SOCIAL}`, shown: SOCIAL });
    fireEvent.click(screen.getByText('saved'));
    await screen.findByText(`at /compose?draft=d&mailbox=${SOCIAL}`);
    const link = screen.getByRole('link', { name: 'sent' });
    expect(link.getAttribute('href')).toBe(`/messages/sent?mailbox=${SOCIAL}`);
    for (const _twice of [1, 2]) fireEvent.click(link);
    await screen.findByText(`at /messages/sent?mailbox=${SOCIAL}`);
    fireEvent.click(screen.getByText('own'));
    await screen.findByText('at /messages/sent/m');
    screen.getByText(`in ${OWN}`);
    fireEvent.click(screen.getByText('back'));
    await screen.findByText(`in ${SOCIAL}`);
    fireEvent.click(screen.getByText('back'));
    await screen.findByText(`at /compose?draft=d&mailbox=${SOCIAL}`);
  });

  it('is left for good when the address names one that is closed', async () => {
    await show({}, { path: '/messages/sent?mailbox=mailbox-9' });
    await screen.findByText('at /messages/inbox');
    screen.getByText('as oneself');
  });
});
