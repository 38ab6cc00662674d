import { DEV_NAVIGATION, devDocument, html, type SafeHtml } from '../dev-page.html.ts';
import type { TextRecord, Zone } from './zones.ts';

const EXAMPLE = '_sefos.nya.example';

const recordOf = ({ name, text }: TextRecord): SafeHtml => html`<dt>${name}</dt>
<dd><code>${text}</code><form method="post" action="/dev/dns/records/remove">
<input type="hidden" name="name" value="${name}"><input type="hidden" name="text" value="${text}">
<button class="danger" aria-label="Remove ${text} from ${name}">Remove</button></form></dd>`;

const zoneCard = ({ domain, records }: Zone, index: number): SafeHtml => html`
<section class="card" aria-labelledby="zone-${index}"><h2 id="zone-${index}">${domain}</h2>
<dl>${records.map(recordOf)}</dl></section>`;

/** The zones, and the form for one record more; `typed` is what was refused, for `refusal`. */
export const dnsPage = (
  zones: readonly Zone[],
  address: string,
  refused: { readonly typed: TextRecord; readonly refusal: string } | null,
): string => {
  const [host, port] = address.split(':');
  return devDocument({
    title: 'DNS',
    stylesheet: '/dev/dev.css',
    navigation: DEV_NAVIGATION,
    body: html`
<p>The name server that SEFOS asks here, where an organisation proves that a domain is its own (Min organisation,
Domäner). Whoever has a domain writes into it: any domain may be written to.</p>
<section class="card" aria-labelledby="add"><h2 id="add">Add a TXT record</h2>
${refused ? html`<p class="notice" role="alert">${refused.refusal}</p>` : null}
<form method="post" action="/dev/dns/records">
<label for="name">Name</label>
<input id="name" name="name" required autocomplete="off" autocapitalize="none" spellcheck="false" placeholder="${EXAMPLE}" value="${refused?.typed.name ?? ''}">
<label for="text">Text</label>
<input id="text" name="text" required autocomplete="off" autocapitalize="none" spellcheck="false" value="${refused?.typed.text ?? ''}">
<p><button class="primary">Add</button></p></form></section>
${zones.map(zoneCard)}
<p class="muted">By hand: <code>dig @${host ?? ''} -p ${port ?? ''} TXT ${EXAMPLE}</code>. As JSON:
<a href="/dev/dns.json">/dev/dns.json</a>.</p>`,
  });
};
