import { afterEach, describe, expect, it } from '@jest/globals';
import { act } from '@testing-library/react';
import { makeMemoryHost } from '../host/memory-host.ts';
import { startFrame } from './start-frame.tsx';

afterEach(() => window.history.replaceState(null, '', '/'));

async function languageAt(search: string): Promise<string | null> {
  window.history.replaceState(null, '', `/teams/sign-in${search}`);
  const root = document.createElement('div');
  const host = makeMemoryHost({ locales: () => ['en-GB'] });
  await act(() => startFrame(host, root, (_i18n, language) => <p>{language}</p>));
  return root.textContent;
}

describe('the language of a page', () => {
  it('is that of the frame that opened it, and the browser’s own without one', async () => {
    expect(await languageAt('?challenge=x&lang=fi')).toBe('fi');
    expect(await languageAt('?challenge=x')).toBe('en');
    expect(await languageAt('?challenge=x&lang=xx')).toBe('en');
  });
});
