import { afterEach, describe, expect, it } from '@jest/globals';
import { cleanup, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { MessageRules } from '../../../contract/organisation.ts';
import { fakeApi, renderStaff } from '../../../testing/render-staff.tsx';
import type { Draft } from './draft.ts';
import { makeDraftEntry } from './draft-store.ts';
import { LevelStep } from './level-step.tsx';
import { makeUploads } from './uploads.ts';

afterEach(cleanup);

const RULES: MessageRules = {
  ...{ linkDays: 7, mostLinkDays: 14, maxDownloads: null, mostDownloads: 5 },
  ...{ replyAllowed: false, openText: null },
};
const levels = [1, 2, 3].map((level) => ({ level, active: level > 1, description: null, methods: [] }));

async function show(draft: Partial<Draft> = {}) {
  const entry = makeDraftEntry(
    makeUploads(
      () => {
        throw new Error('nothing is uploaded here');
      },
      () => 0,
      String,
    ),
  );
  entry.update((before) => ({ ...before, ...draft }));
  const api = fakeApi({ '/organisation/levels': levels, '/organisation/message-rules': RULES });
  await renderStaff(<LevelStep entry={entry} refusals={[]} />, { api });
  await screen.findByRole('radiogroup', { name: 'Tillitsnivå' });
  return entry;
}
const reply = () => screen.getByRole<HTMLInputElement>('checkbox', { name: 'Mottagaren kan svara' });

describe('what the organisation has decided', () => {
  it('stands in a new message at first, and is the person’s to change', async () => {
    const entry = await show();
    expect(screen.queryByRole('radio', { name: /^LoA1/ })).toBeNull();
    expect(entry.get()).toMatchObject({ level: 2, replyAllowed: false });
    await userEvent.click(reply());
    expect(entry.get().replyAllowed).toBe(true);
  });

  it('leaves alone what was chosen before', async () => {
    const entry = await show({ level: 3, replyAllowed: true });
    expect(reply().checked).toBe(true);
    expect(entry.get().level).toBe(3);
  });

  it('is said where it can be changed', async () => {
    await show();
    await userEvent.click(screen.getByRole('button', { name: 'Fler val' }));
    expect(screen.getByText('Tomt fält ger så här många dagar: 7. Högst: 14.')).toBeTruthy();
    expect(screen.getByText(/Tomt fält ger 5\. Högst: 5\./)).toBeTruthy();
  });
});
