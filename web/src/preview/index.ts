import { startPreviewFrame } from '@sefos/shared/features/messages/preview/frame/start-preview-frame.ts';
import './preview.css';

/** Decoders as text: the page may fetch nothing. */
const fromBase64 = (dataUrl: string): Uint8Array => {
  const text = atob(dataUrl.slice(dataUrl.indexOf(',') + 1));
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
};

const DECODERS: Readonly<Record<string, () => Promise<{ readonly default: string }>>> = {
  'openjpeg.wasm': () => import(/* webpackChunkName: "openjpeg" */ 'pdfjs-dist/wasm/openjpeg.wasm?inline'),
  'jbig2.wasm': () => import(/* webpackChunkName: "jbig2" */ 'pdfjs-dist/wasm/jbig2.wasm?inline'),
};

const root = document.getElementById('root');
if (!root) throw new Error('the page has no root');
startPreviewFrame(root, {
  workerText: async () =>
    (await import(/* webpackChunkName: "pdf-worker" */ 'pdfjs-dist/build/pdf.worker.min.mjs?text')).default,
  decoder: async (fileName) => {
    const load = DECODERS[fileName];
    if (!load) throw new Error('unknown decoder');
    return fromBase64((await load()).default);
  },
});
