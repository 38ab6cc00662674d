import { crc32, deflateSync, inflateSync } from 'node:zlib';
import { expect, it } from '@jest/globals';
import type { PdfInput } from './pdf-input.ts';
import { PdfRenderer } from './pdf-renderer.ts';
import { renderMessage } from './render-message.ts';

const input: PdfInput = {
  language: 'sv',
  id: '0199f4b2-0000-7000-8000-000000000000',
  subject: 'Beslut & <nytt> ärende',
  exportedAt: new Date('2026-03-02T09:00:00Z'),
  head: [['Från', 'Hanna <hanna@storkommun.example>']],
  bodyHtml: '<p>Hej <b>du</b> <i>där</i> <a href="https://example.org/">länk</a></p>',
  originals: [{ name: 'a.pdf', lines: ['original/a.pdf', `SHA-256 ${'0'.repeat(64)}`] }],
  plain: false,
};

const limits = { timeMilliseconds: 80_000, memoryMegabytes: 512, workers: 1, placesOfAccount: 2, waiting: 50 };

/** The objects of a PDF with their streams inflated, as one text. */
const opened = (pdf: Uint8Array): string => {
  const bytes = Buffer.from(pdf);
  const text = bytes.toString('latin1');
  return text.replace(/stream\n([\s\S]*?)\nendstream/g, (whole, data: string) => {
    try {
      return `stream\n${inflateSync(Buffer.from(data, 'latin1')).toString('latin1')}\nendstream`;
    } catch {
      return whole;
    }
  });
};

/** What a page says, by the ToUnicode map of each font. */
const wordsOf = (pdf: Uint8Array): string => {
  const text = opened(pdf);
  const objects = new Map(
    [...text.matchAll(/(\d+) 0 obj\n([\s\S]*?)\nendobj/g)].map(([, id = '', body = '']) => [id, body]),
  );
  const fonts = new Map<string, string[]>();
  for (const [, name = '', id = ''] of text.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
    const cmap = objects.get(/\/ToUnicode (\d+) 0 R/.exec(objects.get(id) ?? '')?.[1] ?? '') ?? '';
    const units = [...cmap.matchAll(/<([0-9a-f ]*)>(?= |\])/g)].map(([, hex = '']) => hex);
    fonts.set(
      name,
      [...cmap.matchAll(/\[(.*?)\]/g)]
        .flatMap(([, list = '']) => list.match(/<[^>]*>/g) ?? [])
        .map((entry) =>
          String.fromCharCode(...(entry.match(/[0-9a-f]{4}/g) ?? []).map((hex) => Number.parseInt(hex, 16))),
        ),
    );
    expect(units.length).toBeGreaterThan(0);
  }
  let said = '';
  for (const [, font = '', shown = ''] of text.matchAll(/\/(F\d+) [\d.]+ Tf\n(?:.*\n)*?\[(.*?)\] TJ/g))
    for (const glyph of (shown.match(/<[0-9a-f]+>/g) ?? []).join('').match(/[0-9a-f]{4}/g) ?? [])
      said += fonts.get(font)?.[Number.parseInt(glyph, 16)] ?? '?';
  return said;
};

it('is a tagged PDF/A-2b: XMP, output intent, language, title, outline, embedded fonts, file id', async () => {
  const { pdf } = await renderMessage(input);
  const text = opened(pdf);
  expect(text.startsWith('%PDF-1.7\n%')).toBe(true);
  expect(text).toContain('<pdfaid:part>2</pdfaid:part>');
  expect(text).toContain('<pdfaid:conformance>B</pdfaid:conformance>');
  expect(Buffer.from(text, 'latin1').toString()).toContain('Beslut &amp; &lt;nytt&gt; ärende</rdf:li>');
  expect(text).toMatch(/\/S \/GTS_PDFA1[\s\S]*\/DestOutputProfile \d+ 0 R/);
  expect(text).toMatch(/acsp/);
  expect(text).toContain('sRGB');
  expect(text).toContain('/Lang (sv)');
  expect(text).toContain('/Marked true');
  expect(text).toContain('/DisplayDocTitle true');
  expect(text).toMatch(/\/Type \/Outlines|\/Outlines \d+ 0 R/);
  expect(text).toMatch(/\/ID \[<[0-9a-f]{32}> <[0-9a-f]{32}>\]/);
  for (const role of ['Document', 'H1', 'H2', 'P', 'L', 'LI', 'Lbl', 'LBody', 'Link'])
    expect(text).toContain(`/S /${role}\n`);
  const descriptors = text.match(/\/Type \/FontDescriptor[\s\S]*?>>/g) ?? [];
  expect(descriptors.length).toBeGreaterThanOrEqual(3);
  for (const descriptor of descriptors) expect(descriptor).toMatch(/\/FontFile[23]? \d+ 0 R/);
  expect(text.match(/\/Subtype \/Type0/g)).toHaveLength(descriptors.length);
  expect(text).not.toMatch(/\/Subtype \/(Type1|TrueType|Type3)\b/);
  expect(text).not.toMatch(
    /\/Encrypt|\/JavaScript|\/JS |\/EmbeddedFiles|\/AcroForm|\/Launch|\/LZWDecode|\/Interpolate/,
  );
  expect(text).toMatch(/\/Subtype \/Link[\s\S]*?\/F 4/);
});

it('shows every script that the fonts have, and what they have not by its code point', async () => {
  const body = 'åäöÅÄÖ šžŠŽ ẞ Привет Καλημέρα → م 😀 \u202eabc \u0007';
  const { pdf } = await renderMessage({ ...input, bodyHtml: `<p>${body}</p>` });
  expect(wordsOf(pdf)).toContain('åäöÅÄÖ šžŠŽ ẞ Привет Καλημέρα');
  for (const code of ['[U+0645]', '[U+1F600]', '[U+202E]abc', '[U+0007]']) expect(wordsOf(pdf)).toContain(code);
});

const chunk = (type: string, data: Buffer): Buffer => {
  const body = Buffer.concat([Buffer.from(type), data]);
  const [head, tail] = [Buffer.alloc(4), Buffer.alloc(4)];
  head.writeUInt32BE(data.length);
  tail.writeUInt32BE(crc32(body));
  return Buffer.concat([head, body, tail]);
};
const png = (width: number, height: number, pixels: Buffer, colour = 6): string => {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, colour, 0, 0, 0], 8);
  const parts = [chunk('IHDR', header), chunk('IDAT', deflateSync(pixels)), chunk('IEND', Buffer.alloc(0))];
  return `data:image/png;base64,${Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), ...parts]).toString('base64')}`;
};

it('holds whole pictures as figures with their words, and says where the others are', async () => {
  const whole = `<img src="${png(2, 2, Buffer.alloc(18))}" alt="En karta" />`;
  const cut = `<img src="${png(2, 2, Buffer.alloc(5))}" alt="Trasig" />`;
  const odd = `<img src="${png(2, 2, Buffer.alloc(18, 100))}" alt="Konstig" />`;
  const vast = `<img src="${png(60_000, 60_000, Buffer.alloc(5))}" alt="Enorm" />`;
  const gif = '<img src="data:image/gif;base64,R0lGODlhAQAB" alt="Rörlig" />';
  const { pdf } = await renderMessage({ ...input, bodyHtml: `${whole}${cut}${odd}${vast}${gif}` });
  expect(opened(pdf).match(/\/S \/Figure/g)).toHaveLength(1);
  expect(opened(pdf)).toContain('/Alt (En karta)');
  for (const words of ['Trasig', 'Konstig', 'Enorm', 'Rörlig'])
    expect(wordsOf(pdf)).toContain(`[Bild: ${words}. Den finns i meddelande.html.]`);
});

it('goes on over pages with tables, long words and deep lists', async () => {
  const row = `<tr><td>${'ord '.repeat(400)}</td><td>b</td></tr>`;
  const list = `${'<ul><li>'.repeat(20)}innerst${'</li></ul>'.repeat(20)}`;
  const wide = `<table><tr>${'<td>x</td>'.repeat(40)}</tr></table>`;
  const bodyHtml = `<table>${row.repeat(4)}</table>${wide}<p>${'A'.repeat(20_000)}</p>${list}<pre>${'rad\n'.repeat(100)}</pre>`;
  const { pdf, text } = await renderMessage({ ...input, bodyHtml });
  expect(opened(pdf).match(/\/Type \/Page\n/g)?.length).toBeGreaterThan(8);
  expect(wordsOf(pdf).match(/A/g)?.length).toBeGreaterThanOrEqual(20_000);
  expect(text).toContain('innerst');
});

it('takes words longer than pages, with and without glyphs', async () => {
  const word = await renderMessage({ ...input, bodyHtml: `<p>${'åäö'.repeat(60_000)}</p>` });
  expect(opened(word.pdf).match(/\/Type \/Page\n/g)?.length).toBeGreaterThan(20);
  const foreign = await renderMessage({ ...input, bodyHtml: `<p>${'م'.repeat(20_000)}</p>` });
  expect(foreign.text).toContain('م'.repeat(20_000));
  expect(opened(foreign.pdf).match(/\/Type \/Page\n/g)?.length).toBeGreaterThan(20);
});

it('is made in a thread of its own; what takes too long is laid out plain, and what takes too long even so is refused', async () => {
  const { pdf, text } = await new PdfRenderer().take('a').render(input);
  expect(Buffer.from(pdf.subarray(0, 8)).toString()).toBe('%PDF-1.7');
  expect(text).toContain('Hej du där');
  const hasty = new PdfRenderer({ ...limits, timeMilliseconds: 1 }).take('a');
  const answers = await Promise.allSettled([hasty.render(input), hasty.render(input)]);
  expect(answers.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  await expect(hasty.render(input)).rejects.toMatchObject({ type: 'content-unreadable' });
});

it('gives an account its places and no more, and takes back those that are left', () => {
  const renderer = new PdfRenderer(limits);
  const places = [renderer.take('a'), renderer.take('a')];
  expect(() => renderer.requirePlace('a')).toThrow(expect.objectContaining({ type: 'too-many-requests' }));
  expect(() => renderer.take('a')).toThrow(expect.objectContaining({ type: 'too-many-requests' }));
  places.push(renderer.take('b'));
  for (let time = 0; time < 2; time++) places[0]?.leave();
  renderer.take('a');
  expect(() => renderer.take('a')).toThrow(expect.objectContaining({ type: 'too-many-requests' }));
});

it('ends what whoever left was waiting for or having made, and serves the next', async () => {
  const renderer = new PdfRenderer({ ...limits, waiting: 2 });
  const long = { ...input, bodyHtml: `<p>${'ord '.repeat(3_000_000)}</p>` };
  const made = renderer.take('a');
  const queued = renderer.take('b');
  const last = renderer.take('c');
  const answers = Promise.allSettled([made.render(long), queued.render(long), last.render(input)]);
  expect(() => renderer.take('d')).toThrow(expect.objectContaining({ type: 'too-many-requests' }));
  queued.leave();
  renderer.requirePlace('d');
  made.leave();
  expect((await answers).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled']);
  await expect(made.render(input)).rejects.toMatchObject({ type: 'content-unreadable' });
  expect((await renderer.take('d').render(input)).text).toContain('Hej du där');
});
