import type { FromPreview, ToPreview } from '../../../../components/preview/preview-protocol.ts';
import { showImage } from './show-image.ts';
import type { PdfParts } from './show-pdf.ts';
import { type Shown, Undrawable } from './shown.ts';

const FACTORS = [0.5, 0.75, 1, 1.25, 1.5, 2, 3, 4] as const;
const FITTING = FACTORS.indexOf(1);

const isToPreview = (data: unknown): data is ToPreview =>
  typeof data === 'object' && data !== null && 'type' in data && (data.type === 'open' || data.type === 'zoom');

/** The page in the sandbox: takes one file from the page around it, draws it, and says how far it has come. */
export function startPreviewFrame(root: HTMLElement, parts: PdfParts): void {
  let begun = false;
  let shown: Shown | undefined;
  let step = FITTING;
  // Whoever framed us is known to nobody here: nothing secret is told.
  const tell = (message: FromPreview) => window.parent.postMessage(message, '*');
  const tellPlace = () => {
    if (shown) tell({ type: 'at', page: shown.page(), percent: Math.round((FACTORS[step] ?? 1) * 100) });
  };
  const zoom = (change: number) => {
    step = Math.min(FACTORS.length - 1, Math.max(0, step + change));
    shown?.zoom(FACTORS[step] ?? 1);
    tellPlace();
  };
  const open = async ({ kind, bytes, words }: Extract<ToPreview, { readonly type: 'open' }>) => {
    document.documentElement.lang = words.language;
    document.title = words.title;
    root.setAttribute('aria-label', words.title);
    try {
      if (kind === 'image') shown = await showImage(bytes, words, root);
      else {
        const { showPdf } = await import(/* webpackChunkName: "pdf" */ './show-pdf.ts');
        shown = await showPdf(bytes, words, root, parts);
      }
      tell({ type: 'opened', pages: shown.pages });
      tellPlace();
    } catch (error) {
      tell({ type: 'failed', reason: error instanceof Undrawable ? error.reason : 'broken' });
    }
  };
  window.addEventListener('message', ({ source, data }) => {
    if (source !== window.parent || !isToPreview(data)) return;
    if (data.type === 'zoom') return zoom(data.step);
    if (begun) return;
    begun = true;
    void open(data);
  });
  window.addEventListener('keydown', ({ key, ctrlKey, metaKey }) => {
    if (key === 'Escape') tell({ type: 'close' });
    if (ctrlKey || metaKey) return;
    if (key === '+') zoom(1);
    if (key === '-') zoom(-1);
    if (key === '0') zoom(FITTING - step);
  });
  let waiting = false;
  const later = () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      tellPlace();
    });
  };
  window.addEventListener('scroll', later, { passive: true });
  window.addEventListener('resize', () => shown?.zoom(FACTORS[step] ?? 1));
  tell({ type: 'ready' });
}
