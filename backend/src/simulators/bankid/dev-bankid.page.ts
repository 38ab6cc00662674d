import { DEV_NAVIGATION, devDocument, html, type SafeHtml } from '../dev-page.html.ts';
import { FAILED_HINTS, PENDING_HINTS, type SimulatedOrder } from './orders.ts';

/** An invented person who can identify with one click. */
export interface BankIdTestPerson {
  readonly label: string;
  readonly personalNumber: string;
  readonly givenName: string;
  readonly surname: string;
}

/** What the last form did; the return link is what the app would open on the same device. */
export interface BankIdNotice {
  readonly text: string;
  readonly returnUrl: string | null;
}

const orderField = (order: SimulatedOrder): SafeHtml =>
  html`<input type="hidden" name="orderRef" value="${order.orderRef}">`;

const personForm = (order: SimulatedOrder, person: BankIdTestPerson): SafeHtml => html`<li>
<form method="post" action="/dev/bankid/complete">${orderField(order)}
<input type="hidden" name="personalNumber" value="${person.personalNumber}">
<input type="hidden" name="givenName" value="${person.givenName}">
<input type="hidden" name="surname" value="${person.surname}">
<button class="primary">${person.label}</button></form>
<small>${person.personalNumber}</small></li>`;

const anybodyForm = (order: SimulatedOrder, id: string): SafeHtml => html`<details><summary>Somebody else</summary>
<form method="post" action="/dev/bankid/complete">${orderField(order)}
<label for="${id}-pnr">Personnummer (12 digits)</label>
<input id="${id}-pnr" name="personalNumber" required inputmode="numeric" autocomplete="off" pattern="[0-9]{8}-?[0-9]{4}">
<label for="${id}-given">Given name</label><input id="${id}-given" name="givenName" required autocomplete="off">
<label for="${id}-surname">Surname</label><input id="${id}-surname" name="surname" required autocomplete="off">
<p><button class="primary">Identify</button></p></form></details>`;

const hintForms = (order: SimulatedOrder, id: string): SafeHtml => html`
<form method="post" action="/dev/bankid/complete">${orderField(order)}
<input type="hidden" name="hintCode" value="userCancel"><button class="danger">Cancel (Avbryt)</button></form>
<details><summary>Something else happens</summary>
<form method="post" action="/dev/bankid/complete">${orderField(order)}
<label for="${id}-hint">hintCode</label><select id="${id}-hint" name="hintCode">
<optgroup label="Still pending">${PENDING_HINTS.map((hint) => html`<option>${hint}</option>`)}</optgroup>
<optgroup label="Fails">${FAILED_HINTS.map((hint) => html`<option>${hint}</option>`)}</optgroup></select>
<p><button>Send hint</button></p></form></details>`;

const orderCard = (order: SimulatedOrder, index: number, persons: readonly BankIdTestPerson[]): SafeHtml => {
  const id = `order-${index}`;
  const hint = order.state.status === 'pending' ? order.state.hint : order.state.status;
  return html`<section class="card" aria-labelledby="${id}">
<h2 id="${id}">Order started ${order.startedAt.toISOString().slice(11, 19)} UTC</h2>
<p class="verbatim">${order.visibleText ?? 'No text to show.'}</p>
<dl><dt>State</dt><dd><code>${hint}</code></dd>
<dt>Only for</dt><dd>${order.requiredPersonalNumber ?? 'anybody'}</dd>
<dt>Asked from</dt><dd>${order.endUserIp}</dd>
<dt>orderRef</dt><dd><code>${order.orderRef}</code></dd></dl>
<h3>Identify as</h3>
<ul class="grid">${persons.map((person) => personForm(order, person))}</ul>
${anybodyForm(order, id)}
${hintForms(order, id)}
</section>`;
};

const noticeBox = (notice: BankIdNotice | null): SafeHtml | null => {
  if (notice === null) return null;
  const back = notice.returnUrl?.match(/^https?:\/\//) ? notice.returnUrl : null;
  return html`<p class="notice" role="status">${notice.text}
${back ? html`<a href="${back}">Back to the service</a>` : 'Go back to the page that asked.'}</p>`;
};

/** The page with all pending orders, newest first; `/dev/bankid.js` reloads it when the list changes. */
export const bankIdPage = (
  orders: readonly SimulatedOrder[],
  persons: readonly BankIdTestPerson[],
  notice: BankIdNotice | null,
): string =>
  devDocument({
    title: 'BankID',
    stylesheet: '/dev/dev.css',
    navigation: DEV_NAVIGATION,
    head: html`<script src="/dev/bankid.js" defer></script>
<noscript><meta http-equiv="refresh" content="10"></noscript>`,
    body: html`<p>This page is the BankID app. Pending orders, newest first:</p>
<p id="changed" class="notice" role="status" hidden>The orders have changed. <a href="/dev/bankid">Show them</a></p>
${noticeBox(notice)}
${orders.length === 0 ? html`<p class="card">No order is pending. Start an identification with BankID in SEFOS.</p>` : null}
${orders.map((order, index) => orderCard(order, index, persons))}`,
  });

/** Reloads the page when the orders have changed, but never under somebody's fingers: then it says so. */
export const BANKID_SCRIPT = `'use strict';
let shown = null;
const busy = () => {
  const active = document.activeElement;
  return document.querySelector('details[open]') !== null || (active !== null && active !== document.body);
};
const look = async () => {
  try {
    const answer = await fetch('/dev/bankid.json', { cache: 'no-store' });
    const orders = await answer.json();
    const now = orders.map((order) => order.orderRef + order.hintCode).join(' ');
    if (shown !== null && now !== shown) {
      if (!busy()) { location.reload(); return; }
      document.getElementById('changed').hidden = false;
    }
    if (shown === null) shown = now;
  } catch { /* the server restarts: try again */ }
  setTimeout(look, 2000);
};
look();
`;
