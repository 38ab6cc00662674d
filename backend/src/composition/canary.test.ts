import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import pg from 'pg';
import { describeOnBoth, type TestDatabase } from '../testing/databases.ts';
import { type AccountBrowser, external, HANNA, KALLE, OLGA, STURE, TestProduct } from '../testing/product.ts';

const PHONE = '0739918273';
const PERSON = '199001012385';
const CANARY = {
  subject: 'KanarieAmne7q',
  body: 'KanarieBrod8w Åäö',
  fileName: 'KanarieFil9e.txt',
  fileContent: 'KanarieInnehall1r',
  replyText: 'KanarieSvar2t',
  replyFileName: 'KanarieSvarsfil3y.txt',
  replyFileContent: 'KanarieSvarsbilaga4u',
  openText: 'KanarieOppet5i',
  signature: 'KanarieSignatur6o',
  autoReply: 'KanarieAutosvar7p',
  draftSubject: 'KanarieUtkast8a',
  draftBody: 'KanarieUtkasttext9s',
  draftName: 'KanarieUtkastnamn1d',
  draftFileName: 'KanarieUtkastfil2f.txt',
  draftFileContent: 'KanarieUtkastinnehåll3g',
  searchWord: 'kanariesökord4h',
  searchPerson: 'kanariesökperson5j',
  forwardSubject: 'KanarieVidare6k',
  forwardBody: 'KanarieVidaretext7l',
  phone: '+46739918273',
  phoneAsWritten: PHONE,
  phoneNational: '739918273',
  personalNumber: PERSON,
  personalNumberShort: PERSON.slice(2),
  personalNumberDashed: '19900101-2385',
  password: 'SEFOS-demo-1',
};

/** A text as it could stand in bytes: plain, in other widths, and in the three positions of base64. */
const spellings = (text: string): Buffer[] => {
  const utf8 = Buffer.from(text);
  const base64 = [0, 1, 2].flatMap((shift) => {
    const whole = Buffer.concat([Buffer.alloc(shift), utf8]).toString('base64');
    // Letters at the ends also hold neighbouring bits.
    const inner = whole.slice(Math.ceil((shift * 8) / 6), Math.floor(((shift + utf8.length) * 8) / 6));
    return [inner, inner.replaceAll('+', '-').replaceAll('/', '_')];
  });
  return [
    utf8,
    Buffer.from(text, 'utf16le'),
    Buffer.from(text, 'utf16le').swap16(),
    Buffer.from(text, 'latin1'),
    Buffer.from(utf8.toString('hex')),
    Buffer.from(utf8.toString('hex').toUpperCase()),
    Buffer.from(encodeURIComponent(text)),
    Buffer.from(JSON.stringify(text).slice(1, -1)),
    ...base64.map((part) => Buffer.from(part)),
  ];
};

const found = (where: Buffer): string[] =>
  Object.entries(CANARY).flatMap(([name, text]) =>
    spellings(text).some((bytes) => where.includes(bytes)) ? [name] : [],
  );

const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

describeOnBoth('canaries', (open) => {
  let test: TestDatabase;
  let product: TestProduct;
  beforeAll(async () => {
    test = await open();
    product = await TestProduct.start(test);
  });
  afterAll(async () => {
    await product.stop();
    await test.end();
  });

  /** Every byte that the database keeps: SQLite's files, or each row of each table of PostgreSQL. */
  const databaseBytes = async (): Promise<Buffer> => {
    if (test.url.startsWith('sqlite:')) {
      const path = test.url.slice('sqlite:'.length);
      return Buffer.concat(['', '-wal'].map((suffix) => readFileSync(path + suffix)));
    }
    const client = new pg.Client({ connectionString: test.url });
    await client.connect();
    const { rows: tables } = await client.query("select tablename from pg_tables where schemaname = 'public'");
    const values: Buffer[] = [];
    for (const { tablename } of tables) {
      const { rows } = await client.query(`select * from "${tablename}"`);
      for (const value of rows.flatMap((row) => Object.values(row as object)))
        values.push(Buffer.isBuffer(value) ? value : Buffer.from(String(value)), Buffer.from('\n'));
    }
    await client.end();
    return Buffer.concat(values);
  };

  /** The whole journey: sign-in by password and code, three recipients, reading, answering, wrong tries, a recall. */
  const journey = async () => {
    const hanna = product.nobody();
    const challenge = (await hanna.post('/sign-in/password', { email: HANNA, password: CANARY.password })).body;
    const { body: session } = await hanna.post('/sign-in/code', {
      challengeId: challenge.challengeId,
      code: product.sms.lastCode(),
    });
    hanna.csrfToken = session.csrfToken;
    const draft = `/mailboxes/${session.mailboxId}/drafts/7f1b9c52-2f6e-4d0a-9a55-6d2f4b8c1e01`;
    const written = {
      recipients: [
        {
          kind: 'to',
          address: 'draft@example.org',
          name: CANARY.draftName,
          external: {
            method: 'sms',
            phone: CANARY.phone,
            personalNumber: CANARY.personalNumber,
            language: 'sv',
            openText: CANARY.openText,
          },
        },
      ],
      subject: CANARY.draftSubject,
      bodyHtml: `<p>${CANARY.draftBody}</p>`,
      assuranceLevel: 2,
      replyAllowed: true,
      validUntil: '',
      inReplyTo: null,
      uploadIds: [await hanna.upload(CANARY.draftFileName, Buffer.from(CANARY.draftFileContent))],
    };
    for (const revision of [0, 1, 1, 0]) await hanna.call('PUT', draft, { ...written, revision });
    await hanna.call('PUT', draft, { ...written, revision: 2, unknown: CANARY.draftSubject });
    expect((await hanna.get(draft)).body).toMatchObject({ revision: 2, subject: CANARY.draftSubject });
    expect((await hanna.get(draft.replace(/\/[^/]*$/, ''))).body.rows).toHaveLength(1);
    const attachmentIds = [await hanna.upload(CANARY.fileName, Buffer.from(CANARY.fileContent.repeat(3)))];
    const message = {
      mailboxId: session.mailboxId,
      subject: CANARY.subject,
      bodyHtml: `<p>${CANARY.body}</p>`,
      attachmentIds,
      assuranceLevel: 2,
      replyAllowed: true,
      recipients: [
        { kind: 'to', address: KALLE },
        { kind: 'to', ...external('sms@example.org', { method: 'sms', phone: PHONE, openText: CANARY.openText }) },
        {
          kind: 'to',
          ...external('eid@example.org', { method: 'bankid', personalNumber: CANARY.personalNumberDashed }),
        },
      ],
    };
    const { id } = (await hanna.post('/messages', message)).body;
    const refused = {
      ...message,
      recipients: [
        { kind: 'to', ...external('a@example.org', { method: 'sms', phone: 'x', unknown: CANARY.subject }) },
      ],
    };
    expect((await hanna.post('/messages', refused)).problem).toBe('invalid-request');
    expect((await hanna.call('POST', '/messages', `{"subject":"${CANARY.subject}`)).problem).toBe('invalid-request');
    await product.drain();

    const sms = await product.follow(product.linkOf('sms@example.org'));
    await sms.post('/link/address', { email: 'wrong@example.org' });
    await sms.post('/link/address', { email: 'sms@example.org' });
    const code = (await sms.post('/link/sms')).body;
    await sms.post('/link/sms/verify', { challengeId: code.challengeId, code: '000000' });
    await sms.post('/link/sms/verify', { challengeId: code.challengeId, code: product.sms.lastCode() });
    expect((await sms.post('/link/open')).body.subject).toBe(CANARY.subject);
    const download = (await sms.post('/link/downloads', { attachmentId: null })).body;
    expect((await sms.call('GET', `/${download.url}`)).bytes.includes(CANARY.fileContent)).toBe(true);
    const file = await sms.upload(CANARY.replyFileName, Buffer.from(CANARY.replyFileContent));
    expect((await sms.post('/link/reply', { bodyText: CANARY.replyText, attachmentIds: [file] })).status).toBe(201);

    const eid = await product.follow(product.linkOf('eid@example.org'));
    await eid.post('/link/address', { email: 'eid@example.org' });
    for (const personalNumber of ['198507099805', PERSON]) {
      const order = (await eid.post('/link/bankid')).body;
      product.bankId.state = {
        status: 'complete',
        person: { personalNumber, name: 'M M', givenName: 'M', surname: 'M' },
      };
      product.clock.advance(2);
      await eid.post(`/link/bankid/${order.orderId}/collect`);
    }
    expect((await eid.post('/link/open')).body.bodyHtml).toContain(CANARY.body);
    const kalle = await product.signIn(KALLE);
    expect((await kalle.post(`/messages/${id}/open`)).status).toBe(200);
    await kalle.get(`/mailboxes/${kalle.mailboxId}/messages?folder=inbox`);
    await hanna.get(`/messages/${id}/timeline`);
    await hanna.get(`/recipients/suggest?q=${CANARY.subject}`);
    await (await product.signIn(STURE)).post(`/messages/${id}/open`);
    await passedOn(kalle, id);
    await takenAlong(kalle, id);
    await product.drain();
  };

  /** Forwarding with the original's file, to a colleague who is away, under a signature. */
  const passedOn = async (kalle: AccountBrowser, id: string) => {
    const olga = await product.signIn(OLGA);
    const now = product.clock.now().getTime();
    const away = {
      enabled: true,
      startsAt: new Date(now).toISOString(),
      endsAt: new Date(now + 86_400_000).toISOString(),
      text: CANARY.autoReply,
    };
    expect((await olga.call('PUT', `/mailboxes/${olga.mailboxId}/auto-reply`, away)).status).toBe(200);
    const signature = { enabled: true, bodyHtml: `<p>${CANARY.signature}</p>` };
    expect((await kalle.call('PUT', `/mailboxes/${kalle.mailboxId}/signature`, signature)).status).toBe(200);
    const [file] = (await kalle.post(`/messages/${id}/open`)).body.attachments;
    const asked = { attachmentId: file.id, uploadId: null };
    const { uploadId } = (await kalle.post(`/messages/${id}/carried-files`, asked)).body;
    const forwarded = product.message(kalle, [{ address: OLGA }], {
      subject: CANARY.forwardSubject,
      bodyHtml: `<p>${CANARY.forwardBody}</p>${signature.bodyHtml}`,
      attachmentIds: [uploadId],
      forwardOf: id,
      assuranceLevel: 2,
    });
    const sent = await kalle.post('/messages', forwarded);
    expect(sent.status).toBe(201);
    await product.drain();
    expect((await olga.post(`/messages/${sent.body.id}/open`)).body.bodyHtml).toContain(CANARY.signature);
    const { rows } = (await kalle.get(`/mailboxes/${kalle.mailboxId}/messages?folder=inbox`)).body;
    expect((await kalle.post(`/messages/${rows[0].messageId}/open`)).body.bodyHtml).toContain(CANARY.autoReply);
  };

  /** What leaves the product with its reader: what she searched for, and the export. */
  const takenAlong = async (kalle: AccountBrowser, id: string) => {
    const search = (look: object) =>
      kalle.post(`/mailboxes/${kalle.mailboxId}/messages/search`, { folder: 'inbox', ...look });
    expect((await search({ words: CANARY.subject })).body.rows).toHaveLength(1);
    expect((await search({ words: CANARY.searchWord })).body.rows).toEqual([]);
    expect((await search({ person: CANARY.searchPerson })).status).toBe(200);
    expect((await search({ words: CANARY.searchWord, unknown: CANARY.searchWord })).problem).toBe('invalid-request');
    const asked = await kalle.post(`/messages/${id}/exports`);
    const { bytes } = await kalle.call('GET', `/${asked.body.url}`);
    expect(found(bytes)).toEqual(expect.arrayContaining(['subject', 'body', 'fileName', 'fileContent']));
  };

  it('are found by the search when they are there, in every spelling', () => {
    for (const [name, text] of Object.entries(CANARY))
      for (const bytes of spellings(text))
        expect(found(Buffer.concat([Buffer.from('x'), bytes, Buffer.from('y')]))).toContain(name);
    expect(found(Buffer.from(`{"a":"${Buffer.from(`...${CANARY.subject}...`).toString('base64')}"}`))).toContain(
      'subject',
    );
  });

  it('planted on the whole journey stand in clear nowhere: database, blobs, log, jobs, mail', async () => {
    await journey();
    const database = await databaseBytes();
    expect(database.includes('eid@example.org')).toBe(true);
    expect(database.includes('draft@example.org')).toBe(false);
    expect(found(database)).toEqual([]);
    const blobs = Buffer.concat(filesBelow(product.folder).map((path) => readFileSync(path)));
    expect(blobs.length).toBeGreaterThan(500);
    expect(found(blobs)).toEqual([]);
    expect(product.log).toContain('/api/v1/messages');
    expect(found(Buffer.from(product.log))).toEqual([]);
    const mails = Buffer.from(JSON.stringify(product.mail.sent));
    expect(found(mails)).toEqual(['openText']);
    const texts = Buffer.from(product.sms.sent.map(({ text }) => text).join('\n'));
    expect(found(texts)).toEqual([]);
    expect(product.failedJobs).toEqual([]);
  });

  it('neither do tokens of links, codes nor session cookies stand in the log or, as they are, in the database', async () => {
    const secrets = [
      product.linkOf('sms@example.org').token,
      product.linkOf('eid@example.org').token,
      ...[...(await product.signIn(HANNA)).cookies.values()],
    ];
    const everything = Buffer.concat([await databaseBytes(), Buffer.from(product.log)]);
    for (const secret of secrets) expect(everything.includes(secret)).toBe(false);
  });
});
