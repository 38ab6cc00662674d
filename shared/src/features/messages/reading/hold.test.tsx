import { expect, it } from '@jest/globals';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { ModalKeeper } from '../../../components/modal-keeper.tsx';
import { NoticeProvider } from '../../../components/notice.tsx';
import type { MessageHead } from '../../../contract/messages.ts';
import { type Call, fakeApi, problem, renderStaff } from '../../../testing/render-staff.tsx';
import { useMessageHead } from '../use-messages.ts';
import { ManageMenu } from './manage-menu.tsx';
import { MessageFacts } from './message-facts.tsx';
import { ReadingWords } from './reading-words.tsx';

const MESSAGE = {
  id: 'm1',
  role: 'sender',
  from: { name: 'Hanna Handläggare', address: 'handlaggare@storkommun.example' },
  recipients: [],
  assuranceLevel: 1,
  replyAllowed: true,
  at: '2026-11-22T08:00:00.000Z',
  attachmentCount: 0,
  validUntil: null,
  maxDownloads: null,
  mayHold: true,
  stepUpNeeded: false,
  unavailable: null,
} as unknown as MessageHead;

function Message() {
  const { data } = useMessageHead('m1');
  if (!data) return null;
  return (
    <ReadingWords>
      <MessageFacts head={data} />
      <ManageMenu folder="sent" head={data} readable={false} alone />
    </ReadingWords>
  );
}

const show = async (head: Partial<MessageHead>, refusal?: Error) => {
  let { held = false } = head;
  const api = fakeApi({
    '/mailboxes': [],
    '/messages/:id': () => ({ ...MESSAGE, ...head, held }),
    '/messages/:id/hold': ({ input }: Call) => {
      if (refusal) throw refusal;
      held = (input.body as { held: boolean }).held;
    },
  });
  await renderStaff(
    <NoticeProvider>
      <ModalKeeper>
        <Message />
      </ModalKeeper>
    </NoticeProvider>,
    { api },
  );
  const asked = () => api.calls.flatMap(({ path, input }) => (path.endsWith('/hold') ? [input.body] : []));
  return asked;
};
const item = (name: string) => screen.findByRole('menuitem', { name });
const menu = () => userEvent.click(screen.getByRole('button', { name: 'Hantera' }));

it('Bevara keeps a message, which shows it, and is taken back', async () => {
  const asked = await show({});
  await userEvent.click(await item('Bevara'));
  await screen.findByText('Meddelandet bevaras. Det gallras inte.');
  await screen.findByText('Gallras inte, hur gammalt det än blir.');
  await userEvent.click(await screen.findByRole('button', { name: 'Ångra' }));
  await waitFor(() => expect(screen.queryByText('Gallras inte, hur gammalt det än blir.')).toBeNull());
  expect(asked()).toEqual([{ held: true }, { held: false }]);
});

it('Sluta bevara asks first', async () => {
  const asked = await show({ held: true });
  await userEvent.click(await item('Sluta bevara'));
  let dialog = await screen.findByRole('alertdialog', { name: 'Sluta bevara meddelandet?' });
  await userEvent.click(within(dialog).getByRole('button', { name: 'Avbryt' }));
  expect(asked()).toEqual([]);
  await menu();
  await userEvent.click(await item('Sluta bevara'));
  dialog = await screen.findByRole('alertdialog');
  await userEvent.click(await within(dialog).findByRole('button', { name: 'Sluta bevara' }));
  await screen.findByText('Meddelandet bevaras inte längre.');
  expect(asked()).toEqual([{ held: false }]);
});

it('Bevara is not offered to those who may not, who still see that it is kept', async () => {
  await show({ held: true, mayHold: false });
  await screen.findByText('Gallras inte, hur gammalt det än blir.');
  await screen.findByRole('menu');
  expect(screen.queryByRole('menuitem', { name: /evara/ })).toBeNull();
});

it('a refusal to keep is said', async () => {
  await show({}, problem('message-unavailable'));
  await userEvent.click(await item('Bevara'));
  await screen.findByText('Meddelandet går inte längre att läsa.');
});
