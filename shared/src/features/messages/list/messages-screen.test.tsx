import { afterEach, describe, expect, it } from '@jest/globals';
import { act, cleanup, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Route, Routes } from 'react-router';
import type { MessageHead, MessageRow } from '../../../contract/messages.ts';
import { fakeApi, renderStaff } from '../../../testing/render-staff.tsx';
import { MessagesScreen } from './messages-screen.tsx';

afterEach(cleanup);

const HINT =
  'Gå mellan meddelandena med piltangenterna. ' +
  'Mellanslag markerar, E arkiverar, U växlar mellan läst och oläst, Delete tar bort, Ctrl+Z ångrar.';
const anna = { name: 'Anna', address: 'anna@lillkommun.example' };

const rowOf = (id: string): MessageRow =>
  ({
    ...{
      id,
      messageId: id,
      mailboxId: 'mailbox-1',
      from: anna,
      recipients: [],
      recipientCount: 1,
      subject: `Ämne ${id}`,
    },
    ...{ at: '2026-11-21T13:00:00.000Z', unread: false, assuranceLevel: 2, attachmentCount: 0, status: null },
    ...{ method: null, unavailable: null },
  }) as unknown as MessageRow;

const headOf = (id: string): MessageHead =>
  ({
    ...{ id, role: 'recipient', mailboxId: 'mailbox-1', at: '2026-11-21T13:00:00.000Z', assuranceLevel: 2 },
    ...{
      from: anna,
      recipients: [],
      validUntil: null,
      maxDownloads: null,
      replyAllowed: true,
      unavailable: 'expired',
      stepUpNeeded: false,
    },
  }) as unknown as MessageHead;

const show = (rows: readonly MessageRow[]) =>
  renderStaff(
    <Routes>
      {['/', '/messages/inbox/:messageId?'].map((path) => (
        <Route key={path} path={path} element={<MessagesScreen folder="inbox" />} />
      ))}
    </Routes>,
    {
      api: fakeApi({
        '/mailboxes/:id/messages': { rows, nextCursor: null },
        '/messages/:id': headOf('m1'),
      }),
    },
  );

const hintOf = (link: Element) => document.getElementById(link.getAttribute('aria-describedby') ?? '')?.textContent;

describe('a folder', () => {
  it('says how the keyboard goes on in the list, until it has been used so', async () => {
    await show([rowOf('m1'), rowOf('m2')]);
    const [first, second] = await screen.findAllByRole('link');
    if (!first || !second) throw new Error('there are two rows');
    expect([hintOf(first), hintOf(second)]).toEqual([HINT, undefined]);
    act(() => first.focus());
    await userEvent.keyboard('{ArrowDown}');
    expect(document.activeElement).toBe(second);
    expect([hintOf(first), hintOf(second)]).toEqual([undefined, undefined]);
    expect(screen.getByText(HINT)).toBeTruthy();
  });

  it('has one first heading: the folder, and then the message that is open', async () => {
    await show([rowOf('m1')]);
    expect((await screen.findByRole('heading', { level: 1 })).textContent).toBe('Inkorg');
    await userEvent.click(await screen.findByRole('link'));
    expect(await screen.findByRole('heading', { level: 1, name: 'Tiden har gått ut' })).toBeTruthy();
    expect(screen.getAllByRole('heading', { level: 1 })).toHaveLength(1);
    expect(screen.getByRole('heading', { level: 2, name: 'Inkorg' })).toBeTruthy();
  });
});
