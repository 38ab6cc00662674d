// Gives route schemas their `hide`: pages under /dev are no part of the API's description.
import type {} from '@fastify/swagger';
import type { FastifyPluginAsync } from 'fastify';
import { DEV_NAVIGATION, devDocument, devPageHeaders, devStylesheet, html, type SafeHtml } from './dev-page.html.ts';

/** A demo account as a newcomer needs it to sign in. */
export interface DevAccount {
  readonly email: string;
  readonly role: string;
  readonly organisation: string;
  readonly password: string;
  readonly phone?: string;
  readonly personalNumber?: string;
}

/** An invented person without an account. */
export interface DevCitizen {
  readonly label: string;
  readonly personalNumber: string;
}

/** A further link of the page, such as one of the simulated issuers. */
export interface DevLink {
  readonly href: string;
  readonly label: string;
  readonly explanation: string;
}

export interface DevPageOptions {
  readonly accounts: readonly DevAccount[];
  readonly citizens: readonly DevCitizen[];
  readonly links?: readonly DevLink[];
}

const LINKS: readonly DevLink[] = [
  { href: '/', label: 'Sign in to SEFOS (Logga in)', explanation: 'with any account below' },
  {
    href: '/dev/outbox',
    label: 'Outbox: mail and SMS (Utkorg)',
    explanation: 'every mail and text message that the product has sent; sign-in codes are here',
  },
  { href: '/dev/bankid', label: 'BankID', explanation: 'choose who identifies in a pending order' },
  { href: '/dev/dns', label: 'DNS', explanation: 'the TXT records that an organisation proves its domains with' },
  { href: '/dev/teams', label: 'Teams', explanation: 'SEFOS as a tab, inside a simulated Teams' },
  { href: '/dev/activity', label: 'Activity', explanation: 'what stands in people’s activity feeds in Teams' },
  {
    href: '/dev/outlook',
    label: 'Outlook',
    explanation: 'Kryptera meddelande and Öppna meddelande, inside a simulated Outlook',
  },
  { href: '/dev/outbox.json', label: 'Outbox as JSON', explanation: 'newest first, for scripts' },
  { href: '/dev/bankid.json', label: 'Pending BankID orders as JSON', explanation: 'newest first, for scripts' },
  { href: '/dev/dns.json', label: 'TXT records as JSON', explanation: 'by domain, for scripts' },
  { href: '/api/v1/openapi.json', label: 'OpenAPI description', explanation: 'of the whole API' },
];

const linkList = (links: readonly DevLink[]): SafeHtml =>
  html`<ul>${links.map(({ href, label, explanation }) => html`<li><a href="${href}">${label}</a>: ${explanation}</li>`)}</ul>`;

const accountRow = (account: DevAccount): SafeHtml => html`<tr>
<th scope="row">${account.email}</th><td>${account.role}</td><td>${account.organisation}</td>
<td><code>${account.password}</code></td><td>${account.phone ?? '–'}</td><td>${account.personalNumber ?? '–'}</td>
</tr>`;

const accountsTable = (accounts: readonly DevAccount[]): SafeHtml => html`
<div class="scroll" tabindex="0" role="region" aria-label="Demo accounts">
<table>
<thead><tr><th scope="col">E-mail</th><th scope="col">Role</th><th scope="col">Organisation</th>
<th scope="col">Password</th><th scope="col">Phone</th><th scope="col">Personnummer</th></tr></thead>
<tbody>${accounts.map(accountRow)}</tbody>
</table>
</div>`;

const citizensTable = (citizens: readonly DevCitizen[]): SafeHtml => html`
<div class="scroll" tabindex="0" role="region" aria-label="Test citizens">
<table>
<thead><tr><th scope="col">Name</th><th scope="col">Personnummer</th></tr></thead>
<tbody>${citizens.map(
  ({ label, personalNumber }) => html`<tr><th scope="row">${label}</th><td>${personalNumber}</td></tr>`,
)}</tbody>
</table>
</div>`;

const devIndex = (options: DevPageOptions): string =>
  devDocument({
    title: 'Demo',
    stylesheet: '/dev/dev.css',
    navigation: DEV_NAVIGATION,
    body: html`
<p>This is SEFOS in demo mode. No mail, text message or identification leaves this machine, and none of the people
exist. The pages under /dev are not there in production.</p>
<section class="card" aria-labelledby="where"><h2 id="where">Where to go</h2>${linkList([...LINKS, ...(options.links ?? [])])}</section>
<section class="card" aria-labelledby="accounts"><h2 id="accounts">Demo accounts (Konton)</h2>
<p class="muted">The code by SMS arrives in the outbox.</p>${accountsTable(options.accounts)}</section>
<section class="card" aria-labelledby="citizens"><h2 id="citizens">Test citizens (Medborgare)</h2>
<p class="muted">For messages that need BankID or another e-ID.</p>${citizensTable(options.citizens)}</section>`,
  });

/**
 * `GET /dev` and `GET /dev/dev.css`, for demo and test mode only. Pages by others (such as /dev/outbox) may use the
 * stylesheet with plain semantic HTML.
 */
export const devPagePlugin: FastifyPluginAsync<DevPageOptions> = async (app, options) => {
  app.get('/dev', { schema: { hide: true } }, (_request, reply) =>
    reply.headers(devPageHeaders()).send(devIndex(options)),
  );
  app.get('/dev/dev.css', { schema: { hide: true } }, (_request, reply) =>
    reply.header('content-type', 'text/css; charset=utf-8').header('cache-control', 'no-cache').send(devStylesheet),
  );
};
