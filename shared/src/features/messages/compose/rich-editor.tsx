import { makeStyles, tokens } from '@fluentui/react-components';
import { EditorContent, useEditor } from '@tiptap/react';
import StarterKit from '@tiptap/starter-kit';
import { type RefObject, useLayoutEffect, useRef } from 'react';
import { pageNonce } from '../../../theme/theme-root.tsx';
import { EditorToolbar } from './editor-toolbar.tsx';

const useStyles = makeStyles({
  root: {
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke1}`,
    borderBottomColor: tokens.colorNeutralStrokeAccessible,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground1,
    ':focus-within': { borderBottomColor: tokens.colorCompoundBrandStroke },
  },
  content: {
    '& [contenteditable]': {
      minHeight: '200px',
      padding: tokens.spacingHorizontalM,
      fontSize: tokens.fontSizeBase300,
      lineHeight: tokens.lineHeightBase400,
      overflowWrap: 'anywhere',
      borderRadius: tokens.borderRadiusMedium,
    },
    '& [contenteditable]:focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
    '& p': { marginTop: 0, marginBottom: tokens.spacingVerticalS },
    '& a': { color: tokens.colorBrandForegroundLink },
    '& blockquote': {
      marginInline: 0,
      paddingLeft: tokens.spacingHorizontalM,
      borderLeft: `2px solid ${tokens.colorNeutralStroke2}`,
      color: tokens.colorNeutralForeground2,
    },
  },
});

export interface RichEditorProps {
  readonly labelId: string;
  readonly html: string;
  readonly onHtml: (html: string) => void;
  /** True when somebody was typing in the plain field that this editor replaces. */
  readonly focusAtEnd: RefObject<boolean>;
}

/** Rich text: bold, italic, lists and links; nothing else can come in, not by pasting either. */
export function RichEditor({ labelId, html, onHtml, focusAtEnd }: RichEditorProps) {
  const styles = useStyles();
  const nonce = pageNonce(document);
  const editor = useEditor({
    extensions: [
      StarterKit.configure({
        heading: false,
        code: false,
        codeBlock: false,
        strike: false,
        underline: false,
        horizontalRule: false,
        link: {
          openOnClick: false,
          autolink: true,
          defaultProtocol: 'https',
          protocols: ['http', 'https', 'mailto', 'tel'],
        },
      }),
    ],
    content: html,
    ...(nonce ? { injectNonce: nonce } : {}),
    editorProps: {
      attributes: { role: 'textbox', 'aria-multiline': 'true', 'aria-labelledby': labelId },
    },
    onUpdate: ({ editor: current }) => onHtml(current.isEmpty ? '' : current.getHTML()),
  });
  // In the commit that takes the plain field away: the editor's own focus comes a frame later, and what is typed in between is lost.
  const isWanted = useRef(false);
  useLayoutEffect(() => {
    isWanted.current ||= focusAtEnd.current;
    // Tiptap destroys an editor that React was slow to show, and makes another: the effect runs again with that one.
    if (!isWanted.current || !editor || editor.isDestroyed) return;
    isWanted.current = false;
    editor.commands.setTextSelection(editor.state.doc.content.size);
    editor.view.focus();
  }, [editor, focusAtEnd]);
  return (
    <div className={styles.root}>
      <EditorToolbar editor={editor} />
      <EditorContent editor={editor} className={styles.content} />
    </div>
  );
}
