import { afterEach, describe, expect, it } from '@jest/globals';
import { act, cleanup, screen } from '@testing-library/react';
import { useLayoutEffect } from 'react';
import { HostProvider } from '../../../host/host-context.tsx';
import { makeMemoryHost } from '../../../host/memory-host.ts';
import { fakeApi, renderStaff } from '../../../testing/render-staff.tsx';
import { ComposePane } from './compose-pane.tsx';
import { makeMemoryItem } from './testing/memory-item.ts';
import { type BegunReading, beginReading, type ItemReading } from './use-pane-item.ts';

afterEach(cleanup);

/** Looks at the page as it is drawn first, before anything that comes after the drawing. */
function Look({ see }: { readonly see: () => void }) {
  useLayoutEffect(see, [see]);
  return null;
}

async function firstDrawing(begun: BegunReading) {
  const seen: { text: string | null; canBePressed: boolean }[] = [];
  const see = () => {
    const button = screen.queryByRole('button', { name: 'Kryptera och skicka' });
    const text = document.body.textContent;
    seen.push({ text, canBePressed: button !== null && button.getAttribute('aria-disabled') !== 'true' });
  };
  const levels = new Promise(() => undefined);
  const later = () => levels;
  const api = fakeApi({
    ...{ '/organisation/levels': later, '/organisation/message-rules': later, '/recipients/resolve': later },
  });
  const given = [begun];
  await renderStaff(
    <HostProvider host={makeMemoryHost({ composeItem: makeMemoryItem() })}>
      <ComposePane takeBegun={() => given.pop()} />
      <Look see={see} />
    </HostProvider>,
    { api },
  );
  return seen[0];
}

describe('the first drawing of Kryptera meddelande', () => {
  it('has a mail that is read already, and a button that can be pressed', async () => {
    const begun = beginReading(makeMemoryItem());
    await begun.running;
    const first = await firstDrawing(begun);
    expect(first?.canBePressed).toBe(true);
    expect(first?.text).toContain('Anna (anna@storkommun.example)');
    expect(first?.text).toContain('Hemlig text');
  });

  it('is there without the mail while the mail program has not given it', async () => {
    const slow = Promise.withResolvers<ItemReading>();
    const first = await firstDrawing({ running: slow.promise, known: undefined });
    expect(first?.canBePressed).toBe(false);
    const read = await beginReading(makeMemoryItem()).running;
    await act(async () => slow.resolve(read));
    expect(await screen.findByText('Hemlig text')).toBeTruthy();
  });
});
