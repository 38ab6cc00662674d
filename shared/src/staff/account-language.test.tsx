import { afterEach, describe, expect, it } from '@jest/globals';
import { screen, waitFor } from '@testing-library/react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../api/session.tsx';
import { useTitle } from '../components/use-title.ts';
import { SessionGate } from '../features/session/session-gate.tsx';
import { forgetBearer, renderBearer } from '../testing/bearer-world.tsx';
import { testSession } from '../testing/render-staff.tsx';
import type { Frame } from './app-providers.tsx';
import { useAccountWishes } from './use-account-wishes.ts';

const seen: string[] = [];

function Content() {
  const { t } = useTranslation();
  const title = t('staff.nav.inbox');
  useTitle(title);
  seen.push(title);
  return <h1>{title}</h1>;
}

function SignedIn({ frame }: { readonly frame: Frame }) {
  const { account } = useSession();
  return useAccountWishes(account, frame) ? <Content /> : <p>{account.language} is not in yet</p>;
}

const screens = (frame: Frame) => (
  <SessionGate {...frame} signedOut={false}>
    <SignedIn frame={frame} />
    <button type="button" onClick={() => void frame.onLanguage('fi')}>
      Suomeksi
    </button>
  </SessionGate>
);

const account = (language: 'sv' | 'fi') => ({
  'GET /session': () => ({ body: { ...testSession, account: { ...testSession.account, language } } }),
});

describe("the account's language", () => {
  afterEach(() => {
    seen.length = 0;
    forgetBearer();
  });

  it('is the only one in which content is shown', async () => {
    await renderBearer(screens, { answers: account('fi') });
    await waitFor(() => expect(screen.getByRole('heading', { level: 1 }).textContent).toBe(seen[0]));
    expect(new Set(seen)).toEqual(new Set(['Saapuneet']));
  });

  it("is the page's before anything is titled in it, from the start and after a change", async () => {
    const pairs: string[] = [];
    const title = Object.getOwnPropertyDescriptor(Document.prototype, 'title');
    Object.defineProperty(document, 'title', {
      configurable: true,
      get: () => title?.get?.call(document),
      set: (text: string) => {
        pairs.push(`${document.documentElement.lang}: ${text.split(' ')[0]}`);
        title?.set?.call(document, text);
      },
    });
    document.documentElement.lang = '';
    const { user } = await renderBearer(screens, { answers: account('sv') });
    await screen.findByRole('heading', { name: 'Inkorg' });
    await user.click(screen.getByRole('button', { name: 'Suomeksi' }));
    await waitFor(() => expect(pairs).toContain('fi: Saapuneet'));
    await screen.findByRole('heading', { name: 'Inkorg' });
    Reflect.deleteProperty(document, 'title');
    expect(new Set(pairs.filter((pair) => /Inkorg|Saapuneet/.test(pair)))).toEqual(
      new Set(['sv: Inkorg', 'fi: Saapuneet']),
    );
    expect(pairs.every((pair) => /^(sv|fi): /.test(pair))).toBe(true);
  });
});
