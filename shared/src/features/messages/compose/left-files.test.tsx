import { afterEach, describe, expect, it } from '@jest/globals';
import { cleanup, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { fakeApi, renderStaff } from '../../../testing/render-staff.tsx';
import { offerFiles } from './carrying.ts';
import type { DraftEntry } from './draft-store.ts';
import { LeftFiles } from './left-files.tsx';

afterEach(cleanup);

const show = async (told: boolean) => {
  const carried: string[] = [];
  const carry = ({ name }: { name: string }) => {
    carried.push(name);
    return { id: name };
  };
  const entry = { uploads: { carry } } as unknown as DraftEntry;
  const file = (name: string) => ({ id: name, name, sizeBytes: 69_000, contentType: 'text/plain' });
  offerFiles(entry, [file('a.txt'), file('b.txt'), { ...file('c.txt'), downloadsLeft: 1 }], {
    ...{ api: fakeApi({}), messageId: 'm1', told, withStepUp: (call) => call() },
  });
  await renderStaff(<LeftFiles entry={entry} items={[]} />);
  return carried;
};

describe('the files of a message that is passed on', () => {
  it('come along when the person takes them, all that are not counted at once; she is told that the sender sees it', async () => {
    const carried = await show(true);
    expect(carried).toEqual([]);
    expect(screen.getByText('Avsändaren ser att du laddar ner de filer som du tar med.')).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: 'Ta med alla' }));
    expect(carried).toEqual(['a.txt', 'b.txt']);
  });

  it('are her own where she has sent it: nobody is told', async () => {
    await show(false);
    expect(screen.queryByText(/Avsändaren ser/)).toBeNull();
  });
});
