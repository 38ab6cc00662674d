import { button, fill, h } from '../../platform/dom.ts';
import type { MailFolder, MailItem } from '../mail-item.ts';
import type { Outlook } from '../outlook.ts';

const FOLDERS: Readonly<Record<MailFolder, string>> = {
  inbox: 'Inkorg',
  drafts: 'Utkast',
  sent: 'Skickat',
  deleted: 'Borttaget',
};

const row = (outlook: Outlook, item: MailItem): HTMLElement => {
  const isSelected = outlook.selected.includes(item.id);
  const who = item.folder === 'inbox' ? item.from.displayName : item.to.map((to) => to.displayName).join(', ');
  const several = h('input', { type: 'checkbox', 'aria-label': `Markera ${item.subject}` });
  several.checked = isSelected;
  several.addEventListener('change', () =>
    outlook.select(
      several.checked ? [...outlook.selected, item.id] : outlook.selected.filter((selected) => selected !== item.id),
    ),
  );
  return h(
    'li',
    { class: 'mail-row', 'data-id': item.id, 'aria-current': isSelected },
    several,
    button(item.subject || '(inget ämne)', () =>
      item.folder === 'drafts' ? outlook.openDraft(item) : outlook.select([item.id]),
    ),
    h('small', {}, `${who} ${item.at.slice(0, 16).replace('T', ' ')}`),
  );
};

/** Folders and the list of the open one. */
export function listView(outlook: Outlook): HTMLElement {
  const folders = h('ul', { class: 'folders' });
  const list = h('ul', { class: 'mail-list', 'aria-label': 'Meddelanden' });
  const draw = () => {
    fill(
      folders,
      ...(Object.keys(FOLDERS) as MailFolder[]).map((folder) => {
        const count = outlook.items.filter((item) => item.folder === folder).length;
        const isOpen = outlook.folder === folder;
        const label = `${FOLDERS[folder]} (${count})`;
        return h(
          'li',
          {},
          button(label, () => outlook.openFolder(folder), { 'aria-current': isOpen ? 'page' : null }),
        );
      }),
    );
    const shown = outlook.items.filter(({ folder }) => folder === outlook.folder);
    fill(
      list,
      ...shown.map((item) => row(outlook, item)),
      shown.length === 0 && h('li', { class: 'muted' }, 'Här är tomt.'),
    );
  };
  outlook.onChange((part) => (part === 'items' || part === 'selection') && draw());
  draw();
  return h('div', { class: 'mail-folders' }, h('nav', { 'aria-label': 'Mappar' }, folders), list);
}
