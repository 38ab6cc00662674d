import { afterEach, describe, expect, it } from '@jest/globals';
import { cleanup, screen, within } from '@testing-library/react';
import { STATUS_ICONS, StatusIcon } from '../../../components/status-icon.tsx';
import type { Timeline } from '../../../contract/messages.ts';
import { RECIPIENT_EVENT_KINDS, RECIPIENT_STATUSES } from '../../../domain/status.ts';
import { messages as en } from '../../../i18n/locales/en/messages.ts';
import { messages as fi } from '../../../i18n/locales/fi/messages.ts';
import { messages as sv } from '../../../i18n/locales/sv/messages.ts';
import { fakeApi, renderStaff } from '../../../testing/render-staff.tsx';
import { EventIcon } from './event-icon.tsx';
import { RecipientsTimeline } from './recipients-timeline.tsx';

afterEach(cleanup);

describe('the icon of a status', () => {
  it('is another one for each status, and its name another one in each language', () => {
    expect(new Set(RECIPIENT_STATUSES.map((status) => STATUS_ICONS[status])).size).toBe(RECIPIENT_STATUSES.length);
    for (const { status } of [sv, en, fi]) {
      const names = RECIPIENT_STATUSES.map((kind) => status[kind]);
      expect(names.every((name) => name.length > 0)).toBe(true);
      expect(new Set(names).size).toBe(names.length);
    }
  });

  it('has the status as its name for those who do not see it, and none where the word stands beside it', async () => {
    await renderStaff(
      <>
        {RECIPIENT_STATUSES.map((status) => (
          <StatusIcon key={status} status={status} />
        ))}
        <StatusIcon status="bounced" decorative />
      </>,
    );
    expect(screen.getAllByRole('img').map((icon) => icon.getAttribute('aria-label'))).toEqual(
      RECIPIENT_STATUSES.map((status) => sv.status[status]),
    );
  });

  it('is there for everything that a timeline can say, beside the words', async () => {
    await renderStaff(
      <div data-testid="icons">
        {RECIPIENT_EVENT_KINDS.map((kind) => (
          <EventIcon key={kind} kind={kind} />
        ))}
      </div>,
    );
    const icons = screen.getByTestId('icons');
    expect(icons.querySelectorAll('[aria-hidden="true"] > svg')).toHaveLength(RECIPIENT_EVENT_KINDS.length);
    for (const { event } of [sv, en, fi]) for (const kind of RECIPIENT_EVENT_KINDS) expect(event[kind]).toBeTruthy();
  });
});

describe('a mail that came back', () => {
  const event = (id: string, more = {}): Timeline[number]['events'][number] => ({
    id,
    kind: 'bounced',
    at: '2026-11-21T13:03:00.000Z',
    method: null,
    attachmentName: null,
    allAttachments: false,
    replyMessageId: null,
    ...more,
  });
  const recipient: Timeline[number]['recipient'] = {
    id: 'r1',
    kind: 'to',
    address: 'finns-inte@example.org',
    name: '',
    addressKind: 'external',
    status: 'bounced',
    method: 'email',
    recallable: true,
  };

  it('tells what was sent without a notification from what was only sent', async () => {
    const colleague = { ...recipient, status: 'sent' as const, addressKind: 'internal' as const, method: null };
    const timeline: Timeline = [
      { recipient: { ...colleague, id: 'r2', address: 'a@example.org', unnotified: true }, events: [] },
      { recipient: { ...colleague, id: 'r3', address: 'b@example.org' }, events: [] },
    ];
    await renderStaff(<RecipientsTimeline messageId="m1" subject="Beslut" />, {
      api: fakeApi({ '/messages/:id/timeline': timeline }),
    });
    const headers = await screen.findAllByRole('button');
    expect(headers.map(({ textContent }) => textContent)).toEqual([
      'a@example.orgSkickat utan avisering',
      'b@example.orgSkickat',
    ]);
  });

  it('says why, and what to do next', async () => {
    const timeline: Timeline = [
      {
        recipient,
        events: [
          event('1', { kind: 'delayed', reason: 'unreachable' }),
          event('2', { reason: 'unknown-address' }),
          event('3', { reason: 'mailbox-full' }),
          event('4'),
        ],
      },
    ];
    await renderStaff(<RecipientsTimeline messageId="m1" subject="Beslut" />, {
      api: fakeApi({ '/messages/:id/timeline': timeline }),
    });
    const items = within(await screen.findByRole('list')).getAllByRole('listitem');
    expect(items.map(({ textContent }) => textContent)).toEqual([
      expect.stringContaining(sv.event.delayed),
      expect.stringContaining(sv.event.bouncedBecause['unknown-address']),
      expect.stringContaining(sv.event.bouncedBecause['mailbox-full']),
      expect.stringContaining(sv.event.bounced),
    ]);
    expect(screen.getByText(sv.change.bounced)).toBeTruthy();
    expect(screen.getByRole('button', { name: /^Skicka aviseringen igen/ })).toBeTruthy();
  });
});
