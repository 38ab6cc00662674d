import { app, authentication, nestedAppAuth } from '@microsoft/teams-js';
import { readPageSettings } from '@sefos/shared/host/page-settings.ts';
import { makeWebHost } from '@sefos/shared/host/web-host.ts';
import { startStaff } from '@sefos/shared/staff/start-staff.tsx';
import { makeTeamsHost, startTeams, type TeamsApi } from './teams-host.ts';
import { TEAMS_PATH } from './teams-path.ts';

const teams: TeamsApi = { app, authentication, nestedAppAuth };

/** Neither Teams nor another host is around this page. */
async function showOutside(root: HTMLElement): Promise<void> {
  const { startOutside } = await import(/* webpackChunkName: "outside" */ '@sefos/shared/staff/start-outside.tsx');
  await startOutside(makeWebHost(window), root, 'teams');
}

async function startWindow(root: HTMLElement): Promise<void> {
  const [{ startSignInWindow }] = await Promise.all([
    import(/* webpackChunkName: "sign-in-window" */ '@sefos/shared/staff/start-sign-in-window.tsx'),
    startTeams(teams),
  ]);
  const opened = { host: 'teams', handOver: (text: string) => authentication.notifySuccess(text) } as const;
  await startSignInWindow(opened, makeWebHost(window), root);
}

/** A window whose line to Teams was cut on the way must not wait long before it shows its code. */
const LINE_MS = 5_000;

/** The page needs no host but to give its code: it is shown at once. */
async function startStepUp(root: HTMLElement): Promise<void> {
  const started = startTeams(teams, LINE_MS).then(
    () => ({ handOver: (text: string) => authentication.notifySuccess(text) }),
    () => undefined,
  );
  const { startStepUpWindow } = await import(
    /* webpackChunkName: "step-up-window" */ '@sefos/shared/staff/start-step-up-window.tsx'
  );
  await startStepUpWindow(() => started, makeWebHost(window), root);
}

async function start(root: HTMLElement): Promise<void> {
  try {
    const { pathname } = window.location;
    if (pathname === `${TEAMS_PATH}/sign-in`) await startWindow(root);
    else if (pathname === `${TEAMS_PATH}/step-up`) await startStepUp(root);
    else await startStaff(await makeTeamsHost(teams, readPageSettings(document), window), root);
  } catch {
    await showOutside(root);
  }
}

const root = document.getElementById('root');
if (!root) throw new Error('The page has no element #root');
void start(root);
