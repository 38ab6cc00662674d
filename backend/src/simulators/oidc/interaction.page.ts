import { devDocument, html, type SafeHtml } from '../dev-page.html.ts';
import type { OidcTestPerson, OidcWorld, SignInLevel } from './worlds.ts';

export const STYLESHEET_PATH = '/assets/dev.css';

/** What the sign-in page shows. */
export interface InteractionView {
  readonly world: OidcWorld;
  /** Where its forms go. */
  readonly action: string;
  readonly clientId: string;
  readonly persons: readonly OidcTestPerson[];
  readonly levels: readonly SignInLevel[];
  readonly problem: string | null;
}

const levelSelect = (id: string, levels: readonly SignInLevel[]): SafeHtml => html`
<label for="${id}">Signed in with</label>
<select id="${id}" name="level">${levels.map(({ value, label }) => html`<option value="${value}">${label}</option>`)}</select>`;

const personButton = (person: OidcTestPerson, index: number): SafeHtml => html`<li>
<button class="primary" name="person" value="${index}">${person.givenName} ${person.surname}</button>
<small>${person.email ?? person.personalNumber ?? ''}</small></li>`;

const freeForm = (view: InteractionView): SafeHtml => html`<details class="card"><summary>Somebody else</summary>
<form method="post" action="${view.action}">
${view.world.fields.map(
  ({ name, label }) => html`<label for="free-${name}">${label}</label>
<input id="free-${name}" name="${name}" required autocomplete="off">`,
)}
${levelSelect('free-level', view.levels)}
<p><button class="primary">Sign in</button></p></form></details>`;

/** The page where one chooses who signs in. */
export const interactionPage = (view: InteractionView): string =>
  devDocument({
    title: view.world.title,
    stylesheet: STYLESHEET_PATH,
    body: html`<p><strong>${view.clientId}</strong> asks who you are. Choose one of the invented people:</p>
${view.problem === null ? null : html`<p class="notice" role="alert">${view.problem}</p>`}
<form class="card" method="post" action="${view.action}">
<ul class="grid">${view.persons.map(personButton)}</ul>
${levelSelect('level', view.levels)}
</form>
${freeForm(view)}
<form method="post" action="${view.action}"><button class="danger" name="cancel" value="1">Cancel</button></form>`,
  });

/** A page for what cannot be sent back to the relying party, such as an unregistered redirect URI. */
export const oidcErrorPage = (title: string, explanation: string): string =>
  devDocument({ title, stylesheet: STYLESHEET_PATH, body: html`<p class="notice" role="alert">${explanation}</p>` });

/** What stands at the root of the issuers' port. */
export const issuersPage = (issuers: readonly { readonly title: string; readonly issuer: string }[]): string =>
  devDocument({
    title: 'OpenID issuers of the demo',
    stylesheet: STYLESHEET_PATH,
    body: html`<ul>${issuers.map(
      ({ title, issuer }) =>
        html`<li><a href="${issuer}/.well-known/openid-configuration">${title}</a>: <code>${issuer}</code></li>`,
    )}</ul>`,
  });
