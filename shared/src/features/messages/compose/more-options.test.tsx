import { afterEach, describe, expect, it } from '@jest/globals';
import { cleanup, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { renderStaff } from '../../../testing/render-staff.tsx';
import { type Draft, emptyDraft } from './draft.ts';
import { fromDraftContent, toKeptDraft } from './draft-wire.ts';
import { MoreOptions } from './more-options.tsx';
import { levelRefusals } from './refusals.ts';
import { Summary } from './summary.tsx';
import { toSendMessage } from './to-send-message.ts';

afterEach(cleanup);

let last: Draft;
function Composer({ maxDownloads = '' }: { readonly maxDownloads?: string }) {
  const [draft, setDraft] = useState<Draft>({ ...emptyDraft, maxDownloads });
  last = draft;
  return (
    <MoreOptions
      draft={draft}
      refusals={levelRefusals({ ...emptyDraft, maxDownloads }, 0)}
      update={(part) => setDraft((before) => ({ ...before, ...part }))}
    />
  );
}

describe('a limit of downloads', () => {
  it('is set under Fler val and goes with the message and its saved draft', async () => {
    await renderStaff(<Composer />);
    await userEvent.click(screen.getByRole('button', { name: 'Fler val' }));
    await userEvent.type(screen.getByLabelText('Max antal nedladdningar'), '3');
    expect(toSendMessage(last, 'box', []).maxDownloads).toBe(3);
    const kept = toKeptDraft(last, []);
    expect(fromDraftContent({ ...kept, id: 'd', revision: 1, savedAt: '', uploads: [] }).maxDownloads).toBe('3');
  });

  it('is not sent where none is set', () => {
    expect(toSendMessage(emptyDraft, 'box', [])).not.toHaveProperty('maxDownloads');
  });

  it.each(['0', '101', '1.5', '-1', 'två'])('is refused as %s, with what to write instead', async (typed) => {
    await renderStaff(<Composer maxDownloads={typed} />);
    const field = await screen.findByLabelText('Max antal nedladdningar');
    expect(screen.getByText('Skriv ett tal från 1 till 100, eller lämna fältet tomt.').tagName).toBe('DIV');
    expect(document.activeElement).toBe(field);
    expect(toSendMessage(last, 'box', [])).not.toHaveProperty('maxDownloads');
  });

  it.each([
    ['1', 'varje mottagare kan ladda ner varje fil 1 gång'],
    ['100', 'varje mottagare kan ladda ner varje fil högst 100 gånger'],
  ])('of %s is said before sending', async (maxDownloads, text) => {
    const view = await renderStaff(<Summary draft={{ ...emptyDraft, maxDownloads }} fileCount={1} />);
    expect(view.container.textContent).toContain(text);
  });
});

it('asks for a read receipt under Fler val, which goes with the message and its saved draft, and is said before sending', async () => {
  await renderStaff(<Composer />);
  await userEvent.click(screen.getByRole('button', { name: 'Fler val' }));
  await userEvent.click(screen.getByRole('checkbox', { name: 'Läskvitto' }));
  expect(toSendMessage(last, 'box', []).readReceipt).toBe(true);
  expect(toSendMessage(emptyDraft, 'box', [])).not.toHaveProperty('readReceipt');
  const kept = toKeptDraft(last, []);
  expect(fromDraftContent({ ...kept, id: 'd', revision: 1, savedAt: '', uploads: [] }).readReceipt).toBe(true);
  cleanup();
  const view = await renderStaff(<Summary draft={last} fileCount={0} />);
  expect(view.container.textContent).toContain('du får besked när en mottagare öppnar');
});

it('lets the whole organisation open by the link under Fler val, which goes with the message and its saved draft, and is said before sending', async () => {
  await renderStaff(<Composer />);
  await userEvent.click(screen.getByRole('button', { name: 'Fler val' }));
  expect(screen.getByRole('radiogroup', { name: 'Vem kan öppna' })).toBeTruthy();
  await userEvent.click(screen.getByRole('radio', { name: 'Mottagarna och alla i organisationen som har länken' }));
  expect(toSendMessage(last, 'box', []).audience).toBe('recipientsAndOrganisation');
  expect(toSendMessage(emptyDraft, 'box', [])).not.toHaveProperty('audience');
  const kept = toKeptDraft(last, []);
  expect(toKeptDraft(emptyDraft, [])).not.toHaveProperty('audience');
  const again = fromDraftContent({ ...kept, id: 'd', revision: 1, savedAt: '', uploads: [] });
  expect(again.audience).toBe('recipientsAndOrganisation');
  cleanup();
  const view = await renderStaff(<Summary draft={last} fileCount={0} />);
  expect(view.container.textContent).toContain('alla i organisationen som har länken kan öppna');
});
