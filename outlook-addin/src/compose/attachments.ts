import type { HostAttachment } from '@sefos/shared/host/compose-item.port.ts';
import { HostError } from '@sefos/shared/host/host.port.ts';
import { asPromise } from '../office-async.ts';
import type { ComposedItem } from './composed-item.ts';

/** Reading a large file may take Outlook on the web a while. Milliseconds. */
const CONTENT_MS = 120_000;

const bytesOf = (base64: string) => Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));

// Mail as the host gives it is one string per byte (classic) or text (web): characters beyond one byte mean text.
const textBlob = (text: string, type: string) => new Blob([text], { type });

/** @throws {HostError} unsupported: a link to a file elsewhere, or a format that we do not know */
export function toBlob({ content, format }: Pick<Office.AttachmentContent, 'content' | 'format'>): Blob {
  switch (String(format)) {
    case 'base64':
      return new Blob([bytesOf(content)]);
    case 'eml':
      return textBlob(content, 'message/rfc822');
    case 'iCalendar':
      return textBlob(content, 'text/calendar;charset=utf-8');
    default:
      throw new HostError('unsupported', `attachment format ${format}`);
  }
}

const KINDS: Readonly<Record<string, HostAttachment['kind']>> = { cloud: 'cloud', item: 'item' };

const listOf = (item: ComposedItem) =>
  asPromise<Office.AttachmentDetailsCompose[]>((done) => item.getAttachmentsAsync(done));

const readContent = async (item: ComposedItem, id: string): Promise<Blob> =>
  toBlob(await asPromise((done) => item.getAttachmentContentAsync(id, done), CONTENT_MS));

/** Saving a draft may give its files new ids (temporary ones on the web, places in a row elsewhere): the same file's id now. */
async function renamedId(item: ComposedItem, before: Office.AttachmentDetailsCompose, error: unknown) {
  if (!(error instanceof HostError) || error.code !== 'failed') return undefined;
  const now = await listOf(item).catch(() => []);
  if (now.some(({ id }) => id === before.id)) return undefined;
  return now.find(({ name, size }) => name === before.name && size === before.size)?.id;
}

function contentOf(item: ComposedItem, details: Office.AttachmentDetailsCompose): () => Promise<Blob> {
  const { id, attachmentType } = details;
  return async () => {
    if (String(attachmentType) === 'cloud') throw new HostError('unsupported', 'a link to a file elsewhere');
    try {
      return await readContent(item, id);
    } catch (error) {
      const renamed = await renamedId(item, details, error);
      if (renamed !== undefined) return readContent(item, renamed);
      // Web and new Outlook refuse attached items that were dragged in, always (Office.AttachmentContent): they cannot be read.
      if (String(attachmentType) === 'item' && error instanceof HostError && error.code === 'failed') {
        throw new HostError('unsupported', error.message);
      }
      throw error;
    }
  };
}

/** The files of an item that is being written. Contents are read when they are asked for. */
export async function readAttachments(item: ComposedItem): Promise<readonly HostAttachment[]> {
  const list = await listOf(item);
  return list.map((details) => ({
    id: details.id,
    fileName: details.name,
    sizeBytes: details.size,
    isInline: details.isInline,
    contentId: details.contentId || undefined,
    kind: KINDS[String(details.attachmentType)] ?? 'file',
    content: contentOf(item, details),
  }));
}
