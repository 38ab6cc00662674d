import { describe, expect, it } from '@jest/globals';
import { sanitise } from '../../../components/sanitise.ts';
import { bodyExcess } from '../../../domain/inline-images.ts';
import { makeUploads } from '../compose/uploads.ts';
import { planBody } from './body-plan.ts';
import { fingerprintOf, isHarmless, plainText } from './draft-text.ts';
import { makePaneFiles } from './pane-files.ts';
import { obstaclesOf, toPaneItem } from './pane-item.ts';
import { attachment, person, plainMail } from './testing/memory-item.ts';

const MIB = 1024 * 1024;
const PIXEL =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=';
const image = (name: string, sizeBytes: number, part = {}) =>
  attachment(name, { isInline: true, sizeBytes, content: async () => new Blob([new Uint8Array(8)]), ...part });
const noUploads = () =>
  makeUploads(
    () => ({ resume: () => undefined, abort: () => undefined }),
    Date.now,
    () => 'id',
  );

describe('the pictures of a mail', () => {
  it('stay in the text, found by content id, by file name or by attachment id', async () => {
    const attachments = [
      image('image001.png', 10),
      image('foto.jpg', 10, { contentId: '<abc@x>' }),
      image('skiss.gif', 10, { id: 'AAMk=' }),
    ];
    const bodyHtml =
      '<p><img src="cid:image001.png@01DA"><img src="cid:abc@x"><img src="https://outlook.example/x?id=AAMk%3D"></p>';
    const item = toPaneItem(plainMail({ bodyHtml, attachments }), sanitise);
    expect(item.body).toMatchObject({ imageCount: 3, remoteImages: 0, missingImages: 0, asFiles: [] });
    expect(item.files).toEqual([]);
    const html = sanitise(await makePaneFiles(noUploads()).fillBody(item));
    expect(html.match(/data:image\/(png|jpeg|gif);base64,AAAAAAAAAAA=/g)).toEqual([
      'data:image/png;base64,AAAAAAAAAAA=',
      'data:image/jpeg;base64,AAAAAAAAAAA=',
      'data:image/gif;base64,AAAAAAAAAAA=',
    ]);
    expect(bodyExcess(html)).toBeNull();
  });

  it('become files at one byte more than a picture may have, and when all together are too large', () => {
    const limit = planBody(
      plainMail({
        bodyHtml: '<img src="cid:a.png"><img src="cid:b.png">',
        attachments: [image('a.png', MIB), image('b.png', MIB + 1)],
      }),
    );
    expect([limit.imageCount, limit.asFiles.map(({ fileName }) => fileName)]).toEqual([1, ['b.png']]);
    const three = ['a.png', 'b.png', 'c.png'];
    const together = planBody(
      plainMail({
        bodyHtml: three.map((name) => `<img src="cid:${name}">`).join(''),
        attachments: three.map((name) => image(name, MIB)),
      }),
    );
    expect([together.imageCount, together.asFiles.map(({ fileName }) => fileName)]).toEqual([2, ['c.png']]);
  });

  it('become files when the text cannot hold their kind, or no place in the text names them', () => {
    const plan = planBody(
      plainMail({ bodyHtml: '<img src="cid:a.svg">', attachments: [image('a.svg', 9), image('logo.png', 9)] }),
    );
    expect(plan.asFiles.map(({ fileName }) => fileName)).toEqual(['a.svg', 'logo.png']);
  });

  it('keep their own data, and are left out and counted when they stand elsewhere or cannot be had', async () => {
    const bodyHtml = `<img src="${PIXEL}"><img src="https://spy.example/1.gif"><img src="cid:borta"><img src="blob:x">`;
    const plan = planBody(plainMail({ bodyHtml }));
    expect(plan).toMatchObject({ imageCount: 1, remoteImages: 1, missingImages: 2 });
    expect(sanitise(plan.fill(new Map()))).toBe(`<img src="${PIXEL}" alt="">`);
    const big = `data:image/png;base64,${'A'.repeat(2 * MIB)}`;
    const [file] = planBody(plainMail({ bodyHtml: `<img src="${big}">` })).asFiles;
    expect(file?.fileName).toBe('image-1.png');
    expect((await file?.content())?.size).toBe(1.5 * MIB);
  });
});

describe('the text of a mail', () => {
  // Four times what is sent at most. Ten megabytes are for a real browser: the journey outlook-limits.
  it('of 2 MB of HTML from Word is measured without its styles', () => {
    const paragraph = `<p class="MsoNormal" style="mso-margin-top-alt:auto;${'mso-x:y;'.repeat(500)}"><o:p>Ord</o:p></p>`;
    const bodyHtml = `<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>${'p{}'.repeat(1000)}</style></head><body>${paragraph.repeat(500)}</body></html>`;
    expect(bodyHtml.length).toBeGreaterThan(2_000_000);
    const item = toPaneItem(plainMail({ bodyHtml }), sanitise);
    expect(item.bodyTooLong).toBe(false);
    expect(item.beginning.length).toBeLessThanOrEqual(80);
  });

  it('is refused with what to do when it is still too long', () => {
    const item = toPaneItem(plainMail({ bodyHtml: `<p>${'a'.repeat(500_000)}</p>` }), sanitise);
    expect(obstaclesOf(item, [], new Set())).toEqual([{ kind: 'bodyTooLong' }]);
    const fits = toPaneItem(plainMail({ bodyHtml: `<p>${'a'.repeat(499_993)}</p>` }), sanitise);
    expect(obstaclesOf(fits, [], new Set())).toEqual([]);
  });

  it('is the same draft when the host has only rewritten its HTML, and another when a word, link or file is', () => {
    const mail = plainMail({ bodyHtml: '<p>Hej <a href="https://a.example">du</a></p>' });
    const same = {
      ...mail,
      bodyHtml: '<div><style>p{}</style><p class="x">Hej\u00a0<a href="https://a.example">du</a></p></div>',
    };
    expect(fingerprintOf(same)).toBe(fingerprintOf(mail));
    for (const other of [
      { ...mail, bodyHtml: mail.bodyHtml.replace('du', 'ni') },
      { ...mail, bodyHtml: mail.bodyHtml.replace('a.example', 'b.example') },
      { ...mail, bodyHtml: `${mail.bodyHtml}<img src="cid:x">` },
      { ...mail, subject: 'Annat' },
      { ...mail, blindCopy: [person('x@x.se')] },
      { ...mail, attachments: [attachment('a.txt')] },
    ])
      expect(fingerprintOf(other)).not.toBe(fingerprintOf(mail));
  });

  it('is harmless only as exactly the harmless words', () => {
    const words = '<p>Säkert meddelande</p><p><a href="https://s.example/o/1#t">Öppna</a></p>';
    const held = (part: Partial<Parameters<typeof isHarmless>[0]>) =>
      isHarmless(plainMail({ subject: 'S', bodyHtml: words, ...part }), words, 'S');
    expect(held({})).toBe(true);
    expect(held({ bodyHtml: `<html><head><title>x</title></head><body>${words}<p>&nbsp;</p></body></html>` })).toBe(
      true,
    );
    // A mail without formatting.
    expect(held({ bodyHtml: `<pre>${plainText(words)}</pre>` })).toBe(true);
    expect(held({ bodyHtml: `${words}<p>rest</p>` })).toBe(false);
    expect(held({ bodyHtml: `${words}<img src="cid:x">` })).toBe(false);
    expect(held({ attachments: [attachment('a.txt')] })).toBe(false);
    expect(held({ subject: 'Beslut' })).toBe(false);
    expect(plainText(words)).toBe('Säkert meddelande\nÖppna https://s.example/o/1#t');
  });
});

describe('recipients of a mail', () => {
  it('stand once, in the most open field', () => {
    const mail = plainMail({
      to: [person('a@x.se')],
      copy: [person('A@X.se'), person('b@x.se')],
      blindCopy: [person('b@x.se')],
    });
    const item = toPaneItem(mail, sanitise);
    expect([item.to, item.cc, item.bcc].map((chips) => chips.map(({ address }) => address))).toEqual([
      ['a@x.se'],
      ['b@x.se'],
      [],
    ]);
  });

  it.each([100, 101])('may be a hundred (%i)', (count) => {
    const to = Array.from({ length: count }, (_none, index) => person(`p${index}@x.se`));
    const obstacles = obstaclesOf(toPaneItem(plainMail({ to }), sanitise), [], new Set());
    expect(obstacles).toEqual(count > 100 ? [{ kind: 'tooManyRecipients', count: 101 }] : []);
  });
});
