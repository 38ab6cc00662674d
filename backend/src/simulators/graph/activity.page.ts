import { DEV_NAVIGATION, devDocument, html, type SafeHtml } from '../dev-page.html.ts';
import type { FeedActivity } from './activity-feed.ts';

/** Where the simulated Teams shows what a link into Teams leads to; null when it names no place in a tab. */
const hostLink = ({ url, person }: FeedActivity): string | null => {
  const context = URL.canParse(url) ? new URL(url).searchParams.get('context') : null;
  const path = context === null ? null : (JSON.parse(context) as { readonly subEntityId?: unknown }).subEntityId;
  if (typeof path !== 'string') return null;
  return `/dev/teams?${new URLSearchParams({ person: person.email, path })}`;
};

const item = (activity: FeedActivity): SafeHtml => {
  const href = hostLink(activity);
  return html`<li class="card">
<h2>${href ? html`<a href="${href}">${activity.title}</a>` : activity.title}</h2>
<p>${activity.preview}</p>
<p class="muted">${activity.topic} · to <strong>${activity.person.email}</strong> · <time datetime="${activity.at}">${activity.at.slice(0, 19)}</time></p>
<p class="verbatim">${activity.url}</p>
</li>`;
};

/** People's activity feeds in the simulated Teams, newest first; an activity opens the tab as the person it was sent to. */
export const activityPage = (activities: readonly FeedActivity[]): string =>
  devDocument({
    title: 'Activity',
    stylesheet: '/dev/dev.css',
    navigation: DEV_NAVIGATION,
    body: html`
<p>What SEFOS has put into people’s activity feeds in Teams, newest first. Nobody gets any before choosing it under Mitt konto, Aviseringar.</p>
<p role="status" class="muted">${activities.length === 0 ? 'Nothing yet.' : `${activities.length} in all.`}</p>
<ol id="activities">${activities.map(item)}</ol>`,
  });
