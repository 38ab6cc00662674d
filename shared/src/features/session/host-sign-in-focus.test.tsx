import { afterEach, describe, expect, it } from '@jest/globals';
import { act, screen, waitFor } from '@testing-library/react';
import { PageHeading } from '../../components/page-heading.tsx';
import { HostError } from '../../host/host.port.ts';
import type { Frame } from '../../staff/app-providers.tsx';
import { button, forgetBearer, refusesWith, renderBearer } from '../../testing/bearer-world.tsx';
import { SessionGate } from './session-gate.tsx';

const screens = (frame: Frame) => (
  <SessionGate {...frame} signedOut={false}>
    <PageHeading focusOn="inbox">Inkorg</PageHeading>
  </SessionGate>
);

/** An answer that comes when the test says so. */
function later() {
  let settle: (answer: string | Error) => void = () => undefined;
  const wait = () =>
    new Promise<string>((resolve, reject) => {
      settle = (answer) => (answer instanceof Error ? reject(answer) : resolve(answer));
    });
  return { wait, settle: (answer: string | Error) => act(async () => settle(answer)) };
}

const focused = () => document.activeElement?.textContent;

afterEach(forgetBearer);

// The order counts: whether somebody has been at work is remembered for as long as the page lives.
describe('the focus of a sign-in in a frame', () => {
  it('stays with the host through a silent sign-in, also a slow one, which is told in a live region', async () => {
    const silent = later();
    await renderBearer(screens, { signIn: { silently: silent.wait } });
    const region = await waitFor(() => {
      const found = screen.getByRole('main').querySelector('[role="status"]');
      expect(found?.textContent).toBe('');
      return found;
    });
    await waitFor(() => expect(region?.textContent).toBe('Loggar in …'));
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Loggar in …');
    expect(document.title).toBe('Loggar in … – SEFOS');
    await waitFor(() => expect(region?.textContent).toBe('Loggar in …Det tar längre tid än vanligt.'), {
      timeout: 10_000,
    });
    await screen.findByRole('button', { name: 'Logga in i ett eget fönster' });
    await silent.settle('x'.repeat(43));
    await screen.findByRole('heading', { name: 'Inkorg' });
    expect(document.activeElement).toBe(document.body);
  }, 20_000);

  it('stays with the host when our window comes by itself and is closed', async () => {
    const window = later();
    await renderBearer(screens, { signIn: { silently: refusesWith('unsupported'), openWindow: window.wait } });
    await button('Öppna fönstret igen');
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Logga in');
    expect(document.title).toBe('Logga in – SEFOS');
    await window.settle(new HostError('cancelled', 'closed'));
    await button('Logga in');
    expect(document.activeElement).toBe(document.body);
  });

  it('goes from the button to the open window, back when that is closed, and to the content in the end', async () => {
    const window = later();
    let openWindow: () => Promise<string> = refusesWith('blocked');
    const { user } = await renderBearer(screens, {
      signIn: { silently: refusesWith('unsupported'), openWindow: () => openWindow() },
    });
    openWindow = window.wait;
    await user.click(await button('Logga in'));
    await waitFor(() => expect(focused()).toBe('Öppna fönstret igen'));
    const said = 'Logga in i fönstret som öppnades, så fortsätter du sedan här.';
    expect(screen.getByText(said).closest('[role="status"]')).toBeTruthy();
    await window.settle(new HostError('cancelled', 'closed'));
    await waitFor(() => expect(focused()).toBe('Logga in'));
    await user.keyboard('{Enter}');
    await waitFor(() => expect(focused()).toBe('Öppna fönstret igen'));
    await window.settle('c'.repeat(43));
    await waitFor(() => expect(focused()).toBe('Inkorg'));
  });
});
