import type { BrowserContext, ConsoleMessage, Page } from 'playwright-core';

/** Chromium writes one line for every refused request; the pages expect refusals and explain them. */
const EXPECTED = /^Failed to load resource: the server responded with a status of (4\d\d|503)/;
/** Chromium's own schemes, and what a page makes in memory. */
const OWN_SCHEME = /^(data|blob|about|chrome|chrome-error):/;

/** Watches every page of every context: console errors, script errors, broken CSP and requests that leave the product. */
export class Hygiene {
  readonly findings: string[] = [];
  readonly #origins: ReadonlySet<string>;
  /** Console lines that a scenario brings about on purpose. */
  readonly expected: RegExp[] = [EXPECTED];
  /** Addresses elsewhere that an SDK of a host fetches; the journey answers them itself. */
  readonly answered = new Set<string>();

  /** @param origins the product's own; the simulated issuers are told to `allow` by the scenarios that go there. */
  constructor(origins: readonly string[]) {
    this.#origins = new Set(origins);
  }

  async watch(context: BrowserContext): Promise<void> {
    await context.exposeBinding('__sefosViolation', (_source, text: string) => {
      this.findings.push(`CSP violation: ${text}`);
    });
    await context.addInitScript(() => {
      document.addEventListener('securitypolicyviolation', (event) => {
        const tell = (globalThis as unknown as { __sefosViolation?: (text: string) => void }).__sefosViolation;
        tell?.(`${event.violatedDirective} ${event.blockedURI} on ${location.pathname}`);
      });
    });
    context.on('page', (page) => this.#watchPage(page));
    context.on('request', (request) => {
      const url = request.url();
      // A person goes elsewhere by a click (an issuer, BankID); what a page fetches by itself never does.
      // (A window's first request has no frame yet; it is a navigation.)
      if (OWN_SCHEME.test(url) || request.isNavigationRequest()) return;
      const initiator = request.frame().url();
      const ours = [...this.#origins].some((origin) => initiator.startsWith(origin) || initiator === 'about:blank');
      if (ours && !this.#origins.has(new URL(url).origin) && !this.answered.has(url))
        this.findings.push(`Request to another origin: ${url}`);
    });
  }

  #watchPage(page: Page): void {
    page.on('pageerror', (error) => this.findings.push(`Script error on ${page.url()}: ${error.message}`));
    page.on('console', (message: ConsoleMessage) => {
      if (message.type() !== 'error' || this.expected.some((pattern) => pattern.test(message.text()))) return;
      if (![...this.#origins].some((origin) => page.url().startsWith(origin))) return;
      this.findings.push(`Console error on ${page.url()}: ${message.text()}`);
    });
  }
}
