import { getDocument, type PDFDocumentProxy, PDFWorker } from 'pdfjs-dist';
import type { PreviewWords } from '../../../../components/preview/preview-protocol.ts';
import { PdfPage } from './pdf-page.ts';
import { type Shown, Undrawable } from './shown.ts';

/** What pdf.js needs besides itself; the sandbox has no network to fetch it from. */
export interface PdfParts {
  /** The text of its worker. */
  readonly workerText: () => Promise<string>;
  /** Decoders of scanned pictures, by their file's name. */
  readonly decoder: (fileName: string) => Promise<Uint8Array>;
}

/** Read aloud in advance; further pages when they are shown. */
const PAGES_READ = 50;
const PAPER_MOST_PIXELS = 1100;

/** As a classic script: browsers refuse a module worker to a page without an origin. */
const toClassic = (module: string): string =>
  `"use strict";${module.replaceAll('import.meta.url', 'self.location.href').replace(/export\s*\{[^}]*\};?\s*$/, '')}`;

/** The worker, and what becomes of it when it cannot start. */
async function startWorker({ workerText }: PdfParts): Promise<{ worker: PDFWorker; broken: Promise<never> }> {
  // Not revoked: it goes with the page.
  const url = URL.createObjectURL(new Blob([toClassic(await workerText())], { type: 'text/javascript' }));
  const port = new Worker(url);
  const broken = new Promise<never>((_resolve, reject) => {
    port.addEventListener('error', () => reject(new Undrawable('broken')));
  });
  broken.catch(() => undefined);
  return { worker: PDFWorker.create({ port }), broken };
}

async function openDocument(bytes: ArrayBuffer, parts: PdfParts): Promise<PDFDocumentProxy> {
  class Decoders {
    fetch({ filename }: { readonly filename: string }): Promise<Uint8Array> {
      return parts.decoder(filename);
    }
  }
  try {
    const { worker, broken } = await startWorker(parts);
    const opening = getDocument({
      data: new Uint8Array(bytes),
      worker,
      BinaryDataFactory: Decoders,
      useWorkerFetch: false,
      enableXfa: false,
      stopAtErrors: false,
      verbosity: 0,
    });
    return await Promise.race([opening.promise, broken]);
  } catch (error) {
    throw new Undrawable(error instanceof Error && error.name === 'PasswordException' ? 'encrypted' : 'broken');
  }
}

/** Draws a PDF page by page, those near the window only; forms, scripts and links of the file do nothing. @throws {Undrawable} */
export async function showPdf(
  bytes: ArrayBuffer,
  words: PreviewWords,
  root: HTMLElement,
  parts: PdfParts,
): Promise<Shown> {
  const file = await openDocument(bytes, parts);
  const first = await file.getPage(1).catch(() => {
    throw new Undrawable('broken');
  });
  const { width, height } = first.getViewport({ scale: 1 });
  const fitting = () => Math.min(root.clientWidth, PAPER_MOST_PIXELS) / width;
  const pages = Array.from(
    { length: file.numPages },
    (_, index) => new PdfPage(file, index + 1, words, { width, height }, fitting()),
  );
  root.append(...pages.map(({ element }) => element));
  const byElement = new Map(pages.map((page) => [page.element as Element, page]));
  const nearby = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) byElement.get(target)?.setNear(isIntersecting);
    },
    { rootMargin: '100% 0px' },
  );
  for (const { element } of pages) nearby.observe(element);
  void readAhead(pages);
  const inMiddle = () => document.elementFromPoint(window.innerWidth / 2, window.innerHeight / 2)?.closest('section');
  return {
    pages: pages.length,
    zoom: (factor) => {
      const scale = fitting() * factor;
      for (const page of pages) page.setScale(scale);
    },
    page: () => {
      const middle = inMiddle();
      return (middle && byElement.get(middle)?.number) ?? 1;
    },
  };
}

async function readAhead(pages: readonly PdfPage[]): Promise<void> {
  for (const page of pages.slice(0, PAGES_READ)) await page.read();
}
