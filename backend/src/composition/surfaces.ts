/**
 * Origins that may frame the Teams tab and the Outlook pane: Teams, Outlook on the web and Microsoft 365, as Microsoft lists them
 * for tabs (MICROSOFT365.md §4). `'self'` is for the host pages under /dev.
 */
const MICROSOFT_HOSTS = [
  'https://*.cloud.microsoft',
  'https://teams.microsoft.com',
  'https://*.teams.microsoft.com',
  'https://*.microsoft365.com',
  'https://*.office.com',
  'https://outlook.office.com',
  'https://outlook.office365.com',
];

/** A kind of page with what it may load and who may frame it. */
export interface Surface {
  readonly name: 'staff' | 'recipient' | 'preview' | 'teams' | 'outlook' | 'sign-in-window' | 'launch-event';
  readonly file:
    | `${'staff' | 'recipient' | 'teams' | 'preview' | `outlook-${'compose' | 'read' | 'sign-in' | 'step-up'}`}.html`
    | 'launch-event';
  readonly paths: readonly string[];
  readonly framedBy: 'nobody' | 'microsoft';
  /** Loads Office.js from where it is published. */
  readonly office: boolean;
  /** Addresses elsewhere that its scripts fetch. */
  readonly connects: readonly string[];
  /** Frames of our own: a download that is posted lands in one. */
  readonly framesOwn: boolean;
  readonly openerPolicy: 'same-origin' | 'same-origin-allow-popups' | 'unsafe-none';
  /** Draws files from outside: without an origin, without network, without anything of ours in reach. */
  readonly sandboxed?: true;
}

const closed = { framedBy: 'nobody', office: false, connects: [], framesOwn: false } as const;
const pane = {
  name: 'outlook',
  framedBy: 'microsoft',
  office: true,
  connects: [],
  framesOwn: true,
  openerPolicy: 'same-origin-allow-popups',
} as const;
const outlookWindow = { ...closed, name: 'sign-in-window', office: true, openerPolicy: 'unsafe-none' } as const;
/** TeamsJS reads its list of valid host domains there. */
const TEAMS_CDN = 'https://res.cdn.office.net';

/** Every page that is served, and at which paths; the clients' routers know the rest. */
export const SURFACES: readonly Surface[] = [
  {
    ...closed,
    name: 'staff',
    file: 'staff.html',
    paths: [
      '/',
      '/sign-in',
      '/messages',
      '/messages/*',
      '/compose',
      '/step-up/done',
      '/account',
      '/organisation/settings',
      '/organisation/settings/*',
      '/organisation/accounts',
      '/organisation/domains',
      '/organisation/directory',
      '/invitation',
      '/contacts',
      '/organisation/log',
      '/organisation/statistics',
      '/administration/log',
      '/administration/organisations',
      '/administration/servers',
      '/administration/access',
      '/administration/inside/*',
      '/function-mailboxes',
      '/function-mailboxes/*',
    ],
    framesOwn: true,
    openerPolicy: 'same-origin-allow-popups',
  },
  {
    ...closed,
    name: 'preview',
    file: 'preview.html',
    paths: ['/preview'],
    framedBy: 'microsoft',
    openerPolicy: 'same-origin',
    sandboxed: true,
  },
  {
    ...closed,
    name: 'recipient',
    file: 'recipient.html',
    paths: ['/m/:id', '/o/:id'],
    framesOwn: true,
    openerPolicy: 'same-origin',
  },
  {
    name: 'teams',
    file: 'teams.html',
    paths: ['/teams', '/teams/*'],
    framedBy: 'microsoft',
    office: false,
    connects: [TEAMS_CDN],
    framesOwn: true,
    openerPolicy: 'same-origin-allow-popups',
  },
  { ...pane, file: 'outlook-compose.html', paths: ['/outlook/compose', '/outlook/appointment'] },
  { ...pane, file: 'outlook-read.html', paths: ['/outlook/read'] },
  // Windows that a frame opened: they answer their opener, so no opener policy may cut the line.
  {
    ...closed,
    name: 'sign-in-window',
    file: 'teams.html',
    paths: ['/teams/sign-in', '/teams/step-up'],
    connects: [TEAMS_CDN],
    openerPolicy: 'unsafe-none',
  },
  { ...outlookWindow, file: 'outlook-sign-in.html', paths: ['/outlook/sign-in'] },
  { ...outlookWindow, file: 'outlook-step-up.html', paths: ['/outlook/step-up'] },
  { ...closed, name: 'sign-in-window', file: 'staff.html', paths: ['/step-up/window'], openerPolicy: 'unsafe-none' },
  {
    ...closed,
    name: 'launch-event',
    file: 'launch-event',
    paths: ['/outlook/launchevent.html'],
    framedBy: 'microsoft',
    office: true,
    openerPolicy: 'same-origin',
  },
];

/**
 * The Content-Security-Policy of a surface: scripts from us (and Office.js where it is needed), styles from us or with the answer's
 * nonce (Griffel), nothing else.
 */
export const policyOf = (
  { framedBy, office, connects, framesOwn, sandboxed }: Surface,
  { nonce, officeOrigin }: { readonly nonce: string; readonly officeOrigin: string | null },
): string =>
  [
    "default-src 'none'",
    // Decoders of scanned pictures are WebAssembly; text never becomes script.
    ...(sandboxed ? ['sandbox allow-scripts', 'worker-src blob:'] : []),
    [
      'script-src',
      "'self'",
      ...(office && officeOrigin ? [officeOrigin] : []),
      ...(sandboxed ? ["'wasm-unsafe-eval'"] : []),
    ].join(' '),
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    sandboxed ? "connect-src 'none'" : ['connect-src', "'self'", ...connects].join(' '),
    ...(framesOwn ? ["frame-src 'self'"] : []),
    `form-action ${sandboxed ? "'none'" : "'self'"}`,
    ['frame-ancestors', ...(framedBy === 'nobody' ? ["'none'"] : ["'self'", ...MICROSOFT_HOSTS])].join(' '),
    "base-uri 'none'",
  ].join('; ');
