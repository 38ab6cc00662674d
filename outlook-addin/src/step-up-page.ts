import { makeWebHost } from '@sefos/shared/host/web-host.ts';
import { startStepUpWindow } from '@sefos/shared/staff/start-step-up-window.tsx';
import { officeLine } from './office-window.ts';
import { findOffice, rootOf, showOutside } from './start-page.ts';

/** A window whose line to Outlook was cut on the way must not wait long before it shows its code. Milliseconds. */
const LINE_MS = 5_000;

// The window that a pane opened for a step-up. It needs no host but to give its code: it is shown at once.
const root = rootOf(document);
const line = officeLine(findOffice(document), window.location.origin, LINE_MS);
startStepUpWindow(() => line, makeWebHost(window), root).catch(() => showOutside(root));
