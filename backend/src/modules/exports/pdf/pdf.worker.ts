import { parentPort, workerData } from 'node:worker_threads';
import type { PdfInput } from './pdf-input.ts';
import { renderMessage } from './render-message.ts';

// Whatever fails here ends the worker, and with it the render that waits for it.
const { pdf, text } = await renderMessage(workerData as PdfInput);
const whole = Uint8Array.from(pdf);
parentPort?.postMessage({ pdf: whole, text }, [whole.buffer]);
