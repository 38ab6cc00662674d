import { FluentProvider } from '@fluentui/react-components';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { configure, type RenderResult, render, screen } from '@testing-library/react';
import type { ReactNode } from 'react';
import { I18nextProvider } from 'react-i18next';
import { MemoryRouter } from 'react-router';
import { ApiProvider } from '../api/api-context.tsx';
import type { ApiClient } from '../api/client.ts';
import { ProblemError } from '../api/problem-error.ts';
import { SessionProvider } from '../api/session.tsx';
import { AnnouncerProvider } from '../components/announcer.tsx';
import type { SessionView } from '../contract/sign-in.ts';
import type { Host } from '../host/host.port.ts';
import { HostProvider } from '../host/host-context.tsx';
import { makeMemoryHost } from '../host/memory-host.ts';
import type { Language } from '../i18n/languages.ts';
import { makeStaffI18n } from '../i18n/staff-i18n.ts';
import { themes } from '../theme/themes.ts';

// Screens come in chunks of their own, and the machine may be busy. What a notice says stands for some seconds in the region for
// screen readers, too: its text would be found twice for so long.
configure({ asyncUtilTimeout: 10_000, defaultIgnore: 'script, style, [aria-live][data-tabster-never-hide]' });

/** Resolves when screen readers are told so. */
export const announced = (text: string) => screen.findByText(text, { ignore: 'script, style' });

/** A case worker at LoA2 who can step up with BankID. */
export const testSession: SessionView = {
  account: {
    id: 'account-1',
    email: 'handlaggare@storkommun.example',
    displayName: 'Hanna Handläggare',
    language: 'sv',
    theme: 'system',
    roles: ['user'],
  },
  organisation: { id: 'organisation-1', name: 'Storkommun' },
  mailboxId: 'mailbox-1',
  level: 2,
  method: 'password-sms',
  csrfToken: 'csrf-1',
  expiresAt: '2026-11-21T20:00:00.000Z',
  idleSeconds: 1800,
  stepUp: [{ kind: 'bankid', provider: null, label: 'BankID', level: 3 }],
};

export interface Call {
  readonly path: string;
  readonly input: {
    readonly body?: unknown;
    readonly idempotencyKey?: string;
    readonly params?: unknown;
    readonly query?: unknown;
  };
}

export interface FakeApi extends ApiClient {
  readonly calls: readonly Call[];
}

/** A client whose answers are given by path; an error is thrown, a function is asked. */
export function fakeApi(answers: Readonly<Record<string, unknown>>): FakeApi {
  const calls: Call[] = [];
  return {
    calls,
    headers: async () => ({}),
    fetch: async () => new Response(null, { status: 204 }),
    renew: async () => false,
    setCsrfToken: () => undefined,
    url: (path) => `/api/v1${path}`,
    call: async (route, input) => {
      const call = { path: route.path, input } as Call;
      calls.push(call);
      const answer = answers[route.path];
      if (answer instanceof Error) throw answer;
      return (typeof answer === 'function' ? (answer as (given: Call) => unknown)(call) : answer) as never;
    },
  };
}

/** A problem as the server would answer it. */
export const problem = (type: ProblemError['type'], facts: Record<string, unknown> = {}): ProblemError =>
  new ProblemError({ type, status: 422, facts, errors: [], requestId: 'request-1', retryAfterSeconds: undefined });

export interface RenderOptions {
  readonly api?: ApiClient;
  readonly language?: Language;
  readonly session?: SessionView;
  /** The address at which the screens begin. */
  readonly path?: string;
  /** Parts of the host that differ from the memory host's own. */
  readonly hostParts?: Partial<Host>;
}

/** Renders a part of the staff screens with everything around it that it needs. */
export async function renderStaff(
  ui: ReactNode,
  { api = fakeApi({}), language = 'sv', session = testSession, path = '/', hostParts = {} }: RenderOptions = {},
): Promise<RenderResult & { host: ReturnType<typeof makeMemoryHost>; queryClient: QueryClient }> {
  const i18n = await makeStaffI18n(language);
  const queryClient = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const host = makeMemoryHost(hostParts);
  const view = render(
    <HostProvider host={host}>
      <I18nextProvider i18n={i18n}>
        <ApiProvider api={api}>
          <QueryClientProvider client={queryClient}>
            <FluentProvider theme={themes.light}>
              <SessionProvider value={session}>
                <AnnouncerProvider>
                  <MemoryRouter initialEntries={[path]}>{ui}</MemoryRouter>
                </AnnouncerProvider>
              </SessionProvider>
            </FluentProvider>
          </QueryClientProvider>
        </ApiProvider>
      </I18nextProvider>
    </HostProvider>,
  );
  return { ...view, host, queryClient };
}
