import { afterEach, describe, expect, it } from '@jest/globals';
import { cleanup, render } from '@testing-library/react';
import { WrappingText } from './wrapping-text.tsx';

afterEach(cleanup);

/** The text as it stands, with `|` where a line may end. */
const breaksOf = (text: string) =>
  [...render(<WrappingText text={text} />).container.childNodes]
    .map((node) => (node.nodeName === 'SPAN' ? `|${node.textContent}` : node.textContent))
    .join('');

describe('text with addresses', () => {
  it('may wrap before @ and dots of an address, and nowhere else', () => {
    expect(breaksOf('Anna A. Berg (anna.berg@kommun.example), bo@x.example')).toBe(
      'Anna A. Berg (anna|.berg|@kommun|.example), bo|@x|.example',
    );
  });

  it.each(['', 'Anna', '@', 'a@b@c', '<b>x@y</b>'])('stays the same text: %j', (text) => {
    expect(render(<WrappingText text={text} />).container.textContent).toBe(text);
  });
});
