import { EventEmitter } from 'node:events';
import { Readable } from 'node:stream';
import yazl from 'yazl';

/** A file of an archive: whole, or read when its turn comes; text of a length that nobody knows before is deflated. */
export type ArchiveEntry = { readonly path: string; readonly modifiedAt: Date } & (
  | { readonly content: Uint8Array }
  | { readonly sizeBytes?: number; open(): AsyncIterable<Uint8Array> }
);

/**
 * Entries as a zip, each asked for when the one before it has gone out, so that it can tell of that one. Stored and not deflated
 * where their size is known, zip64 where sizes ask for it. Fails rather than end early.
 */
export const archiveStream = (entries: AsyncIterable<ArchiveEntry>): Readable => {
  const archive = new yazl.ZipFile();
  const stream = archive.outputStream as Readable;
  let current: Readable | undefined;
  const closed = new Promise<void>((resolve) => stream.once('close', resolve));
  // An archive with a damaged file must never seem to end well.
  const fail = (error: unknown): void => {
    stream.destroy(error instanceof Error ? error : new Error('archive failed'));
  };
  if (archive instanceof EventEmitter) archive.on('error', fail);
  stream.once('close', () => current?.destroy());
  // Failed before anybody reads it, it would end the process; whoever reads it then is told.
  stream.on('error', () => undefined);

  const addStream = (path: string, options: Partial<yazl.ReadStreamOptions>, open: () => AsyncIterable<Uint8Array>) =>
    new Promise<void>((resolve) => {
      archive.addReadStreamLazy(path, options, (give) => {
        if (stream.destroyed) return;
        // yazl pipes, and a pipe does not pass errors on.
        current = Readable.from(open()).once('error', fail).once('end', resolve);
        give(null, current);
      });
    });
  const pump = async (): Promise<void> => {
    for await (const entry of entries) {
      if (stream.destroyed) return;
      const options = { mtime: entry.modifiedAt, mode: 0o100644, compress: false };
      if ('content' in entry) archive.addBuffer(Buffer.from(entry.content), entry.path, options);
      else {
        const size = entry.sizeBytes === undefined ? { compress: true } : { size: entry.sizeBytes };
        await Promise.race([addStream(entry.path, { ...options, ...size }, () => entry.open()), closed]);
        // Asked for more, its maker would take this entry for one that has gone out.
        if (stream.destroyed) return;
      }
    }
    archive.end();
  };
  pump().catch(fail);
  return stream;
};
