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

function contentOf(item: ComposedItem, { id, attachmentType }: Office.AttachmentDetailsCompose): () => Promise<Blob> {
  return async () => {
    if (String(attachmentType) === 'cloud') throw new HostError('unsupported', 'a link to a file elsewhere');
    try {
      return toBlob(await asPromise((done) => item.getAttachmentContentAsync(id, done), CONTENT_MS));
    } catch (error) {
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
  const list = await asPromise<Office.AttachmentDetailsCompose[]>((done) => item.getAttachmentsAsync(done));
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
