import type { PreviewWords } from '../../../../components/preview/preview-protocol.ts';
import { imageFacts } from './image-size.ts';
import { type Shown, Undrawable } from './shown.ts';

/** Four bytes each while they are decoded: 256 MiB. */
const PIXELS_MOST = 64 * 1024 ** 2;
/** Drawn no larger: canvases have their limits, and screens too. */
const SIDE_MOST = 4096;

/** Draws a picture onto a canvas: what is shown are pixels, whatever else the file holds. @throws {Undrawable} */
export async function showImage(bytes: ArrayBuffer, words: PreviewWords, root: HTMLElement): Promise<Shown> {
  const facts = imageFacts(bytes);
  if (!facts || facts.width === 0 || facts.height === 0) throw new Undrawable('broken');
  const { type, width, height } = facts;
  if (width * height > PIXELS_MOST) throw new Undrawable('tooLarge');
  const shrink = Math.max(width, height) > SIDE_MOST;
  const smaller = width > height ? { resizeWidth: SIDE_MOST } : { resizeHeight: SIDE_MOST };
  const bitmap = await createImageBitmap(
    new Blob([bytes], { type }),
    shrink ? { ...smaller, resizeQuality: 'high' } : {},
  ).catch(() => {
    throw new Undrawable('broken');
  });
  const canvas = document.createElement('canvas');
  canvas.width = bitmap.width;
  canvas.height = bitmap.height;
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0);
  bitmap.close();
  canvas.setAttribute('role', 'img');
  canvas.setAttribute('aria-label', words.title);
  canvas.className = 'picture';
  root.append(canvas);
  const zoom = (factor: number) => {
    // A small picture is not blown up to the window.
    const fitting = Math.min(root.clientWidth, canvas.width / window.devicePixelRatio);
    canvas.style.width = `${Math.round(fitting * factor)}px`;
  };
  zoom(1);
  return { pages: 1, zoom, page: () => 1 };
}
