import { button, fill, h } from '../../platform/dom.ts';
import type { ComposeWindow, OpenAttachment } from '../compose-window.ts';
import type { MailFile } from '../mail-item.ts';

const MAX_BYTES = 25 * 1024 * 1024;
/** A green dot, 8 × 8. */
const PICTURE =
  'iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAYAAADED76LAAAAFklEQVR4nGNgWMb/Hy9mGBkKluHHAGv8RXOG+NZPAAAAAElFTkSuQmCC';

const NOTHING: MailFile = {
  name: '',
  contentType: 'application/octet-stream',
  sizeBytes: 0,
  isInline: false,
  contentId: '',
  kind: 'file',
  contentBase64: '',
  url: '',
};

const toBase64 = (file: File): Promise<string> =>
  new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,/, ''));
    reader.onerror = () => reject(new Error('The file cannot be read'));
    reader.readAsDataURL(file);
  });

const cloudFile: MailFile = {
  ...NOTHING,
  name: 'Budget 2027.xlsx',
  sizeBytes: 48_000,
  kind: 'cloud',
  url: 'https://storkommun-my.sharepoint.example/personal/budget-2027.xlsx',
};

const attachedMail = (): MailFile => {
  const eml = 'From: anna@example.org\r\nSubject: Tidigare brev\r\nContent-Type: text/plain\r\n\r\nHej igen.\r\n';
  return {
    ...NOTHING,
    name: 'Tidigare brev',
    contentType: 'message/rfc822',
    sizeBytes: eml.length,
    kind: 'item',
    contentBase64: btoa(eml),
  };
};

/** A picture inside the body. */
export function addInlinePicture(window: ComposeWindow): void {
  const contentId = `image-${crypto.randomUUID().slice(0, 8)}`;
  const sizeBytes = Math.floor((PICTURE.length * 3) / 4);
  const picture = { name: 'bild.png', contentType: 'image/png', sizeBytes, isInline: true, contentId };
  window.attach({ ...NOTHING, ...picture, contentBase64: PICTURE });
  window.set(
    'bodyHtml',
    `${window.fields.bodyHtml}<p><img src="cid:${contentId}" alt="Bild" width="32" height="32"></p>`,
  );
}

const entry = (window: ComposeWindow, file: OpenAttachment): HTMLElement =>
  h(
    'li',
    { class: 'chip', 'data-kind': file.kind },
    h('span', {}, file.name),
    h(
      'small',
      {},
      ` (${Math.max(1, Math.round(file.sizeBytes / 1024))} kB${file.kind === 'cloud' ? ', molnfil' : ''})`,
    ),
    button('×', () => void window.detach(file.id), { class: 'chip-remove', 'aria-label': `Ta bort ${file.name}` }),
  );

/** What is attached, and the ways to attach more. */
export function attachmentsBar(window: ComposeWindow): HTMLElement {
  const input = h('input', { id: 'compose-files', type: 'file', multiple: true });
  const refused = h('p', { role: 'alert', class: 'muted' });
  input.addEventListener('change', async () => {
    refused.textContent = '';
    for (const file of input.files ?? []) {
      if (file.size > MAX_BYTES) refused.textContent = `${file.name} är större än 25 MB.`;
      else {
        const contentType = file.type || NOTHING.contentType;
        const content = { name: file.name, contentType, sizeBytes: file.size, contentBase64: await toBase64(file) };
        window.attach({ ...NOTHING, ...content });
      }
    }
    input.value = '';
  });
  const list = h('ul', { class: 'chips', 'aria-label': 'Bifogade filer' });
  const draw = () =>
    fill(list, ...window.attachments.filter(({ isInline }) => !isInline).map((file) => entry(window, file)));
  window.onChange((part) => part === 'attachments' && draw());
  draw();
  return h(
    'div',
    { class: 'field' },
    h('label', { for: 'compose-files' }, 'Bifoga filer'),
    input,
    h(
      'div',
      { class: 'row' },
      button('Molnfil', () => void window.attach(cloudFile)),
      button('Bifogat meddelande', () => void window.attach(attachedMail())),
      button('Infogad bild', () => addInlinePicture(window)),
    ),
    refused,
    list,
  );
}
