// What real browsers have and jsdom lacks. Jest loads it before each file: some packages look for these while they are loaded.
const { TextDecoder: Decoder, TextEncoder: Encoder } = process.getBuiltinModule('node:util');

Object.assign(globalThis, {
  TextEncoder: Encoder,
  TextDecoder: Decoder,
  matchMedia: () => ({ matches: false, addEventListener: () => undefined, removeEventListener: () => undefined }),
  ResizeObserver: class {
    observe() {}
    unobserve() {}
    disconnect() {}
  },
});

if (typeof Element !== 'undefined') Element.prototype.scrollIntoView = () => undefined;

export {};
