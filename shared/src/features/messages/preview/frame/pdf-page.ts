import type { PDFDocumentProxy, PDFPageProxy, RenderTask } from 'pdfjs-dist';
import type { PreviewWords } from '../../../../components/preview/preview-protocol.ts';

/** Pixels of one canvas, whatever the zoom. */
const PIXELS_MOST = 16 * 1024 ** 2;

/** One page: paper of the right size from the start, drawn while it is near the window, its text for those who listen. */
export class PdfPage {
  readonly element = document.createElement('section');
  readonly number: number;
  readonly #file: PDFDocumentProxy;
  readonly #words: PreviewWords;
  readonly #text = document.createElement('div');
  #paper: { width: number; height: number };
  #scale: number;
  #near = false;
  #task: RenderTask | undefined;
  #round = 0;
  #isRead = false;

  constructor(
    file: PDFDocumentProxy,
    number: number,
    words: PreviewWords,
    paper: { readonly width: number; readonly height: number },
    scale: number,
  ) {
    this.#file = file;
    this.#words = words;
    this.#paper = paper;
    this.#scale = scale;
    this.number = number;
    const name = words.page.replace('{page}', String(number)).replace('{pages}', String(file.numPages));
    this.element.setAttribute('aria-label', name);
    this.#text.className = 'text';
    this.element.append(this.#text);
    this.#layOut();
  }

  setNear(near: boolean): void {
    if (near === this.#near) return;
    this.#near = near;
    if (near) void this.#draw();
    else this.#clear();
  }

  setScale(scale: number): void {
    if (scale === this.#scale) return;
    this.#scale = scale;
    this.#layOut();
    if (this.#near) void this.#draw();
  }

  /** Puts the page's text where it can be read aloud. */
  async read(): Promise<void> {
    if (this.#isRead) return;
    this.#isRead = true;
    const page = await this.#file.getPage(this.number).catch(() => undefined);
    const content = await page?.getTextContent().catch(() => undefined);
    const text = content?.items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join('');
    this.#text.textContent = text?.trim() || this.#words.noText;
  }

  #layOut(): void {
    this.element.style.width = `${Math.floor(this.#paper.width * this.#scale)}px`;
    this.element.style.height = `${Math.floor(this.#paper.height * this.#scale)}px`;
  }

  async #draw(): Promise<void> {
    const round = ++this.#round;
    this.#task?.cancel();
    try {
      const page = await this.#file.getPage(this.number);
      if (round !== this.#round || !this.#near) return;
      const { width, height } = page.getViewport({ scale: 1 });
      this.#paper = { width, height };
      this.#layOut();
      const canvas = await this.#drawn(page);
      if (round !== this.#round) return;
      this.element.querySelector('canvas')?.remove();
      this.element.prepend(canvas);
      await this.read();
    } catch (error) {
      if (round !== this.#round || (error instanceof Error && error.name === 'RenderingCancelledException')) return;
      this.#text.className = 'failed';
      this.#text.textContent = this.#words.undrawn;
      this.#isRead = true;
    }
  }

  async #drawn(page: PDFPageProxy): Promise<HTMLCanvasElement> {
    const { width, height } = page.getViewport({ scale: this.#scale });
    const ratio = Math.min(window.devicePixelRatio, Math.sqrt(PIXELS_MOST / (width * height)));
    const viewport = page.getViewport({ scale: this.#scale * ratio });
    const canvas = document.createElement('canvas');
    canvas.width = Math.floor(viewport.width);
    canvas.height = Math.floor(viewport.height);
    canvas.setAttribute('aria-hidden', 'true');
    this.#task = page.render({ canvas, viewport });
    await this.#task.promise;
    return canvas;
  }

  /** Lets the memory of a page far away go. */
  #clear(): void {
    this.#round++;
    this.#task?.cancel();
    const canvas = this.element.querySelector('canvas');
    if (!canvas) return;
    canvas.width = 0;
    canvas.remove();
  }
}
