import { isInlineImage } from '../../../domain/inline-images.ts';
import { isHostError } from '../../../host/host.port.ts';
import type { Uploads } from '../compose/uploads.ts';
import { imageType, toDataUri } from './body-plan.ts';
import type { PaneFile, PaneItem } from './pane-item.ts';

/** Thrown when a file could not be read from the host, or brought up; `name` is shown to the person. */
export class FileFailed extends Error {
  readonly file: PaneFile | undefined;
  readonly fileName: string;
  /** `unreadable`: the host will never give it. `read`: it did not now. `upload`: it was read, but not brought up. `tooLarge`, `empty`: not taken. */
  readonly reason: 'unreadable' | 'offline' | 'read' | 'upload' | 'tooLarge' | 'empty';

  constructor(reason: FileFailed['reason'], fileName: string, file: PaneFile | undefined) {
    super(reason);
    this.name = 'FileFailed';
    this.reason = reason;
    this.fileName = fileName;
    this.file = file;
  }
}

/** Same file in two readings of the same mail. */
const keyOf = ({ id, fileName, sizeBytes }: PaneFile) => JSON.stringify([id, fileName, sizeBytes]);

/** Brings a mail's files up, each once however often it is tried, and its pictures into the text. */
export interface PaneFiles {
  readonly uploads: Uploads;
  /** Uploads what is not up yet. @throws {FileFailed} the first that could not; the others stay up */
  bringUp(files: readonly PaneFile[]): Promise<void>;
  /** The server's ids of these files, once brought up. */
  uploadIds(files: readonly PaneFile[]): readonly string[];
  /** The item's body with its pictures in it, not sanitised. @throws {FileFailed} */
  fillBody(item: PaneItem): Promise<string>;
}

async function read(file: PaneFile): Promise<Blob> {
  try {
    return await file.content();
  } catch (error) {
    const reason = isHostError(error, 'unsupported')
      ? 'unreadable'
      : isHostError(error, 'offline')
        ? 'offline'
        : 'read';
    throw new FileFailed(reason, file.fileName, file);
  }
}

/** Attached mails and appointments come without an extension in some hosts: it follows from their type. */
const EXTENSIONS: Readonly<Record<string, string>> = { 'message/rfc822': '.eml', 'text/calendar': '.ics' };
function fileNameOf(file: PaneFile, content: Blob): string {
  const extension = EXTENSIONS[content.type.split(';')[0] ?? ''];
  return extension && !file.fileName.toLowerCase().endsWith(extension) ? `${file.fileName}${extension}` : file.fileName;
}

export function makePaneFiles(uploads: Uploads): PaneFiles {
  /** Upload item by file. */
  const known = new Map<string, string>();
  const pictures = new Map<string, string>();
  const itemOf = (file: PaneFile) => uploads.items().find(({ id }) => id === known.get(keyOf(file)));

  const add = async (file: PaneFile) => {
    const content = await read(file);
    const name = fileNameOf(file, content);
    const before = new Set(uploads.items().map(({ id }) => id));
    const [refused] = uploads.add([new File([content], name, { type: content.type })]);
    if (refused) throw new FileFailed(refused.reason === 'empty' ? 'empty' : 'tooLarge', file.fileName, file);
    const added = uploads.items().find(({ id }) => !before.has(id));
    if (added) known.set(keyOf(file), added.id);
  };

  return {
    uploads,
    bringUp: async (files) => {
      const wanted = new Set(files.map(keyOf));
      // What is no longer part of the mail must not be sent with it.
      for (const [key, id] of known) {
        if (wanted.has(key)) continue;
        uploads.remove(id);
        known.delete(key);
      }
      for (const file of files) {
        const item = itemOf(file);
        if (!item) await add(file);
        else if (item.state === 'failed') uploads.retry(item.id);
      }
      if (await uploads.settled()) return;
      const failed = files.find((file) => itemOf(file)?.state === 'failed');
      throw new FileFailed('upload', failed?.fileName ?? '', undefined);
    },
    uploadIds: (files) => files.flatMap((file) => itemOf(file)?.uploadId ?? []),
    fillBody: async (item) => {
      for (const file of item.body.embedded) {
        if (pictures.has(keyOf(file))) continue;
        const source = await toDataUri(await read(file), imageType(file.fileName) ?? 'image/png');
        if (!isInlineImage(source)) throw new FileFailed('tooLarge', file.fileName, file);
        pictures.set(keyOf(file), source);
      }
      return item.body.fill(new Map(item.body.embedded.map((file) => [file.id, pictures.get(keyOf(file)) ?? ''])));
    },
  };
}
