import { createHash } from 'node:crypto';

const CENTRAL_END = Buffer.from('504b0506', 'hex');

/** Files of a zip that is stored and not deflated, by their names, as its central directory tells them. */
export const storedZip = (zip: Buffer): ReadonlyMap<string, Buffer> => {
  const end = zip.lastIndexOf(CENTRAL_END);
  const files = new Map<string, Buffer>();
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [size, local] = [zip.readUInt32LE(at + 24), zip.readUInt32LE(at + 42)];
    const nameEnd = at + 46 + zip.readUInt16LE(at + 28);
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    files.set(zip.toString('utf8', at + 46, nameEnd), zip.subarray(start, start + size));
    at = nameEnd + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return files;
};

/** Names in SHA256SUMS whose content has another checksum, as `sha256sum -c` finds them. */
export const wrongChecksums = (files: ReadonlyMap<string, Buffer>): string[] =>
  String(files.get('SHA256SUMS') ?? '')
    .split('\n')
    .filter((line) => line !== '')
    .filter((line) => {
      const content = files.get(line.slice(66));
      return !content || createHash('sha256').update(content).digest('hex') !== line.slice(0, 64);
    })
    .map((line) => line.slice(66));
