import { type RefCallback, useCallback, useEffect, useRef, useState } from 'react';
import {
  type FromPreview,
  type PreviewFailure,
  type PreviewKind,
  type PreviewWords,
  readFromPreview,
  type ToPreview,
} from './preview-protocol.ts';

export interface FrameFile {
  readonly kind: PreviewKind;
  readonly bytes: ArrayBuffer;
  readonly words: PreviewWords;
}

/** How far the sandbox has come. */
export interface FrameState {
  readonly pages: number | undefined;
  readonly page: number;
  readonly percent: number;
  readonly failure: PreviewFailure | undefined;
}

/** The line to the sandboxed frame: gives it the file once it is ready, and hears from that frame only. */
export function usePreviewFrame(file: FrameFile, onClose: () => void) {
  const frame = useRef<HTMLIFrameElement>(null);
  const [state, setState] = useState<FrameState>({ pages: undefined, page: 1, percent: 100, failure: undefined });
  const given = useRef(false);
  const close = useRef(onClose);
  close.current = onClose;

  const send = useCallback((message: ToPreview, transfer: Transferable[] = []) => {
    // The frame has no origin that could be named; what is framed there is ours (frame-src).
    frame.current?.contentWindow?.postMessage(message, '*', transfer);
  }, []);

  useEffect(() => {
    const hear = (message: FromPreview) => {
      if (message.type === 'close') return close.current();
      if (message.type === 'failed') return setState((before) => ({ ...before, failure: message.reason }));
      if (message.type === 'opened') return setState((before) => ({ ...before, pages: message.pages }));
      if (message.type === 'at') {
        const { page, percent } = message;
        return setState((before) => ({ ...before, page: Math.min(page, before.pages ?? 1), percent }));
      }
      if (given.current) return;
      given.current = true;
      send({ type: 'open', ...file }, [file.bytes]);
    };
    const listen = ({ source, data }: MessageEvent) => {
      if (!frame.current || source !== frame.current.contentWindow) return;
      const message = readFromPreview(data);
      if (message) hear(message);
    };
    window.addEventListener('message', listen);
    return () => window.removeEventListener('message', listen);
  }, [file, send]);

  const set: RefCallback<HTMLIFrameElement> = useCallback((element) => {
    frame.current = element;
  }, []);
  const zoom = useCallback((step: 1 | -1) => send({ type: 'zoom', step }), [send]);
  return { set, state, zoom };
}
