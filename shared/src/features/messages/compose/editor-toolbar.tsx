import {
  Button,
  Field,
  Input,
  makeStyles,
  Popover,
  PopoverSurface,
  PopoverTrigger,
  Toolbar,
  ToolbarToggleButton,
  tokens,
} from '@fluentui/react-components';
import { LinkRegular } from '@fluentui/react-icons/svg/link';
import { LinkDismissRegular } from '@fluentui/react-icons/svg/link-dismiss';
import { TextBoldRegular } from '@fluentui/react-icons/svg/text-bold';
import { TextBulletListRegular } from '@fluentui/react-icons/svg/text-bullet-list';
import { TextItalicRegular } from '@fluentui/react-icons/svg/text-italic';
import { TextNumberListLtrRegular } from '@fluentui/react-icons/svg/text-number-list-ltr';
import { type Editor, useEditorState } from '@tiptap/react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';

const useStyles = makeStyles({
  bar: { borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`, flexWrap: 'wrap' },
  form: { display: 'grid', gap: tokens.spacingVerticalM, minWidth: '240px' },
});

const COMMANDS = [
  {
    name: 'bold',
    label: 'compose.editor.bold',
    icon: <TextBoldRegular />,
    run: (e: Editor) => e.chain().focus().toggleBold().run(),
  },
  {
    name: 'italic',
    label: 'compose.editor.italic',
    icon: <TextItalicRegular />,
    run: (e: Editor) => e.chain().focus().toggleItalic().run(),
  },
  {
    name: 'bulletList',
    label: 'compose.editor.bulletList',
    icon: <TextBulletListRegular />,
    run: (e: Editor) => e.chain().focus().toggleBulletList().run(),
  },
  {
    name: 'orderedList',
    label: 'compose.editor.orderedList',
    icon: <TextNumberListLtrRegular />,
    run: (e: Editor) => e.chain().focus().toggleOrderedList().run(),
  },
] as const;

/** Formatting of what is selected. Ctrl+B and Ctrl+I work in the text as well. */
export function EditorToolbar({ editor }: { readonly editor: Editor }) {
  const styles = useStyles();
  const { t } = useTranslation();
  const active = useEditorState({
    editor,
    selector: ({ editor: current }) =>
      [...COMMANDS.map(({ name }) => name), 'link'].filter((name) => current.isActive(name)),
  });
  return (
    <Toolbar
      size="small"
      className={styles.bar}
      aria-label={t('compose.editor.toolbar')}
      checkedValues={{ format: active }}
    >
      {COMMANDS.map(({ name, label, icon, run }) => (
        <ToolbarToggleButton
          key={name}
          name="format"
          value={name}
          icon={icon}
          aria-label={t(label)}
          title={t(label)}
          onClick={() => run(editor)}
        />
      ))}
      {active.includes('link') ? (
        <Button
          size="small"
          appearance="subtle"
          icon={<LinkDismissRegular />}
          aria-label={t('compose.editor.unlink')}
          title={t('compose.editor.unlink')}
          onClick={() => editor.chain().focus().extendMarkRange('link').unsetLink().run()}
        />
      ) : (
        <LinkButton editor={editor} />
      )}
    </Toolbar>
  );
}

/** `https://` is put before an address without a scheme; null when it is no address that may be linked. */
export function toLinkAddress(text: string): string | null {
  const typed = text.trim();
  const candidate = /^[a-z][a-z0-9+.-]*:/i.test(typed) ? typed : `https://${typed}`;
  if (!URL.canParse(candidate)) return null;
  const { protocol, hostname, href } = new URL(candidate);
  return (protocol === 'https:' || protocol === 'http:') && hostname.includes('.') ? href : null;
}

function LinkButton({ editor }: { readonly editor: Editor }) {
  const styles = useStyles();
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState('');
  const [refused, setRefused] = useState(false);
  const apply = (event: FormEvent) => {
    event.preventDefault();
    event.stopPropagation();
    const href = toLinkAddress(typed);
    if (!href) return setRefused(true);
    const chain = editor.chain().focus();
    if (editor.state.selection.empty) {
      chain.insertContent({ type: 'text', text: typed.trim(), marks: [{ type: 'link', attrs: { href } }] }).run();
    } else chain.setLink({ href }).run();
    setOpen(false);
    setTyped('');
  };
  return (
    <Popover
      open={open}
      trapFocus
      onOpenChange={(_event, data) => {
        setOpen(data.open);
        setRefused(false);
      }}
    >
      <PopoverTrigger disableButtonEnhancement>
        <Button
          size="small"
          appearance="subtle"
          icon={<LinkRegular />}
          aria-label={t('compose.editor.link')}
          title={t('compose.editor.link')}
        />
      </PopoverTrigger>
      <PopoverSurface aria-label={t('compose.editor.link')}>
        <form className={styles.form} onSubmit={apply} noValidate>
          <Field
            label={t('compose.editor.linkAddress')}
            validationMessage={refused ? t('compose.editor.linkInvalid') : null}
          >
            <Input type="url" value={typed} onChange={(_event, data) => setTyped(data.value)} />
          </Field>
          <Button type="submit" appearance="primary">
            {t('compose.editor.linkApply')}
          </Button>
        </form>
      </PopoverSurface>
    </Popover>
  );
}
