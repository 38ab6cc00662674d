import { isInlineImage } from '../../../domain/inline-images.ts';
import { LIMITS } from '../../../domain/limits.ts';
import type { HostAttachment, HostMail } from '../../../host/compose-item.port.ts';
import { parseMail } from '../parse-mail.ts';

/** A picture too large for the body, found inside it: sent as a file. */
export interface LargeImage {
  readonly fileName: string;
  readonly content: () => Promise<Blob>;
  readonly sizeBytes: number;
  readonly id: string;
}

/** How a mail's body becomes a message's: which pictures stay in it, which become files, which cannot come along. */
export interface BodyPlan {
  /** Inline attachments whose pictures stay in the text. */
  readonly embedded: readonly HostAttachment[];
  /** Pictures in the text. */
  readonly imageCount: number;
  /** Too large for the text, or a kind that the text cannot hold: sent as files. */
  readonly asFiles: readonly (HostAttachment | LargeImage)[];
  /** Pictures on other servers: never fetched, so that nobody learns who reads. */
  readonly remoteImages: number;
  /** Pictures that the host does not give. */
  readonly missingImages: number;
  /** The body with these contents in it. Still to be sanitised. `contents`: data URIs by attachment id. */
  readonly fill: (contents: ReadonlyMap<string, string>) => string;
}

const TYPES: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
};
const extensionOf = (fileName: string) => fileName.split('.').at(-1)?.toLowerCase() ?? '';

/** The type of a picture that a body may hold, by its file name; undefined for every other file. */
export const imageType = (fileName: string): string | undefined => TYPES[extensionOf(fileName)];

/** The inline attachment that an image's source names: by content id, by file name (classic Outlook), by attachment id (web before 2025-11). */
function attachmentOf(source: string, inline: readonly HostAttachment[]): HostAttachment | undefined {
  const cid = /^cid:(.*)$/i.exec(source)?.[1];
  if (cid === undefined) return inline.find(({ id }) => id !== '' && source.includes(encodeURIComponent(id)));
  const name = cid.split('@')[0] ?? '';
  return (
    inline.find(({ contentId }) => contentId !== undefined && contentId.replace(/^<|>$/g, '') === cid) ??
    inline.find(({ fileName }) => fileName === cid || fileName === name)
  );
}

const dataBytes = (source: string) => Math.floor(((source.length - source.indexOf(',') - 1) * 3) / 4);
const sourceOf = (image: HTMLImageElement) => {
  const original = image.getAttribute('originalsrc') ?? '';
  return original.startsWith('cid:') ? original : (image.getAttribute('src') ?? '');
};

/** Sorts the pictures of a mail; reads nothing but the HTML. */
export function planBody(mail: HostMail): BodyPlan {
  const page = parseMail(mail.bodyHtml);
  const inline = mail.attachments.filter(({ isInline }) => isInline);
  const placed: { readonly image: HTMLImageElement; readonly attachment: HostAttachment }[] = [];
  const embedded = new Set<HostAttachment>();
  const named = new Set<HostAttachment>();
  const large: LargeImage[] = [];
  const counts = { data: 0, remote: 0, missing: 0 };
  let left = LIMITS.inlineImagesBytes;

  const takeAttachment = (image: HTMLImageElement, attachment: HostAttachment) => {
    named.add(attachment);
    const fits =
      embedded.has(attachment) ||
      (imageType(attachment.fileName) !== undefined &&
        attachment.sizeBytes <= Math.min(LIMITS.inlineImageBytes, left) &&
        attachment.kind === 'file');
    if (!fits) return image.remove();
    // Each place in the text carries the picture's data once more.
    left -= attachment.sizeBytes;
    embedded.add(attachment);
    placed.push({ image, attachment });
  };
  const takeData = (image: HTMLImageElement, source: string) => {
    const bytes = dataBytes(source);
    if (isInlineImage(source) && bytes <= left) {
      left -= bytes;
      counts.data += 1;
      return;
    }
    const type = /^data:image\/([\w.+-]+);base64,/i.exec(source)?.[1];
    image.remove();
    if (type === undefined) {
      counts.missing += 1;
      return;
    }
    const fileName = `image-${large.length + 1}.${type.toLowerCase().replace('jpeg', 'jpg').replace('svg+xml', 'svg')}`;
    large.push({ id: fileName, fileName, sizeBytes: bytes, content: () => readDataUri(source) });
  };

  for (const image of [...page.images]) {
    const source = sourceOf(image);
    const attachment = attachmentOf(source, inline);
    if (attachment) takeAttachment(image, attachment);
    else if (/^data:/i.test(source)) takeData(image, source);
    else {
      if (/^(https?:)?\/\//i.test(source)) counts.remote += 1;
      else counts.missing += 1;
      image.remove();
    }
  }
  return {
    embedded: [...embedded],
    imageCount: placed.length + counts.data,
    // What no place in the text names (an old signature's picture) is sent as a file: nothing is left out unsaid.
    asFiles: [...inline.filter((attachment) => !embedded.has(attachment)), ...large],
    remoteImages: counts.remote,
    missingImages: counts.missing,
    fill: (contents) => {
      for (const { image, attachment } of placed) {
        image.setAttribute('src', contents.get(attachment.id) ?? '');
        // A width of its own in a style would be lost with the style.
        image.removeAttribute('style');
      }
      return page.body.innerHTML;
    },
  };
}

async function readDataUri(source: string): Promise<Blob> {
  const [head = '', data = ''] = source.split(',');
  const bytes = Uint8Array.from(atob(data.replace(/\s/g, '')), (character) => character.charCodeAt(0));
  return new Blob([bytes], { type: /^data:([^;]+)/.exec(head)?.[1] ?? '' });
}

/** A picture's content as a data URI of this type. */
export function toDataUri(content: Blob, type: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(content.slice(0, content.size, type));
  });
}
