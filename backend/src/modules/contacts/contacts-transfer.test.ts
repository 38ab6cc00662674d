import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { LIMITS } from '@sefos/shared/domain/limits.ts';
import { cellText, readCsv } from '../../platform/csv.ts';
import { describeOnBoth, type TestDatabase } from '../../testing/databases.ts';
import { type AccountBrowser, HANNA, TestProduct } from '../../testing/product.ts';

describeOnBoth('contacts from and to CSV', (open) => {
  let test: TestDatabase;
  let product: TestProduct;
  let hanna: AccountBrowser;
  beforeAll(async () => {
    test = await open();
    product = await TestProduct.start(test);
    hanna = await product.signIn(HANNA);
  });
  beforeEach(() =>
    product.database.commit(
      ['contact', 'contact_search_key'].map((table) => ({ sql: `delete from ${table}`, params: [] })),
    ),
  );
  afterAll(async () => {
    await product.stop();
    await test.end();
  });

  const at = () => `/mailboxes/${hanna.mailboxId}/contacts`;
  const read = async (csv: string, preview = false) => hanna.post(`${at()}/import`, { csv, preview });
  const written = async (personalNumbers = true): Promise<string> =>
    (await hanna.post(`${at()}/export`, { personalNumbers, language: 'sv' })).body.csv;
  const all = async () => (await hanna.post(`${at()}/search`, {})).body.rows;
  const HEADING = 'Namn;E-post;Mobilnummer;Personnummer;Identifieringsmetod;Språk';

  it.each([
    ['semicolons', `${HEADING}\nAnna Ek;anna@example.org;070-123 45 67;19121212-1212;BankID;svenska\n`],
    [
      'a byte order mark and Windows lines',
      `\ufeff${HEADING}\r\nAnna Ek;ANNA@example.org;0701234567;191212121212;bankid;sv\r\n`,
    ],
    [
      'commas and quotes',
      '"Name","E-mail","Phone","Personal number","Method","Language"\n"Anna Ek","anna@example.org","+46 70 123 45 67","121212+1212","bankid","Swedish"',
    ],
    [
      'tabs and other columns',
      'Ort\tE-postadress\tNamn\tMobil\tPersonnummer\tMetod\tSpråk\nEk\tanna@example.org\tAnna Ek\t0701234567\t19121212-1212\tbankid\tsv',
    ],
  ])('are read with %s', async (_kind, csv) => {
    expect((await read(csv)).body).toMatchObject({ created: 1, changed: 0, refused: 0 });
    expect(await all()).toMatchObject([
      {
        ...{ name: 'Anna Ek', address: 'anna@example.org', phone: '+46701234567' },
        ...{ maskedPersonalNumber: '19121212-••••', method: 'bankid', language: 'sv' },
      },
    ]);
  });

  it('are read up to a megabyte and not beyond', async () => {
    const around = JSON.stringify({ csv: '', preview: true }).length;
    const fileOf = (bytes: number) => 'x'.repeat(bytes - around);
    expect((await read(fileOf(LIMITS.contactFileBytes), true)).problem).not.toBe('body-too-large');
    expect((await read(fileOf(LIMITS.contactFileBytes + 1), true)).problem).toBe('body-too-large');
  });

  it('say row by row what would happen, and a preview changes nothing', async () => {
    await read(`${HEADING}\nBo;bo@example.org;;;;\n`);
    const file = [
      HEADING,
      'Anna;anna@example.org;;;;',
      '',
      'Bo Ek;bo@example.org;;;;',
      ';ingen@example.org;12;1912;duva;klingon',
      'Anna;ANNA@example.org;;;;',
      'Cilla;inte en adress;;;;',
    ].join('\n');
    const { body } = await read(file, true);
    expect(body).toEqual({
      rows: [
        { line: 2, name: 'Anna', address: 'anna@example.org', outcome: 'new', faults: [] },
        { line: 4, name: 'Bo Ek', address: 'bo@example.org', outcome: 'changed', faults: [] },
        {
          ...{ line: 5, name: '', address: 'ingen@example.org', outcome: 'refused' },
          faults: ['name', 'phone', 'personalNumber', 'method', 'language'],
        },
        { line: 6, name: 'Anna', address: 'anna@example.org', outcome: 'refused', faults: ['twice'] },
        { line: 7, name: 'Cilla', address: 'inte en adress', outcome: 'refused', faults: ['address'] },
      ],
      created: 1,
      changed: 1,
      refused: 3,
    });
    expect((await all()).map(({ name }: { name: string }) => name)).toEqual(['Bo']);
    expect((await read(file)).body).toEqual(body);
    expect((await all()).map(({ name }: { name: string }) => name)).toEqual(['Anna', 'Bo Ek']);
  });

  it('keep what an emptier row does not say', async () => {
    await read(`${HEADING}\nAnna;anna@example.org;0701234567;191212121212;sms;fi\n`);
    await read('E-post;Namn;Mobilnummer\nanna@example.org;Anna Ny;0707654321\n');
    expect(await all()).toMatchObject([
      {
        ...{ name: 'Anna Ny', phone: '+46707654321', maskedPersonalNumber: '19121212-••••' },
        ...{ method: 'sms', language: 'fi' },
      },
    ]);
  });

  it('leave alone what identifies somebody where they say nothing else, and seal it anew where they do', async () => {
    const sealing = async () =>
      product.database.get<{ details_id: string }>('select details_id, wrapped_key, details from contact');
    await read(`${HEADING}\nAnna;anna@example.org;0701234567;191212121212;sms;fi\n`);
    const before = await sealing();
    await read(`${HEADING}\nAnna Ek;anna@example.org;070-123 45 67;;bankid;\n`);
    expect(await sealing()).toEqual(before);
    await read(`${HEADING}\nAnna Ek;anna@example.org;0707654321;;;\n`);
    expect((await sealing())?.details_id).not.toBe(before?.details_id);
  });

  it('are logged with what they added and changed, and a preview is not', async () => {
    await read(`${HEADING}\nAnna;anna@example.org;;;;\n`);
    const entries = async () =>
      product.database.all<{ facts: string; target_id: string }>(
        "select facts, target_id from audit_event where action = 'contacts.imported' order by id desc",
      );
    const { length } = await entries();
    const file = `${HEADING}\nAnna Ek;anna@example.org;;;;\nBo;bo@example.org;;;;\nCilla;nowhere;;;;\n`;
    await read(file, true);
    expect(await entries()).toHaveLength(length);
    await read(file);
    const [entry, ...others] = await entries();
    expect(others).toHaveLength(length);
    expect({ ...entry, facts: JSON.parse(entry?.facts ?? '') }).toEqual({
      ...{ target_id: hanna.mailboxId, facts: { created: 1, changed: 1 } },
    });
  });

  it.each([
    ['=HYPERLINK("http://evil.example","x")'],
    ['+1+1'],
    ['-2+3'],
    ['@SUM(A1)'],
    ["=cmd|' /C calc'!A0"],
    [' =1'],
    ['＝1'],
    ['a"b;c,d'],
    ["'quoted"],
    ["O'Hara"],
  ])('are text and no formula, there and back: %s', async (name) => {
    const body = { name, address: 'anna@example.org', phone: '0701234567', method: null, language: null };
    expect((await hanna.post(at(), body)).status).toBe(201);
    const csv = await written();
    const [, row = []] = readCsv(csv, 10) ?? [];
    for (const cell of row) expect(cell).not.toMatch(/^\s*[=+\-@\t\r＝＋－＠]/);
    const before = await all();
    await read(csv);
    expect(await all()).toEqual([{ ...before[0], revision: 2 }]);
    expect(before[0].name).toBe(name.trim());
    expect(before[0].phone).toBe('+46701234567');
  });

  it('leave with personnummer only when they are asked for, and the log says which', async () => {
    await read(`${HEADING}\nAnna;anna@example.org;;191212121212;;\n`);
    const csv = await written(false);
    expect(csv).toBe(
      '\ufeff"Namn";"E-post";"Mobilnummer";"Identifieringsmetod";"Språk"\r\n"Anna";"anna@example.org";"";"";""\r\n',
    );
    expect(await written(true)).toContain('"19121212-1212"');
    const entries = await product.database.all<{ facts: string }>(
      "select facts from audit_event where action = 'contacts.exported' order by id desc limit 2",
    );
    expect(entries.map(({ facts }) => JSON.parse(facts))).toEqual([
      { contacts: 1, personalNumbers: true },
      { contacts: 1, personalNumbers: false },
    ]);
  });

  it.each([
    ['no heading', 'Anna;anna@example.org\n'],
    ['nothing', '\n'],
    ['a quotation mark that nobody closes', `${HEADING}\n"Anna;anna@example.org`],
    ['a row without end', `${HEADING}\n"${'a'.repeat(30_000)}";x`],
  ])('are refused as no file of contacts: %s', async (_kind, csv) => {
    expect((await read(csv)).problem).toBe('csv-invalid');
  });

  it('are as many as the limit in one file, and no more', async () => {
    const rows = Array.from({ length: LIMITS.contactsPerImport }, (_, index) => `N${index};n${index}@example.org;;;;`);
    const file = `${HEADING}\n${rows.join('\n')}`;
    expect((await read(`${file}\nEn till;e@example.org;;;;`)).problem).toBe('csv-too-many-rows');
    expect((await read(file)).body).toMatchObject({ created: LIMITS.contactsPerImport });
    expect(await product.count('contact')).toBe(LIMITS.contactsPerImport);
    expect((await written()).split('\r\n')).toHaveLength(LIMITS.contactsPerImport + 2);
  }, 120_000);
});

describe('cells', () => {
  it.each([
    ["'=1", '=1'],
    ["' +46", '+46'],
    ["'quoted", "'quoted"],
    ["''=1", "''=1"],
    ['  a ', 'a'],
  ])('%s say %s', (cell, text) => {
    expect(cellText(cell)).toBe(text);
  });
});
