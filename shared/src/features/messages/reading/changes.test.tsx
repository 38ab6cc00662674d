import { afterEach, describe, expect, it } from '@jest/globals';
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { StepUpContext } from '../../../api/step-up.ts';
import type { MessageHead, RecipientView } from '../../../contract/messages.ts';
import { type FakeApi, fakeApi, problem, renderStaff } from '../../../testing/render-staff.tsx';
import { RecipientActions } from './recipient-actions.tsx';
import { SenderChanges } from './sender-changes.tsx';
import { endOfDay, endsSoon, extended, isTakenEnd, localDate } from './validity.ts';

afterEach(cleanup);

const DAY = 86_400_000;
const ENDED = '2020-01-01T10:00:00.000Z';
const anna: RecipientView = {
  id: 'r1',
  kind: 'to',
  address: 'anna@example.org',
  name: '',
  addressKind: 'external',
  status: 'expired',
  method: 'email',
  recallable: true,
  validUntil: ENDED,
};
const head = (more: Partial<MessageHead> = {}) =>
  ({
    id: 'm1',
    role: 'sender',
    unavailable: null,
    recipientsMayReply: true,
    recipients: [anna],
    ...more,
  }) as MessageHead;

const changeOf = (api: FakeApi) => {
  const [call] = api.calls;
  if (!call) throw new Error('nothing was asked of the server');
  return call.input.body as { readonly validUntil: string; readonly recipientIds: string[] | null };
};

describe('a link that has ended', () => {
  it('is extended by 30 days in one click, from now', async () => {
    const api = fakeApi({ '/messages/:id/validity': { changed: ['r1'] } });
    await renderStaff(<RecipientActions messageId="m1" recipient={anna} />, { api });
    expect(screen.getByText(/^Gällde till/).tagName).toBe('SPAN');
    expect(screen.queryByRole('button', { name: /^Skicka aviseringen/ })).toBeNull();
    await userEvent.click(screen.getByRole('button', { name: 'Förläng 30 dagar för anna@example.org' }));
    const { validUntil, recipientIds } = changeOf(api);
    expect(recipientIds).toEqual(['r1']);
    expect(Date.parse(validUntil)).toBeGreaterThan(Date.parse(ENDED) + 31 * DAY);
  });

  it("asks for the message's level when the session is below it, and is extended then", async () => {
    let level = 2;
    const asked: number[] = [];
    const stepUp = async (wanted: number) => {
      asked.push(wanted);
      level = wanted;
      return true;
    };
    const answer = () => {
      if (level < 3) throw problem('step-up-required', { level: 3 });
      return { changed: ['r1'] };
    };
    const api = fakeApi({ '/messages/:id/validity': answer });
    await renderStaff(
      <StepUpContext.Provider value={stepUp}>
        <RecipientActions messageId="m1" recipient={anna} />
      </StepUpContext.Provider>,
      { api },
    );
    await userEvent.click(screen.getByRole('button', { name: /^Förläng/ }));
    await waitFor(() => expect(api.calls).toHaveLength(2));
    expect(asked).toEqual([3]);
  });

  it('says why when it can no longer be extended', async () => {
    const api = fakeApi({ '/messages/:id/validity': problem('links-ended') });
    await renderStaff(<RecipientActions messageId="m1" recipient={anna} />, { api });
    await userEvent.click(screen.getByRole('button', { name: /^Förläng/ }));
    await screen.findByText(/^Det finns ingen länk vars giltighet går att ändra/);
  });
});

describe('an unread link', () => {
  const unread = { ...anna, status: 'notified', validUntil: '2999-01-01T10:00:00.000Z' } as const;

  it('that does not end soon is not to be extended, and its mail can be sent again', async () => {
    const api = fakeApi({ '/messages/:id/notify': undefined });
    await renderStaff(<RecipientActions messageId="m1" recipient={unread} />, { api });
    expect(screen.getByText(/^Gäller till/).tagName).toBe('SPAN');
    expect(screen.queryByRole('button', { name: /^Förläng/ })).toBeNull();
    await userEvent.click(screen.getByRole('button', { name: 'Skicka aviseringen igen till anna@example.org' }));
    expect(api.calls[0]?.input).toMatchObject({ params: { id: 'm1' }, body: { recipientId: 'r1' } });
  });

  it('says plainly that the mail has just been sent again', async () => {
    const api = fakeApi({ '/messages/:id/notify': problem('too-many-requests') });
    await renderStaff(<RecipientActions messageId="m1" recipient={unread} />, { api });
    await userEvent.click(screen.getByRole('button', { name: /^Skicka aviseringen/ }));
    await screen.findByText(/^Du har nyss skickat den igen/);
  });

  it('says that somebody has chosen no mail, and never that it was sent', async () => {
    const api = fakeApi({ '/messages/:id/notify': problem('mail-not-wanted') });
    await renderStaff(<RecipientActions messageId="m1" recipient={unread} />, { api });
    await userEvent.click(screen.getByRole('button', { name: /^Skicka aviseringen/ }));
    await screen.findByText(/^Personen har valt att inte få mejl/);
    expect(screen.queryByText(/skickas igen|är skickad/)).toBeNull();
  });
});

describe('whom a link is for', () => {
  const reader = { ...anna, status: 'downloaded', method: 'sms', validUntil: '2999-01-01T10:00:00.000Z' } as const;
  const event = { id: 'e1', at: ENDED, method: 'sms', attachmentName: null, replyMessageId: null } as const;
  const answers = {
    '/messages/:id': { assuranceLevel: 2 },
    '/messages/:id/timeline': [
      {
        recipient: reader,
        events: [
          { ...event, kind: 'sent', allAttachments: false },
          { ...event, id: 'e2', kind: 'opened', allAttachments: false },
          { ...event, id: 'e3', kind: 'downloaded', allAttachments: true },
        ],
      },
    ],
    '/messages/:id/verification': undefined,
  };

  it('is changed by a new number, checked before it is sent, with what has been read already said plainly', async () => {
    const api = fakeApi(answers);
    await renderStaff(<RecipientActions messageId="m1" recipient={{ ...reader, maskedPhone: '••• •• 05' }} />, { api });
    const button = screen.getByRole('button', { name: 'Ändra mobilnummer för anna@example.org' });
    await userEvent.click(button);
    const dialog = await screen.findByRole('dialog', { name: 'Nytt mobilnummer för anna@example.org' });
    within(dialog).getByText('Nu gäller ••• •• 05.');
    await within(dialog).findByText('Laddade ner alla filer', { exact: false });
    expect(within(dialog).queryByText('Skickat', { exact: false })).toBeNull();
    const field = within(dialog).getByLabelText('Mobilnummer');
    await userEvent.type(field, '12');
    await userEvent.click(within(dialog).getByRole('button', { name: 'Spara' }));
    await waitFor(() => expect(document.activeElement).toBe(field));
    await userEvent.clear(field);
    await userEvent.type(field, '070-174 06 18{Enter}');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    const sent = api.calls.find(({ path }) => path === '/messages/:id/verification');
    expect(sent?.input.body).toEqual({ recipientId: 'r1', phone: '070-174 06 18' });
    expect(document.activeElement).toBe(button);
  });

  it('is nobody any more once her access is ended, with what she has read already said plainly', async () => {
    const api = fakeApi({ ...answers, '/messages/:id/access-end': undefined });
    await renderStaff(<RecipientActions messageId="m1" recipient={{ ...reader, accessEndable: true }} />, { api });
    await userEvent.click(screen.getByRole('button', { name: 'Avsluta åtkomst för anna@example.org' }));
    const dialog = await screen.findByRole('dialog', { name: 'Avsluta åtkomst för anna@example.org?' });
    await within(dialog).findByText('Laddade ner alla filer', { exact: false });
    await userEvent.click(within(dialog).getByRole('button', { name: 'Avsluta åtkomst' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    const sent = api.calls.find(({ path }) => path === '/messages/:id/access-end');
    expect(sent?.input.body).toEqual({ recipientId: 'r1' });
  });

  it.each([
    ['bankid', 'Ändra personnummer'],
    ['siths', 'Ändra personnummer'],
  ])('is changed by a personnummer where %s identifies her', async (method, name) => {
    await renderStaff(<RecipientActions messageId="m1" recipient={{ ...reader, method }} />);
    expect(screen.getByRole('button', { name: `${name} för anna@example.org` }).textContent).toBe(name);
  });

  it('is nothing to change where only her address is asked for, or her copy is gone', async () => {
    const { validUntil: _until, ...gone } = reader;
    await renderStaff(<RecipientActions messageId="m1" recipient={{ ...reader, method: 'email' }} />);
    expect(screen.queryByRole('button', { name: /^Ändra/ })).toBeNull();
    cleanup();
    await renderStaff(<RecipientActions messageId="m1" recipient={gone} />);
    expect(screen.queryByRole('button', { name: /^Ändra/ })).toBeNull();
  });
});

it('shows nothing to do for a reader who has it and whose copy does not end', async () => {
  const { validUntil: _until, ...reader } = { ...anna, status: 'opened' as const };
  await renderStaff(<RecipientActions messageId="m1" recipient={reader} />);
  expect(screen.queryByRole('button')).toBeNull();
});

describe('what the sender changes for all', () => {
  it('is the right to answer, by a switch that shows how it is', async () => {
    const api = fakeApi({ '/messages/:id/reply-right': undefined });
    await renderStaff(<SenderChanges head={head()} />, { api });
    const mayReply = screen.getByRole<HTMLInputElement>('switch', { name: 'Mottagarna kan svara' });
    expect(mayReply.checked).toBe(true);
    await userEvent.click(mayReply);
    expect(api.calls[0]?.input.body).toEqual({ allowed: false });
  });

  it('is the last day of the links, refused in words when it is past, with the focus back on the button', async () => {
    const api = fakeApi({ '/messages/:id/validity': { changed: ['r1'] } });
    await renderStaff(<SenderChanges head={head()} />, { api });
    const button = screen.getByRole('button', { name: 'Ändra giltighet' });
    await userEvent.click(button);
    const dialog = await screen.findByRole('dialog');
    await userEvent.click(within(dialog).getByRole('button', { name: 'Spara' }));
    await within(dialog).findByText('Välj ett datum framåt i tiden, högst ett år bort.');
    const soon = localDate(new Date(Date.now() + 40 * DAY).toISOString());
    const field = within(dialog).getByLabelText('Giltig till');
    await userEvent.clear(field);
    await userEvent.type(field, soon);
    await userEvent.click(within(dialog).getByRole('button', { name: 'Spara' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    const { validUntil, recipientIds } = changeOf(api);
    expect([validUntil, recipientIds]).toEqual([endOfDay(soon)?.toISOString(), null]);
    await waitFor(() => expect(document.activeElement).toBe(button));
  });

  it('has no date where nobody has a link, and is nothing for a message that is gone', async () => {
    const { validUntil: _until, ...colleague } = anna;
    await renderStaff(<SenderChanges head={head({ recipients: [colleague] })} />);
    expect(screen.queryByRole('button', { name: 'Ändra giltighet' })).toBeNull();
    cleanup();
    await renderStaff(<SenderChanges head={head({ unavailable: 'recalled' })} />);
    expect(screen.queryByRole('switch')).toBeNull();
  });
});

describe('the end of a link', () => {
  const now = Date.parse('2026-03-01T12:00:00.000Z');
  const at = (days: number) => new Date(now + days * DAY).toISOString();

  it('is soon at 14 days, and gets 30 days more but never beyond a year', () => {
    expect([endsSoon(at(14), now), endsSoon(at(14.001), now)]).toEqual([true, false]);
    expect(extended(at(3), now)).toBe(at(33));
    expect(extended(at(-3), now)).toBe(at(30));
    expect(Date.parse(extended(at(350), now))).toBeLessThan(now + 365 * DAY);
    expect([isTakenEnd(new Date(now), now), isTakenEnd(new Date(now + 365 * DAY), now)]).toEqual([false, true]);
  });
});
