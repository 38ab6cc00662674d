import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { freePort, ServerProcess } from '../testing/server-process.ts';

const SENDER = 'handlaggare@storkommun.example';
const COLLEAGUE = 'kollega@storkommun.example';
const PASSWORD = 'SEFOS-demo-1';
const ROUNDS = 3;
const SENDERS = 6;
const CHUNK_BYTES = 48_000;

interface Sent {
  readonly subject: string;
  readonly external: string;
  readonly attachmentId: string | null;
  readonly key: string;
  readonly body: string;
  /** Null: it was killed before it answered. */
  id: string | null;
}
interface Mail {
  readonly channel: string;
  readonly to: readonly string[];
  readonly text: string;
  readonly headers: Readonly<Record<string, string>>;
}
type Row = Readonly<Record<string, unknown>>;

const json = async <T>(answer: Response): Promise<T> => (await answer.json()) as T;

describe('a server that is killed at any moment', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sefos-crash-'));
  const contents = new Map<string, Buffer>();
  const sent: Sent[] = [];
  let server: ServerProcess;
  let headers: Record<string, string> = {};
  let mailboxId = '';
  /** Called when a message is about to be sent. */
  let begun = (): void => {};

  const call = async (path: string, init: RequestInit & { headers?: Record<string, string> } = {}) =>
    fetch(`${server.url}/api/v1${path}`, { ...init, headers: { ...headers, ...init.headers } });
  const post = (path: string, body: string, more: Record<string, string> = {}) =>
    call(path, { method: 'POST', body, headers: { 'content-type': 'application/json', ...more } });
  const outbox = async (): Promise<Mail[]> => json<Mail[]>(await fetch(`${server.url}/dev/outbox.json`));

  const signIn = async (email: string): Promise<{ cookie: string; csrf: string; mailboxId: string }> => {
    headers = {};
    const challenge = await json<{ challengeId: string }>(
      await post('/sign-in/password', JSON.stringify({ email, password: PASSWORD })),
    );
    const code = /\d{6}/.exec((await outbox()).find(({ channel }) => channel === 'sms')?.text ?? '')?.[0];
    const answer = await post('/sign-in/code', JSON.stringify({ challengeId: challenge.challengeId, code }));
    const session = await json<{ csrfToken: string; mailboxId: string }>(answer);
    const cookie = answer.headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; ');
    return { cookie, csrf: session.csrfToken, mailboxId: session.mailboxId };
  };
  const become = async (email: string): Promise<string> => {
    const session = await signIn(email);
    headers = { cookie: session.cookie, 'x-csrf-token': session.csrf };
    return session.mailboxId;
  };

  beforeAll(async () => {
    server = new ServerProcess(folder, await freePort());
    await server.start();
    mailboxId = await become(SENDER);
  }, 120_000);
  afterAll(async () => {
    await server.kill();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Uploads a file in two parts; its id once the server has said that all of it is durable. */
  const upload = async (): Promise<string> => {
    const content = randomBytes(2 * CHUNK_BYTES);
    const tus = { 'tus-resumable': '1.0.0' };
    const metadata = `filename ${Buffer.from('fil.bin').toString('base64')}`;
    const created = await call('/uploads', {
      method: 'POST',
      headers: { ...tus, 'upload-length': String(content.length), 'upload-metadata': metadata },
    });
    const id = created.headers.get('location')?.split('/').at(-1) ?? '';
    for (const offset of [0, CHUNK_BYTES]) {
      const answer = await call(`/uploads/${id}`, {
        method: 'PATCH',
        body: content.subarray(offset, offset + CHUNK_BYTES),
        headers: { ...tus, 'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream' },
      });
      if (answer.status !== 204) throw new Error(`upload: ${answer.status}`);
    }
    contents.set(id, content);
    return id;
  };

  const sendOne = async (withFile: boolean): Promise<void> => {
    const attachmentId = withFile ? await upload() : null;
    const external = `${randomUUID()}@example.org`;
    const subject = `Ärende ${external}`;
    const body = JSON.stringify({
      mailboxId,
      subject,
      bodyHtml: '<p>Hej</p>',
      attachmentIds: attachmentId ? [attachmentId] : [],
      assuranceLevel: 1,
      replyAllowed: true,
      recipients: [
        { kind: 'to', address: COLLEAGUE },
        { kind: 'to', address: external, external: { method: 'email', language: 'sv' } },
      ],
    });
    const message: Sent = { subject, external, attachmentId, key: randomUUID(), body, id: null };
    sent.push(message);
    begun();
    await attempt(message);
  };

  const attempt = async (message: Sent): Promise<void> => {
    const answer = await post('/messages', message.body, { 'idempotency-key': message.key });
    if (answer.status !== 201) throw new Error(`send: ${answer.status} ${await answer.text()}`);
    message.id = ((await answer.json()) as { id: string }).id;
  };

  /** Sends from several hands at once until the server is killed after `lifeMilliseconds`. */
  const sendUntilKilled = async (lifeMilliseconds: number): Promise<void> => {
    let alive = true;
    const unexpected: string[] = [];
    const hands = Array.from({ length: SENDERS }, async (_, hand) => {
      while (alive) {
        await setTimeout(Math.random() * 20);
        await sendOne(hand === 0).catch((error: unknown) => {
          // A broken connection is what is expected; an answer that is no success is not.
          if (/^(send|upload):/.test((error as Error).message ?? '')) unexpected.push((error as Error).message);
        });
      }
    });
    await setTimeout(lifeMilliseconds);
    // In the middle of a message, a little later each time.
    await new Promise<void>((resolve) => {
      begun = resolve;
    });
    await setTimeout(Math.random() * 10);
    await server.kill();
    alive = false;
    await Promise.all(hands);
    expect(unexpected).toEqual([]);
  };

  const rowsOf = async (box: string, folderName: string): Promise<Row[]> => {
    const rows: Row[] = [];
    let cursor: string | null = null;
    do {
      const query: string = cursor ? `&cursor=${cursor}` : '';
      const path = `/mailboxes/${box}/messages?folder=${folderName}${query}`;
      const page: { rows: Row[]; nextCursor: string | null } = await json(await call(path));
      rows.push(...page.rows);
      cursor = page.nextCursor;
    } while (cursor);
    return rows;
  };

  it('has every message that it answered with success, once for each recipient, and no half of any other', async () => {
    for (let round = 0; round < ROUNDS; round++) {
      await sendUntilKilled(300 + Math.random() * 1_500);
      await server.start();
    }
    const answered = sent.filter(({ id }) => id !== null);
    const unanswered = sent.filter(({ id }) => id === null);
    expect(answered.length).toBeGreaterThan(10);
    expect(unanswered.length).toBeGreaterThan(0);

    // Whoever got no answer tries again with the same key: it is sent now, or it was and the answer is found.
    for (const message of unanswered) await attempt(message);
    for (const message of answered) {
      const first = message.id;
      await attempt(message);
      expect(message.id).toBe(first);
    }
    expect(new Set(sent.map(({ id }) => id)).size).toBe(sent.length);

    const mine = await rowsOf(mailboxId, 'sent');
    expect(mine.map(({ subject }) => subject).toSorted()).toEqual(sent.map(({ subject }) => subject).toSorted());
    expect(mine.every(({ recipientCount }) => recipientCount === 2)).toBe(true);
    const links = await rowsOf(mailboxId, 'links');
    expect(links.map(({ subject }) => subject).toSorted()).toEqual(sent.map(({ subject }) => subject).toSorted());
  }, 90_000);

  it('has answered with success only what can be read: each attachment, byte for byte', async () => {
    for (const { id, attachmentId } of sent) {
      if (!attachmentId) continue;
      const asked = await json<{ url: string }>(
        await post(`/messages/${id}/downloads`, JSON.stringify({ attachmentId })),
      );
      const bytes = Buffer.from(await (await fetch(server.url + asked.url, { headers })).arrayBuffer());
      expect(bytes.equals(contents.get(attachmentId) ?? Buffer.alloc(0))).toBe(true);
    }
    for (const id of contents.keys()) {
      if (sent.some(({ attachmentId }) => attachmentId === id)) continue;
      expect(await (await call(`/uploads/${id}`)).json()).toMatchObject({ complete: true });
    }
  }, 60_000);

  it('mails every person without an account after it is back: at least once, always the same link', async () => {
    const until = Date.now() + 20_000;
    let mails: Mail[] = [];
    const missing = () => sent.filter(({ external }) => !mails.some(({ to }) => to.includes(external)));
    do {
      mails = await outbox();
      if (missing().length > 0) await setTimeout(200);
    } while (missing().length > 0 && Date.now() < until);
    expect(missing().map(({ external }) => external)).toEqual([]);
    for (const { external } of sent) {
      const own = mails.filter(({ to }) => to.includes(external));
      expect(new Set(own.map(({ headers: { 'message-id': id } }) => id)).size).toBe(1);
      expect(new Set(own.map(({ text }) => /\/m\/\S+/.exec(text)?.[0])).size).toBe(1);
    }
  }, 60_000);

  it('shows the colleague each message once, and counts as many unread', async () => {
    const box = await become(COLLEAGUE);
    const inbox = await rowsOf(box, 'inbox');
    expect(inbox.map(({ subject }) => subject).toSorted()).toEqual(sent.map(({ subject }) => subject).toSorted());
    const [mailbox] = await json<{ unread: number }[]>(await call('/mailboxes'));
    expect(mailbox?.unread).toBe(sent.length);
  }, 60_000);

  it('leaves a database that is whole: a key for each holder, one notification told for each link, no part of anything alone', async () => {
    await server.kill();
    const database = new DatabaseSync(join(folder, 'sefos.sqlite'), { readOnly: true });
    const number = (sql: string): unknown => Object.values(database.prepare(sql).get() as Row)[0];
    const whole: [string, number][] = [
      ['select count(*) from message', sent.length],
      ['select count(*) from message_body', sent.length],
      ['select count(*) from recipient', 2 * sent.length],
      ['select count(*) from message_key', 3 * sent.length],
      ['select count(*) from external_link', sent.length],
      ["select count(*) from recipient_event where kind = 'sent'", 2 * sent.length],
      [
        "select count(*) from recipient_event where kind = 'notified' and recipient_id in (select id from external_link)",
        sent.length,
      ],
      ["select count(*) from audit_event where action = 'message.sent'", sent.length],
      ['select count(*) from idempotency', sent.length],
      // Colleagues are mailed only when they have not opened for a while.
      ["select count(*) from outbox where kind <> 'notify-colleague'", 0],
    ];
    const counted = whole.map(([sql]) => [sql, Number(number(sql))]);
    const check = number('pragma integrity_check');
    database.close();
    expect(counted).toEqual(whole);
    expect(check).toBe('ok');
  }, 60_000);
});
