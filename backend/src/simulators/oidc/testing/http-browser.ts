import type { OidcChoice } from '../../../ports/oidc.contract.ts';

const MAX_STEPS = 12;

/** As much of a browser as a sign-in page without scripts needs: cookies by path, redirects, and a form to send. */
class HttpBrowser {
  readonly #cookies = new Map<string, { readonly path: string; readonly value: string }>();

  async open(url: URL, form?: URLSearchParams): Promise<Response> {
    const cookie = [...this.#cookies]
      .filter(([, { path }]) => url.pathname.startsWith(path))
      .map(([name, { value }]) => `${name}=${value}`)
      .join('; ');
    const response = await fetch(url, {
      redirect: 'manual',
      headers: cookie === '' ? {} : { cookie },
      ...(form ? { method: 'POST', body: form } : {}),
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      this.#cookies.set(name, { value, path: /path=([^;]*)/i.exec(line)?.[1] ?? '/' });
    }
    return response;
  }
}

/** The button of that person, found by its text as a person does. */
const buttonOf = (page: string, person: string): string => {
  const found = new RegExp(`name="person" value="(\\d+)">\\s*${person}\\s*<`).exec(page)?.[1];
  if (found === undefined) throw new Error(`The page offers no ${person}`);
  return found;
};

const formFor = (page: string, choice: OidcChoice): URLSearchParams => {
  if ('cancel' in choice) return new URLSearchParams({ cancel: '1' });
  const firstLevel = /<option value="([^"]*)">/.exec(page)?.[1] ?? '';
  const level = choice.level ?? firstLevel;
  return 'person' in choice
    ? new URLSearchParams({ person: buttonOf(page, choice.person), level })
    : new URLSearchParams({ ...choice.fields, level });
};

/** Signs in at a simulated issuer over HTTP; gives the parameters that arrive at the redirect URI. */
export const browse = async (start: string, redirectUri: string, choice: OidcChoice): Promise<URLSearchParams> => {
  const browser = new HttpBrowser();
  let url = new URL(start);
  let response = await browser.open(url);
  for (let step = 0; step < MAX_STEPS; step += 1) {
    const location = response.headers.get('location');
    if (location !== null) {
      url = new URL(location, url);
      if (url.href.startsWith(`${redirectUri}?`)) return url.searchParams;
      response = await browser.open(url);
      continue;
    }
    const page = await response.text();
    if (response.status !== 200) throw new Error(`The issuer answered ${response.status}: ${page}`);
    response = await browser.open(url, formFor(page, choice));
  }
  throw new Error('The sign-in did not end');
};
