import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { cleanup, configure, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { Language } from '../../i18n/languages.ts';
import { recipient as sv } from '../../i18n/locales/sv/recipient.ts';
import { ThemeRoot } from '../../theme/theme-root.tsx';
import { LazyScreen } from './components/lazy-screen.tsx';
import { PageLayout } from './components/page-layout.tsx';
import { EnvironmentProvider } from './environment.ts';
import { loadWords, SpeechProvider } from './i18n/words.ts';
import { RecipientApp } from './recipient-app.tsx';
import { LINK, makeFakeApi, makeFakeEnvironment } from './testing/fake-link-api.ts';

jest.setTimeout(60_000);
configure({ defaultHidden: true });
afterEach(cleanup);

const lost = () => Promise.reject(new Error('ChunkLoadError'));
const heading = (name: string) => screen.findByRole('heading', { level: 1, name }, { timeout: 10_000 });

function begin(load: (language: Language) => ReturnType<typeof loadWords>) {
  const api = makeFakeApi({ 'POST /link/session': { body: { ...LINK, language: 'fi' } } });
  const fake = makeFakeEnvironment(api.fetch, { locales: ['fi'] });
  render(<RecipientApp environment={fake.environment} loadWords={load} />);
  return fake;
}

describe('what cannot be fetched', () => {
  it('gives Swedish in place of another language, and says so', async () => {
    const { done } = begin((language) => (language === 'sv' ? loadWords('sv') : lost()));
    await heading('Du har fått ett säkert meddelande');
    expect(screen.getByText(/Språket kunde inte läsas in/)).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: 'Läs in sidan igen' }));
    expect(done).toEqual(['reload']);
  });

  it('gives a page in the wanted language when no words come at all', async () => {
    const { done } = begin(lost);
    const title = await heading('Sivua ei voitu ladata');
    expect(document.activeElement).toBe(title);
    await userEvent.click(screen.getByRole('button', { name: 'Lataa sivu uudelleen' }));
    expect(done).toEqual(['reload']);
  });

  it('gives a page with a way on when the code of a screen does not come', async () => {
    const { environment, done } = makeFakeEnvironment(makeFakeApi({}).fetch);
    render(
      <EnvironmentProvider value={environment}>
        <ThemeRoot theme="light">
          <SpeechProvider value={{ language: 'sv', words: sv, choose: () => undefined }}>
            <PageLayout organisation={undefined}>
              <LazyScreen load={lost} props={{}} />
            </PageLayout>
          </SpeechProvider>
        </ThemeRoot>
      </EnvironmentProvider>,
    );
    await heading('Sidan kunde inte läsas in');
    await userEvent.click(screen.getByRole('button', { name: 'Läs in sidan igen' }));
    expect(done).toEqual(['reload']);
  });
});
