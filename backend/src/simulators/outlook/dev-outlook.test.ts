import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import Fastify, { type FastifyInstance } from 'fastify';
import { devAssetsPlugin } from '../dev-assets.plugin.ts';
import { type SmtpSink, startSmtpSink } from '../mail/smtp-sink.ts';
import { CapturedOutbox } from '../outbox.ts';
import { devTeamsPlugin } from '../teams/dev-teams.plugin.ts';
import { devOutlookPlugin } from './dev-outlook.plugin.ts';
import { toItemId, toRestId } from './item-id.ts';
import type { MailboxOwner, MailDraft, MailItem } from './mail-item.ts';
import { type MailSubmission, makeMailSubmission } from './mail-submission.ts';
import { MailboxStore } from './mailbox-store.ts';

const HANNA: MailboxOwner = {
  objectId: '0000aaaa-0000-4000-8000-000000000001',
  email: 'hanna@storkommun.example',
  displayName: 'Hanna Åkesson',
};
const KALLE: MailboxOwner = {
  objectId: '0000aaaa-0000-4000-8000-000000000002',
  email: 'kalle@storkommun.example',
  displayName: 'Kalle',
};
const OWNERS = new Map([HANNA, KALLE].map((owner) => [owner.objectId, owner]));

const address = (emailAddress: string) => ({ emailAddress, displayName: emailAddress, recipientType: 'user' });
const draft = (over: Partial<MailDraft> = {}): MailDraft => ({
  kind: 'message',
  subject: 'Läkarintyg',
  to: [address(KALLE.email)],
  cc: [],
  bcc: [],
  bodyHtml: '<p>Hej</p>',
  headers: {},
  attachments: [],
  start: '',
  end: '',
  location: '',
  ...over,
});

describe('the simulated Outlook', () => {
  let folder: string;
  let outbox: CapturedOutbox;
  let sink: SmtpSink;
  let submission: MailSubmission;
  let mailboxes: MailboxStore;
  let app: FastifyInstance;
  let now = Date.parse('2026-11-22T08:00:00Z');
  const clock = {
    now: () => {
      now += 1_000;
      return new Date(now);
    },
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sefos-outlook-'));
    outbox = await CapturedOutbox.open({ folder, clock });
    sink = await startSmtpSink({ outbox });
    submission = makeMailSubmission(sink.url);
    mailboxes = new MailboxStore({ outbox, clock, ownerOf: (objectId) => OWNERS.get(objectId) });
    app = Fastify({ routerOptions: { maxParamLength: 200 } });
    await app.register(devOutlookPlugin, { mailboxes, submission });
    await app.register(devTeamsPlugin);
    await app.register(devAssetsPlugin, { folder });
  });
  afterAll(async () => {
    await app.close();
    submission.close();
    await sink.close();
    await rm(folder, { recursive: true });
  });

  const itemsOf = async (owner: MailboxOwner): Promise<MailItem[]> =>
    (await app.inject(`/dev/outlook/mailboxes/${owner.objectId}/items`)).json();
  const post = (path: string, body: object) =>
    app.inject({ method: 'POST', url: `/dev/outlook/${path}`, payload: body });
  const save = async (given: MailDraft, id: string | null = null): Promise<MailItem> =>
    (await post(`mailboxes/${HANNA.objectId}/drafts`, { id, draft: given })).json();

  it('saves a draft under an id as long as those of Exchange, and again under the same', async () => {
    const first = await save(draft());
    expect(first).toMatchObject({ folder: 'drafts', subject: 'Läkarintyg', from: { emailAddress: HANNA.email } });
    expect(first.id).toMatch(/^AAMk[A-Za-z0-9+/]{148}$/);
    expect(first.id).toMatch(/[+/]/);
    const again = await save(draft({ subject: '' }), first.id);
    expect(again).toMatchObject({ id: first.id, subject: '' });
    expect((await itemsOf(HANNA)).map(({ id }) => id)).toEqual([first.id]);
    expect(await itemsOf(KALLE)).toEqual([]);
    expect(mailboxes.removeMessage(HANNA.objectId, toRestId(first.id))).toBe(true);
  });

  it('sends over SMTP to everybody at once, headers and files with it, and keeps a copy', async () => {
    const { id } = await save(draft());
    const file = {
      name: 'intyg.pdf',
      contentType: 'application/pdf',
      sizeBytes: 4,
      isInline: false,
      contentId: '',
      kind: 'file' as const,
      contentBase64: 'JVBERg==',
      url: '',
    };
    const sent = draft({
      headers: { 'x-sefos-message': 'abc' },
      attachments: [file],
      bcc: [address('dold@example.org')],
    });
    expect((await post('send', { objectId: HANNA.objectId, id, draft: sent })).json()).toMatchObject({
      folder: 'sent',
    });
    const [mail] = outbox.list();
    expect(mail).toMatchObject({ to: [KALLE.email, 'dold@example.org'], subject: 'Läkarintyg' });
    expect(mail?.from).toBe('Hanna Åkesson <hanna@storkommun.example>');
    expect(mail?.headers['x-sefos-message']).toBe('abc');
    expect(mail?.headers.bcc).toBeUndefined();
    expect(mail?.attachments).toEqual([{ filename: 'intyg.pdf', contentType: 'application/pdf', sizeBytes: 4 }]);
    expect((await itemsOf(HANNA)).map(({ folder }) => folder)).toEqual(['sent']);
    const [arrived] = await itemsOf(KALLE);
    expect(arrived).toMatchObject({ folder: 'inbox', headers: { 'x-sefos-message': 'abc' } });
    expect((await itemsOf(KALLE))[0]?.id).toBe(arrived?.id);
  });

  it('says when no server took the mail, and keeps the draft', async () => {
    const { id } = await save(draft());
    const bouncing = draft({ to: [address('studsar@example.org')] });
    const answer = await post('send', { objectId: HANNA.objectId, id, draft: bouncing });
    expect(answer.statusCode).toBe(502);
    expect((await itemsOf(HANNA)).some((item) => item.id === id)).toBe(true);
  });

  it('gives a moved item a new id, as Exchange does, unless told otherwise', async () => {
    const { id } = await save(draft());
    const path = `mailboxes/${HANNA.objectId}/items/${toRestId(id)}/move`;
    const moved: MailItem = (await post(path, { folder: 'deleted', keepId: false })).json();
    expect(moved.folder).toBe('deleted');
    expect(moved.id).not.toBe(id);
    expect(mailboxes.removeMessage(HANNA.objectId, toRestId(id))).toBe(false);
    const kept = mailboxes.move(HANNA, moved.id, 'drafts', true);
    expect(kept?.id).toBe(moved.id);
  });

  it('removes for good by either form of the id, in the own mailbox only', async () => {
    const { id } = await save(draft());
    expect(toItemId(toRestId(id))).toBe(id);
    expect(mailboxes.removeMessage(KALLE.objectId, id)).toBe(false);
    expect(mailboxes.removeMessage(HANNA.objectId.toUpperCase(), toRestId(id))).toBe(true);
    expect(mailboxes.removeMessage(HANNA.objectId, id)).toBe(false);
    const [arrived] = mailboxes.list(KALLE);
    expect(mailboxes.removeMessage(KALLE.objectId, arrived?.id ?? '')).toBe(true);
    expect(mailboxes.list(KALLE)).toEqual([]);
  });

  it('knows no mailbox of nobody and no item that is not there', async () => {
    expect((await app.inject('/dev/outlook/mailboxes/nobody/items')).statusCode).toBe(404);
    const gone = await app.inject({ method: 'DELETE', url: `/dev/outlook/mailboxes/${HANNA.objectId}/items/AAMk` });
    expect(gone.statusCode).toBe(404);
  });

  it('tells drafts from mail that came or was sent, wherever they lie', async () => {
    const draftOf = (id: string) => mailboxes.isDraft(HANNA.objectId, toRestId(id));
    const { id } = await save(draft());
    expect(draftOf(id)).toBe(true);
    const moved = mailboxes.move(HANNA, id, 'deleted');
    expect([draftOf(id), draftOf(moved?.id ?? '')]).toEqual([null, true]);
    expect(mailboxes.isDraft(KALLE.objectId, moved?.id ?? '')).toBeNull();
    const sent: MailItem = (await post('send', { objectId: HANNA.objectId, id: null, draft: draft() })).json();
    expect(draftOf(sent.id)).toBe(false);
    const [arrived] = await itemsOf(KALLE);
    expect(mailboxes.isDraft(KALLE.objectId, arrived?.id ?? '')).toBe(false);
    const thrown = mailboxes.move(KALLE, arrived?.id ?? '', 'deleted');
    expect(mailboxes.isDraft(KALLE.objectId, thrown?.id ?? '')).toBe(false);
  });

  it.each(['/dev/teams', '/dev/outlook'])(
    'serves %s with scripts of ours alone, framing ours, framed by nobody',
    async (path) => {
      const { body, headers } = await app.inject(path);
      const policy = String(headers['content-security-policy']);
      for (const part of ["script-src 'self'", "frame-src 'self'", "frame-ancestors 'none'"])
        expect(policy).toContain(part);
      expect(policy.replace("style-src-attr 'unsafe-inline'", '')).not.toContain('unsafe');
      for (const asset of body.matchAll(/(?:src|href)="(\/dev\/[^"]+\.(?:css|js))"/g)) {
        if (!asset[1]?.includes('dev.css') && !asset[1]?.endsWith('.js'))
          expect((await app.inject(asset[1] ?? '')).headers['content-type']).toContain('text/css');
      }
    },
  );

  it('says how to build the scripts when they are not there', async () => {
    const answer = await app.inject('/dev/office.js');
    expect(answer.statusCode).toBe(404);
    expect(answer.body).toContain('./scripts/build');
  });
});
