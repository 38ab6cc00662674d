import { afterEach, describe, expect, it } from '@jest/globals';
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { MessageHead, Timeline } from '../../../contract/messages.ts';
import { fakeApi, renderStaff } from '../../../testing/render-staff.tsx';
import { messageKeys } from '../message-keys.ts';
import { recipientOfRow } from './link-screen.tsx';
import { RecallButton } from './recall-button.tsx';
import { TIMELINE_HEADING_ID } from './recall-focus.ts';
import { RecipientsTimeline } from './recipients-timeline.tsx';

afterEach(cleanup);

const event = (kind: Timeline[number]['events'][number]['kind'], more = {}) => ({
  id: kind,
  kind,
  at: '2026-11-21T13:03:00.000Z',
  method: null,
  attachmentName: null,
  allAttachments: false,
  replyMessageId: null,
  ...more,
});

const timeline: Timeline = [
  {
    recipient: {
      id: 'r1',
      kind: 'to',
      address: 'anna@example.org',
      name: '',
      addressKind: 'external',
      status: 'downloaded',
      method: 'bankid',
      recallable: false,
    },
    events: [
      event('notified'),
      event('wrong-code'),
      event('opened', { method: 'bankid' }),
      event('downloaded', { attachmentName: 'beslut.pdf' }),
      { ...event('downloaded'), id: 'downloaded-unnamed' },
      { ...event('downloaded', { allAttachments: true }), id: 'downloaded-all' },
    ],
  },
  {
    recipient: {
      id: 'r2',
      kind: 'to',
      address: 'bo@example.org',
      name: '',
      addressKind: 'external',
      status: 'notified',
      method: 'sms',
      maskedPhone: '••• •• 98',
      recallable: true,
    },
    events: [event('notified')],
  },
];

describe('timeline', () => {
  it('says in words what happened to each recipient', async () => {
    const api = fakeApi({ '/messages/:id/timeline': timeline });
    await renderStaff(<RecipientsTimeline messageId="m1" subject="Beslut" />, { api });
    await userEvent.click(await screen.findByRole('button', { name: /^anna/ }));
    for (const text of [
      'E-post om meddelandet skickad',
      'Fel kod angavs',
      'Öppnat med BankID',
      'Laddade ner beslut.pdf',
      'Laddade ner en fil',
      'Laddade ner alla filer',
    ]) {
      expect(screen.getByText(text, { exact: false }).textContent).toContain(text);
    }
  });

  it('says which number is in use by its last digits, and of a personnummer only that it is given', async () => {
    await renderStaff(<RecipientsTimeline messageId="m1" subject="Beslut" />, {
      api: fakeApi({ '/messages/:id/timeline': timeline }),
    });
    for (const name of [/^anna/, /^bo/]) await userEvent.click(await screen.findByRole('button', { name }));
    screen.getByText('Identifieras med BankID. Personnummer angivet.');
    screen.getByText('Identifieras med sms till ••• •• 98');
  });

  it('says how many of her downloads a recipient has used, where the message has a limit', async () => {
    const [first] = timeline;
    if (!first) throw new Error('the timeline has recipients');
    const downloads = [
      { attachmentName: 'beslut.pdf', completed: 2 },
      { attachmentName: null, completed: 1 },
    ];
    const api = fakeApi({ '/messages/:id/timeline': [{ ...first, downloads }] });
    await renderStaff(<RecipientsTimeline messageId="m1" subject="Beslut" maxDownloads={3} />, { api });
    expect((await screen.findByText('beslut.pdf: 2 av 3 nedladdningar')).tagName).toBe('LI');
    expect(screen.getByText('En fil: 1 av 3 nedladdningar').tagName).toBe('LI');
  });

  it('recalls for one recipient after naming her and the message', async () => {
    const api = fakeApi({
      '/messages/:id/timeline': timeline,
      '/messages/:id/recall': { recalled: ['r2'], alreadyOpened: [] },
    });
    await renderStaff(<RecipientsTimeline messageId="m1" subject="Beslut" />, { api });
    await userEvent.click(await screen.findByRole('button', { name: /^bo/ }));
    await userEvent.click(screen.getByRole('button', { name: 'Återkalla för bo@example.org' }));
    const dialog = await screen.findByRole('alertdialog');
    expect(within(dialog).getByText('Beslut').textContent).toBe('Beslut');
    expect(dialog.querySelector('li')?.textContent).toBe('bo@example.org');
    await userEvent.click(within(dialog).getByRole('button', { name: 'Återkalla' }));
    const recall = api.calls.find((call) => call.path === '/messages/:id/recall');
    expect(recall?.input).toMatchObject({ params: { id: 'm1' }, body: { recipientIds: ['r2'] } });
  });

  it.each([
    ['Återkalla', 'Avbryt'],
    ['the heading, when the button has gone', 'Återkalla'],
  ])('gives the focus back to %s after %s', async (_to, way) => {
    const answers: Record<string, unknown> = {
      '/messages/:id/timeline': timeline,
      '/messages/:id/recall': { recalled: ['r2'], alreadyOpened: [] },
    };
    await renderStaff(
      <>
        <h2 id={TIMELINE_HEADING_ID} tabIndex={-1}>
          Mottagare
        </h2>
        <RecipientsTimeline messageId="m1" subject="Beslut" />
      </>,
      { api: fakeApi(answers) },
    );
    await userEvent.click(await screen.findByRole('button', { name: /^bo/ }));
    const button = screen.getByRole('button', { name: 'Återkalla för bo@example.org' });
    await userEvent.click(button);
    const dialog = await screen.findByRole('alertdialog');
    const [first, second] = timeline;
    if (!first || !second) throw new Error('the timeline has two recipients');
    answers['/messages/:id/timeline'] = [first, { ...second, recipient: { ...second.recipient, recallable: false } }];
    await userEvent.click(within(dialog).getByRole('button', { name: way }));
    const target = way === 'Avbryt' ? button : document.getElementById(TIMELINE_HEADING_ID);
    await waitFor(() => expect(document.activeElement).toBe(target));
  });

  it('has the focus on the recipient whose access was ended', async () => {
    const [first, second] = timeline;
    if (!first || !second) throw new Error('the timeline has two recipients');
    const entry = (accessEndable: boolean) => ({ ...first, recipient: { ...first.recipient, accessEndable } });
    const answers: Record<string, unknown> = {
      '/messages/:id/timeline': [entry(true), second],
      '/messages/:id/access-end': undefined,
    };
    await renderStaff(<RecipientsTimeline messageId="m1" subject="Beslut" />, { api: fakeApi(answers) });
    const header = await screen.findByRole('button', { name: /^anna/ });
    await userEvent.click(header);
    await userEvent.click(screen.getByRole('button', { name: /^Avsluta åtkomst för/ }));
    const dialog = await screen.findByRole('dialog');
    answers['/messages/:id/timeline'] = [entry(false), second];
    await userEvent.click(within(dialog).getByRole('button', { name: 'Avsluta åtkomst' }));
    await waitFor(() => expect(screen.queryByRole('button', { name: /^Avsluta åtkomst för/ })).toBeNull());
    await waitFor(() => expect(document.activeElement).toBe(header));
  });

  it('says a changed status aloud', async () => {
    const api = fakeApi({ '/messages/:id/timeline': timeline });
    const { queryClient } = await renderStaff(<RecipientsTimeline messageId="m1" subject="" />, { api });
    await screen.findByRole('button', { name: /^bo/ });
    const [first, second] = timeline;
    if (!first || !second) throw new Error('the timeline has two recipients');
    const opened = { ...second, recipient: { ...second.recipient, status: 'opened' as const } };
    queryClient.setQueryData(messageKeys.timeline('m1'), [first, opened]);
    await waitFor(() => expect(screen.getByRole('status').textContent).toContain('bo@example.org, Öppnat'));
  });

  it('leaves it to the notice to say that it is recalled', async () => {
    const api = fakeApi({ '/messages/:id/timeline': timeline });
    const { queryClient } = await renderStaff(<RecipientsTimeline messageId="m1" subject="" />, { api });
    await screen.findByRole('button', { name: /^bo/ });
    const [first, second] = timeline;
    if (!first || !second) throw new Error('the timeline has two recipients');
    const recalled = { ...second, recipient: { ...second.recipient, status: 'recalled' as const, recallable: false } };
    queryClient.setQueryData(messageKeys.timeline('m1'), [first, recalled]);
    expect(await screen.findByRole('button', { name: /^bo.*Återkallat/ })).toBeTruthy();
    expect(screen.getByRole('status').textContent).toBe('');
  });

  it('has one Återkalla for one recipient, and tells them apart for several', async () => {
    const [first, second] = timeline;
    if (!first || !second) throw new Error('the timeline has two recipients');
    const head = {
      ...{ id: 'm1', role: 'sender', mailboxId: 'b1', at: '2026-11-21T13:03:00.000Z', assuranceLevel: 1 },
      ...{
        from: { name: 'Hanna', address: 'hanna@example.org' },
        recipients: [second.recipient],
        validUntil: null,
        maxDownloads: null,
      },
      ...{ replyAllowed: true, unavailable: null, stepUpNeeded: false },
    } as unknown as MessageHead;
    const show = (entries: Timeline) => (
      <>
        <RecallButton head={{ ...head, recipients: entries.map(({ recipient }) => recipient) }} subject="" />
        <RecipientsTimeline messageId="m1" subject="" />
      </>
    );
    const one = await renderStaff(show([second]), { api: fakeApi({ '/messages/:id/timeline': [second] }) });
    await screen.findByText('E-post om meddelandet skickad', { exact: false });
    expect(screen.getAllByRole('button', { name: /Återkalla/ }).map(({ textContent }) => textContent)).toEqual([
      'Återkalla',
    ]);
    one.unmount();
    await renderStaff(show(timeline), { api: fakeApi({ '/messages/:id/timeline': timeline }) });
    await userEvent.click(await screen.findByRole('button', { name: /^bo/ }));
    expect(screen.getByRole('button', { name: 'Återkalla för alla' })).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Återkalla för bo@example.org' }).textContent).toBe('Återkalla');
  });

  it('finds the recipient of a row in Länkar by id, else by address', () => {
    const row = (address: string) => ({ recipients: [{ name: '', address }] });
    expect(recipientOfRow(timeline, 'r2', undefined)?.recipient.id).toBe('r2');
    expect(recipientOfRow(timeline, 'other', row('bo@example.org'))?.recipient.id).toBe('r2');
  });
});
