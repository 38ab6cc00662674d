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

async function start(root: HTMLElement): Promise<void> {
  try {
    if (window.location.pathname === `${TEAMS_PATH}/sign-in`) await startWindow(root);
    else await startStaff(await makeTeamsHost(teams, readPageSettings(document), window), root);
  } catch {
    await showOutside(root);
  }
}

const root = document.getElementById('root');
if (!root) throw new Error('The page has no element #root');
void start(root);
