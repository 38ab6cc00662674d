import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  type AttachmentManifest,
  type ByteRange,
  buildManifest,
  newKey,
  openAttachment,
  openPiece,
  parseManifest,
  partContext,
  partRanges,
  sealPiece,
  serializeManifest,
} from './index.ts';
import { bytesOf, collect, sealAll, stored } from './testing/samples.ts';

const key = newKey();
const base = { organisation: 'org-1', attachment: 'att-1' };
const FRAME = 16;
const unreadable = { type: 'content-unreadable', facts: {} };

/** Seals parts of the given sizes and keeps them by name. */
async function upload(sizes: readonly number[], bound = base) {
  const blobs = new Map<string, Buffer>();
  const parts = [];
  let from = 0;
  for (const [index, sizeBytes] of sizes.entries()) {
    const sealed = await sealAll(key, bytesOf(sizeBytes, from), FRAME, 7, partContext(bound, index));
    const blob = `blobs/${bound.attachment}/${index}`;
    blobs.set(blob, sealed);
    parts.push({ sizeBytes, sealedBytes: sealed.length, blob });
    from += sizeBytes;
  }
  return { blobs, manifest: buildManifest(parts, FRAME), text: bytesOf(from) };
}

const open = (manifest: AttachmentManifest, blobs: ReadonlyMap<string, Buffer>, range?: ByteRange, bound = base) =>
  collect(
    openAttachment(
      key,
      bound,
      manifest,
      (blob, bytes) => stored(blobs.get(blob) ?? Buffer.alloc(0)).read(bytes),
      range,
    ),
  );

describe('an attachment in parts', () => {
  it('opens to what was uploaded, whole and by any range', async () => {
    const { blobs, manifest, text } = await upload([50, 0, 16, 33]);
    expect((await open(manifest, blobs)).equals(text)).toBe(true);
    const place = fc.integer({ min: 0, max: text.length - 1 });
    await fc.assert(
      fc.asyncProperty(place, place, async (a, b) => {
        const range = { start: Math.min(a, b), end: Math.max(a, b) };
        expect((await open(manifest, blobs, range)).equals(text.subarray(range.start, range.end + 1))).toBe(true);
      }),
    );
  });

  it('may be empty', async () => {
    const { blobs, manifest } = await upload([0]);
    expect((await open(manifest, blobs)).length).toBe(0);
    await expect(open(manifest, blobs, { start: 0, end: 0 })).rejects.toThrow(RangeError);
  });

  it('is refused with parts swapped, played again or taken from another attachment', async () => {
    const { blobs, manifest } = await upload([32, 32]);
    const [first, second] = [
      blobs.get('blobs/att-1/0') ?? Buffer.alloc(0),
      blobs.get('blobs/att-1/1') ?? Buffer.alloc(0),
    ];
    const other = await upload([32, 32], { ...base, attachment: 'att-2' });
    const foreign = other.blobs.get('blobs/att-2/0') ?? Buffer.alloc(0);
    for (const [a, b] of [
      [second, first],
      [first, first],
      [foreign, second],
    ] as const) {
      const altered = new Map([
        ['blobs/att-1/0', a],
        ['blobs/att-1/1', b],
      ]);
      await expect(open(manifest, altered)).rejects.toMatchObject(unreadable);
    }
    await expect(open(manifest, blobs, undefined, { ...base, organisation: 'org-2' })).rejects.toMatchObject(
      unreadable,
    );
  });

  it('is refused with any number in its manifest changed', async () => {
    const { blobs, manifest } = await upload([32, 20]);
    const altered: AttachmentManifest[] = [
      { ...manifest, frameBytes: 32 },
      { ...manifest, parts: manifest.parts.map((part) => ({ ...part, sizeBytes: part.sizeBytes - 1 })) },
      { ...manifest, parts: manifest.parts.map((part) => ({ ...part, sealedBytes: part.sealedBytes + 1 })) },
      { ...manifest, parts: [...manifest.parts].reverse() },
    ];
    for (const wrong of altered) await expect(open(wrong, blobs)).rejects.toMatchObject(unreadable);
  });
});

describe('a manifest', () => {
  it('reads as it was written, through a sealed piece', async () => {
    const { manifest } = await upload([32, 20]);
    const context = { ...base, piece: 'manifest' };
    const sealed = sealPiece(key, context, serializeManifest(manifest));
    expect(parseManifest(openPiece(key, context, sealed))).toEqual(manifest);
  });

  const part = { sizeBytes: 1, sealedBytes: 2, blob: 'a' };
  const good = { version: 1, parts: [part], sizeBytes: 1, frameBytes: 16 };
  it.each<[string, unknown]>([
    ['another version', { ...good, version: 2 }],
    ['a total that is not the sum', { ...good, sizeBytes: 2 }],
    ['no parts', { ...good, parts: [], sizeBytes: 0 }],
    ['one blob twice', { ...good, parts: [part, part], sizeBytes: 2 }],
    ['a negative size', { ...good, parts: [{ ...part, sizeBytes: -1 }], sizeBytes: -1 }],
    ['a fractional size', { ...good, parts: [{ ...part, sizeBytes: 0.5 }], sizeBytes: 0.5 }],
    ['a blob name with dots', { ...good, parts: [{ ...part, blob: '../a' }] }],
    ['a frame length of zero', { ...good, frameBytes: 0 }],
    ['a field too many', { ...good, more: true }],
    ['a field too few', { version: 1, parts: [part], sizeBytes: 1 }],
    ['a field too many in a part', { ...good, parts: [{ ...part, more: 1 }] }],
    ['null', null],
    ['a list', [good]],
  ])('is refused with %s', (_, value) => {
    expect(() => parseManifest(Buffer.from(JSON.stringify(value)))).toThrow(expect.objectContaining(unreadable));
  });

  it('is refused when it is no JSON or no UTF-8', () => {
    for (const bytes of [Buffer.from('{'), Buffer.from([0x22, 0xff, 0x22]), Buffer.alloc(0)]) {
      expect(() => parseManifest(bytes)).toThrow(expect.objectContaining(unreadable));
    }
    expect(parseManifest(Buffer.from(JSON.stringify(good)))).toEqual(good);
  });

  it('maps every range to touching part ranges of the same total length', () => {
    const sizes = fc
      .array(fc.integer({ min: 0, max: 20 }), { minLength: 1, maxLength: 6 })
      .filter((all) => all.some((n) => n > 0));
    fc.assert(
      fc.property(sizes, fc.nat(), fc.nat(), (all, a, b) => {
        const manifest = buildManifest(
          all.map((sizeBytes, i) => ({ sizeBytes, sealedBytes: 0, blob: `b${i}` })),
          FRAME,
        );
        const [start, end] = [a % manifest.sizeBytes, b % manifest.sizeBytes].sort((x, y) => x - y) as [number, number];
        const total = partRanges(manifest, { start, end }).reduce(
          (n, { range }) => n + (range ? range.end - range.start + 1 : 0),
          0,
        );
        expect(total).toBe(end - start + 1);
      }),
    );
  });

  it('cannot be built of parts that make no valid one', () => {
    expect(() => buildManifest([], 16)).toThrow(TypeError);
    expect(() => buildManifest([part, part], 16)).toThrow(TypeError);
  });
});
