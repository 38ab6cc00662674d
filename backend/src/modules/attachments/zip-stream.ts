import { EventEmitter } from 'node:events';
import type { Readable } from 'node:stream';
import yazl from 'yazl';
import { uniqueFileNames } from './file-name.domain.ts';

/** A file for an archive; `open` is called when its turn comes. */
export interface ZipFile {
  readonly name: string;
  readonly sizeBytes: number;
  readonly modifiedAt: Date;
  open(): Readable;
}

/** An archive under way. Destroy `stream` to stop. */
export interface Zip {
  readonly stream: Readable;
  /** Known beforehand, as nothing is deflated: with it a cut archive is noticed. */
  readonly sizeBytes: number;
}

/** `end` as yazl documents it; its types leave the callback's argument out. */
type End = (options: object, sizeKnown: (sizeBytes: number) => void) => void;

/** Files as a zip, one after the other, stored and not deflated (zip64 where sizes ask for it). Names become portable and unique. */
export const zipFiles = (files: readonly ZipFile[]): Promise<Zip> => {
  const archive = new yazl.ZipFile();
  const stream = archive.outputStream as Readable;
  let current: Readable | undefined;
  // An archive with a damaged file must never seem to end well.
  const fail = (error: Error): void => {
    stream.destroy(error);
  };
  if (archive instanceof EventEmitter) archive.on('error', fail);
  stream.once('close', () => current?.destroy());
  const names = uniqueFileNames(files.map(({ name }) => name));
  for (const [index, file] of files.entries()) {
    const options = { mtime: file.modifiedAt, mode: 0o100644, compress: false, size: file.sizeBytes };
    archive.addReadStreamLazy(names[index] ?? file.name, options, (give) => {
      if (stream.destroyed) return;
      // yazl pipes, and a pipe does not pass errors on.
      current = file.open().once('error', fail);
      give(null, current);
    });
  }
  return new Promise((resolve) => {
    (archive.end as End).call(archive, {}, (sizeBytes) => resolve({ stream, sizeBytes }));
  });
};
