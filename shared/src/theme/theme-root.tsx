import {
  createDOMRenderer,
  FluentProvider,
  makeStaticStyles,
  makeStyles,
  RendererProvider,
  tokens,
} from '@fluentui/react-components';
import { type ReactNode, useMemo } from 'react';
import { type ThemeName, themes } from './themes.ts';

// Fluent marks a focused field by its bottom edge only; all round is seen by more people, and in forced colours too.
const FIELDS = ['Input', 'Textarea', 'Select__select', 'Combobox', 'Dropdown', 'TagPickerControl'].map(
  (name) => `.fui-${name}`,
);
const usePageStyles = makeStaticStyles({
  body: { margin: 0 },
  // Twice the class: Fluent's own rule for some of them would come after this one.
  [FIELDS.flatMap((field) => [`${field}${field}:focus-within`, `${field}${field}:focus`]).join(', ')]: {
    outline: `2px solid ${tokens.colorStrokeFocus2}`,
    outlineOffset: '1px',
  },
});
const useStyles = makeStyles({
  root: { minHeight: '100dvh', backgroundColor: tokens.colorNeutralBackground2, color: tokens.colorNeutralForeground1 },
});

/** The nonce that the server wrote into this page for Griffel's style elements; undefined in tests. */
export function pageNonce(target: Document): string | undefined {
  return target.querySelector('meta[name="csp-nonce"]')?.getAttribute('content') ?? undefined;
}

/** Fluent with our theme, and Griffel's style elements carrying the page's CSP nonce (`style-src 'self' 'nonce-…'`). */
export function ThemeRoot({ theme, children }: { readonly theme: ThemeName; readonly children: ReactNode }) {
  const renderer = useMemo(() => {
    const nonce = pageNonce(document);
    return createDOMRenderer(document, nonce ? { styleElementAttributes: { nonce } } : {});
  }, []);
  return (
    <RendererProvider renderer={renderer} targetDocument={document}>
      <Provider theme={theme}>{children}</Provider>
    </RendererProvider>
  );
}

// Styles must be inserted through the nonce-carrying renderer, so they are made below RendererProvider.
function Provider({ theme, children }: { readonly theme: ThemeName; readonly children: ReactNode }) {
  usePageStyles();
  const styles = useStyles();
  return (
    // Glass: the host's own background is seen through the page, so Fluent must not paint one below it (portals keep theirs).
    <FluentProvider
      theme={themes[theme]}
      targetDocument={document}
      {...(theme === 'glass' ? { style: { backgroundColor: 'transparent' } } : {})}
    >
      {/* Not on the provider itself: Fluent puts its class on every portal too, and a page's background would cover the page. */}
      <div className={styles.root}>{children}</div>
    </FluentProvider>
  );
}
