import { DEV_NAVIGATION, devDocument, html, type SafeHtml } from './dev-page.html.ts';
import type { OutboxEntry, OutboxFilter } from './outbox.ts';

const STYLESHEET = '/dev/dev.css';
const PREVIEW_CHARACTERS = 140;
const FRAME_HEIGHT_PX = 640;
const CHANNEL_NAMES = { mail: 'Mail', sms: 'SMS' } as const;

/** The `http` and `https` addresses in a message, in order, each once. */
export const linksIn = (entry: Pick<OutboxEntry, 'html' | 'text'>): string[] => {
  const inHtml = [...entry.html.matchAll(/\bhref\s*=\s*(?:"([^"]*)"|'([^']*)')/gi)].map(([, double, single]) =>
    decodeEntities(double ?? single ?? ''),
  );
  const inText = [...entry.text.matchAll(/\bhttps?:\/\/[^\s<>"']+/gi)].map(([url]) => url.replace(/[.,;:!?)\]]+$/, ''));
  const links = [...inHtml, ...inText].filter((link) => /^https?:\/\//i.test(link) && URL.canParse(link));
  return [...new Set(links)];
};

const decodeEntities = (value: string): string =>
  value
    .replace(/&quot;|&#34;/g, '"')
    .replace(/&#39;|&apos;/g, "'")
    .replace(/&#x2f;|&#47;/gi, '/')
    .replace(/&#x3d;|&#61;/gi, '=')
    .replace(/&amp;|&#38;/g, '&');

const time = (at: string): SafeHtml => html`<time datetime="${at}">${at.slice(0, 10)} ${at.slice(11, 19)} UTC</time>`;

const titleOf = (entry: OutboxEntry): string => {
  const text = entry.channel === 'mail' ? entry.subject : entry.text;
  if (text.trim() === '') return '(empty)';
  return text.length > PREVIEW_CHARACTERS ? `${text.slice(0, PREVIEW_CHARACTERS)}…` : text;
};

const item = (entry: OutboxEntry): SafeHtml => html`<li class="card" data-id="${entry.id}">
<h2><a href="/dev/outbox/${entry.id}">${titleOf(entry)}</a></h2>
<p>${CHANNEL_NAMES[entry.channel]} to <strong>${entry.to.join(', ')}</strong> from ${entry.from}</p>
<p class="muted">${time(entry.at)}</p>
</li>`;

const option = (value: string, label: string, chosen: string | undefined): SafeHtml =>
  value === (chosen ?? '')
    ? html`<option value="${value}" selected>${label}</option>`
    : html`<option value="${value}">${label}</option>`;

/** Everything captured, newest first; `/dev/outbox.js` adds what comes in later. */
export const outboxListPage = (entries: readonly OutboxEntry[], total: number, filter: OutboxFilter): string =>
  devDocument({
    title: 'Outbox',
    stylesheet: STYLESHEET,
    navigation: DEV_NAVIGATION,
    head: html`<link rel="stylesheet" href="/dev/outbox.css"><script src="/dev/outbox.js" defer></script>`,
    body: html`
<p>Every mail and text message that SEFOS has sent in demo mode, newest first. The page takes in new ones by itself.</p>
<details${filter.channel || filter.to ? html` open` : null}><summary>Filter</summary>
<form method="get" action="/dev/outbox">
<label for="channel">Channel</label>
<select id="channel" name="channel">${option('', 'All', filter.channel)}${option('mail', 'Mail', filter.channel)}${option('sms', 'SMS', filter.channel)}</select>
<label for="to">Receiver (whole address or number)</label>
<input id="to" name="to" value="${filter.to ?? ''}" autocomplete="off">
<p><button class="primary">Show</button> <a href="/dev/outbox">Show all</a></p>
</form></details>
<p role="status" id="news" class="muted">${total === 0 ? 'Nothing has been sent yet.' : `Showing ${entries.length} of ${total}.`}</p>
<ol id="messages" class="plain">${entries.map(item)}</ol>`,
  });

const row = (name: string, value: SafeHtml | string): SafeHtml => html`<dt>${name}</dt><dd>${value}</dd>`;

const linkList = (links: readonly string[]): SafeHtml | null =>
  links.length === 0
    ? null
    : html`<section class="card" aria-labelledby="links"><h2 id="links">Links in the message</h2>
<ul id="message-links">${links.map((link) => html`<li><a href="${link}" rel="noopener noreferrer">${link}</a></li>`)}</ul></section>`;

const attachmentList = (entry: OutboxEntry): SafeHtml | null =>
  entry.attachments.length === 0
    ? null
    : html`<section class="card" aria-labelledby="files"><h2 id="files">Attachments</h2>
<ul>${entry.attachments.map((file) => html`<li>${file.filename} (${file.contentType}, ${file.sizeBytes} bytes)</li>`)}</ul></section>`;

const htmlPart = (entry: OutboxEntry): SafeHtml | null =>
  entry.html === ''
    ? null
    : html`<section class="card" aria-labelledby="html"><h2 id="html">As a mail program shows it</h2>
<iframe src="/dev/outbox/${entry.id}/html" title="The mail" height="${FRAME_HEIGHT_PX}"
sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe></section>`;

const headerList = (entry: OutboxEntry): SafeHtml | null =>
  entry.channel === 'sms'
    ? null
    : html`<details class="card"><summary>Headers</summary>
<dl>${Object.entries(entry.headers).map(([name, value]) => row(name, html`<span class="verbatim">${value}</span>`))}</dl></details>`;

/** One message: links first, then as it looks, as text, and its headers. */
export const outboxMessagePage = (entry: OutboxEntry): string =>
  devDocument({
    title: entry.channel === 'mail' ? titleOf(entry) : `SMS to ${entry.to.join(', ')}`,
    stylesheet: STYLESHEET,
    navigation: DEV_NAVIGATION,
    body: html`
<p><a href="/dev/outbox">Back to the outbox</a></p>
<dl>${row('From', entry.from)}${row('To', entry.to.join(', '))}${row('Sent', time(entry.at))}</dl>
${linkList(linksIn(entry))}
${htmlPart(entry)}
<section class="card" aria-labelledby="text"><h2 id="text">Text</h2><pre id="message-text">${entry.text}</pre></section>
${attachmentList(entry)}
${headerList(entry)}`,
  });

/** Shown for a number that is not (or no longer) in the outbox. */
export const outboxMissingPage = (): string =>
  devDocument({
    title: 'No such message',
    stylesheet: STYLESHEET,
    navigation: DEV_NAVIGATION,
    body: html`<p>The outbox keeps the newest messages only. <a href="/dev/outbox">Back to the outbox</a></p>`,
  });

/** What the shared stylesheet lacks. */
export const OUTBOX_CSS = `.plain { list-style: none; padding: 0; }
.plain h2 { margin: 0; }
.plain p { margin: 0.25rem 0 0; }
`;

/**
 * Asks for newer messages every two seconds while the page is looked at and puts them on top. Nothing that is there is
 * touched, so focus, selection and place stay; the scroll position is moved by what was added.
 */
export const OUTBOX_SCRIPT = `'use strict';
const list = document.getElementById('messages');
const news = document.getElementById('news');
const look = async () => {
  if (document.hidden) return;
  const url = new URL(location.href);
  url.searchParams.set('after', list.firstElementChild?.dataset.id ?? '0');
  const response = await fetch(url, { headers: { accept: 'text/html' } });
  if (!response.ok) return;
  const page = new DOMParser().parseFromString(await response.text(), 'text/html');
  const fresh = [...page.querySelectorAll('#messages > li')];
  if (fresh.length === 0) return;
  const before = list.getBoundingClientRect().height;
  list.style.overflowAnchor = 'none';
  list.prepend(...fresh.map((entry) => document.importNode(entry, true)));
  if (scrollY > list.offsetTop) scrollBy(0, list.getBoundingClientRect().height - before);
  news.textContent = fresh.length === 1 ? '1 new message.' : fresh.length + ' new messages.';
};
const loop = () => look().catch(() => undefined).then(() => setTimeout(loop, 2000));
setTimeout(loop, 2000);
`;
