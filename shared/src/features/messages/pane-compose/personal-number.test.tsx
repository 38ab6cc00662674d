import { afterEach, describe, expect, it } from '@jest/globals';
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { type Call, fakeApi, renderStaff } from '../../../testing/render-staff.tsx';
import { testRules } from '../compose/testing/rules.ts';
import { ComposePane } from './compose-pane.tsx';
import { makeMemoryItem, person, plainMail } from './testing/memory-item.ts';

afterEach(cleanup);

const answers = {
  '/organisation/message-rules': testRules,
  '/organisation/levels': [{ level: 1, active: true, description: null, methods: ['email'] }],
  '/recipients/resolve': ({ input }: Call) =>
    (input.body as { addresses: string[] }).addresses.map((address) => ({
      ...{ input: address, address, name: null, organisation: null },
      kind: address.endsWith('@extern.example') ? 'external' : 'internal',
    })),
};

/** Sends a mail in which a personnummer would be readable, up to the question. */
async function ask(subject: string, openText = '') {
  const to = [person(openText ? 'bo@extern.example' : 'anna@storkommun.example')];
  const composeItem = makeMemoryItem(plainMail({ to, subject }));
  await renderStaff(<ComposePane pause={async () => undefined} />, {
    api: fakeApi(answers),
    hostParts: { composeItem },
  });
  const send = await screen.findByRole('button', { name: 'Kryptera och skicka' });
  await waitFor(() => expect(send.getAttribute('aria-disabled')).not.toBe('true'));
  if (openText) {
    await userEvent.click(await screen.findByRole('button', { name: /bo@extern.example/, expanded: false }));
    await userEvent.type(await screen.findByLabelText('Öppet meddelande'), openText);
  }
  await userEvent.click(send);
  return { send, dialog: await screen.findByRole('alertdialog') };
}

const SUBJECT = 'Gäller 811228-9874';

describe('the question about a personnummer', () => {
  it('begins on Ändra, and tells where it stands', async () => {
    const { dialog } = await ask(SUBJECT);
    // Fluent gives the focus to the first that a browser shows.
    expect(within(dialog).getAllByRole('button')[0]?.textContent).toBe('Ändra');
    const described = document.getElementById(dialog.getAttribute('aria-describedby') ?? '');
    expect(described?.textContent).toBe('Vi såg något som du kanske vill ändra:Ämne: ett personnummer');
  });

  it('gives the focus back to the button after Escape', async () => {
    const { send } = await ask(SUBJECT);
    await userEvent.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull());
    await waitFor(() => expect(document.activeElement).toBe(send));
  });

  it('goes to the warning of the subject after Ändra', async () => {
    await ask(SUBJECT);
    await userEvent.click(await screen.findByRole('button', { name: 'Ändra' }));
    await waitFor(() => expect(document.activeElement?.textContent).toContain('personnummer i ämnet'));
  });

  it('goes to the open text after Ändra, when it stands there', async () => {
    await ask('Beslut', '811228-9874');
    await userEvent.click(await screen.findByRole('button', { name: 'Ändra' }));
    await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText('Öppet meddelande')));
  });
});
