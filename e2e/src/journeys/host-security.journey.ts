import { createHash, randomBytes } from 'node:crypto';
import {
  beginHandover,
  beginOidcStepUp,
  collectOidcStepUp,
  enterStepUpWindow,
  exchangeHandover,
  getSession,
  getStepUpCode,
} from '@sefos/shared/contract/sign-in.ts';
import { PEOPLE, refusalOf } from '../harness/account.ts';
import { ApiClient } from '../harness/api-client.ts';
import { check, eventually, heading, same, seen } from '../harness/check.ts';
import { answerMicrosoft, openPartitioned } from '../harness/hosts.ts';
import { journey } from '../harness/journey.ts';
import { Composer } from '../pages/compose.page.ts';
import { goOnToTeams, TeamsTab } from '../pages/teams.page.ts';

const base64url = (bytes: Buffer): string => bytes.toString('base64url');

/** What a session of a Microsoft host may be used for, and who may frame its pages. */
export default journey('host-security', [
  {
    title: 'a bearer token works with the header of its own host only, and never as a cookie',
    run: async (world) => {
      const tab = await TeamsTab.inbox(world);
      const token = await tab.token();
      const ask = async (headers: Record<string, string>): Promise<number> =>
        (await fetch(`${world.url}/api/v1/session`, { headers })).status;
      const authorization = `Bearer ${token}`;
      same(await ask({ authorization, 'x-sefos-host': 'teams' }), 200, 'with its own host');
      same(await ask({ authorization, 'x-sefos-host': 'outlook' }), 401, 'with the other host');
      same(await ask({ authorization, 'x-sefos-host': 'web' }), 401, 'with the host web');
      same(await ask({ authorization }), 401, 'without a host');
      const web = (await world.account('hanna')).client;
      for (const name of web.cookies.keys()) same(await ask({ cookie: `${name}=${token}` }), 401, `as ${name}`);
      const cookie = [...web.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
      same(await ask({ cookie, 'x-sefos-host': 'teams' }), 401, 'a cookie with the host teams');
      const changed = `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`;
      same(await ask({ authorization: `Bearer ${changed}`, 'x-sefos-host': 'teams' }), 401, 'a changed token');
      same(await ask({ authorization, 'x-sefos-host': 'teams' }), 200, 'its own host afterwards');
    },
  },
  {
    title: 'whoever sits down after another in the same window gets her own inbox, and the session left there is ended',
    run: async (world) => {
      const tab = await TeamsTab.inbox(world, { person: 'kalle' });
      const left = await tab.client(world);
      same((await left.call(getSession)).account.email, PEOPLE.kalle.email, 'the first person');
      await tab.page.goto(`/dev/teams?person=${PEOPLE.hanna.email}`);
      await tab.page.locator('iframe').waitFor({ state: 'attached' });
      await heading(tab.frame, 'Inkorg');
      const next = await tab.client(world);
      same((await next.call(getSession)).account.email, PEOPLE.hanna.email, 'the next person');
      same(await refusalOf(left.call(getSession)), 'not-signed-in', 'the session that was left');
      const kept = await tab.frame.evaluate(() => JSON.stringify({ ...sessionStorage }));
      check(!kept.includes(left.bearer?.token ?? '') && !kept.includes('@'), 'The storage names the one before');
    },
  },
  {
    title:
      'the code of a window works once, with its own verifier and host, and no page can hand over a session in its place',
    run: async (world) => {
      const { client } = await world.account('kalle');
      const [verifier, other] = [base64url(randomBytes(32)), base64url(randomBytes(32))];
      const challenge = base64url(createHash('sha256').update(verifier).digest());
      const begin = async () => (await client.call(beginHandover, { body: { challenge, host: 'teams' } })).code;
      const stranger = new ApiClient(world.url);
      const exchange = (code: string, proof: string, host: 'teams' | 'outlook') =>
        refusalOf(stranger.call(exchangeHandover, { body: { code, verifier: proof, host } }));
      same(await exchange(await begin(), other, 'teams'), 'handover-invalid', 'another verifier');
      same(await exchange(await begin(), verifier, 'outlook'), 'handover-invalid', 'another host');
      const code = await begin();
      const both = await Promise.all([exchange(code, verifier, 'teams'), exchange(code, verifier, 'teams')]);
      same(both.sort(), ['handover-invalid', 'none'], 'the same code twice at once');
      same(await exchange(code, verifier, 'teams'), 'handover-invalid', 'the code once more');
      const tab = await TeamsTab.inbox(world, { person: 'kalle' });
      const bearer = await tab.client(world);
      same(await refusalOf(bearer.call(getSession)), 'none', 'the session of the tab');
      const made = bearer.call(beginHandover, { body: { challenge, host: 'outlook' } });
      same(await refusalOf(made), 'not-allowed', 'a code from a session of a host');
      same(
        await refusalOf(stranger.call(beginHandover, { body: { challenge, host: 'teams' } })),
        'not-signed-in',
        'nobody',
      );
    },
  },
  {
    title: 'a person who is lured to identify in the step-up window of somebody else raises nothing for that somebody',
    run: async (world) => {
      // Whoever holds a weak session of Hanna's begins a step-up, and sends her the address of its window.
      const attacker = await (await TeamsTab.inbox(world)).client(world);
      const before = (await attacker.call(getSession)).level;
      for (const path of ['/step-up/window', '/teams/step-up']) {
        const verifier = base64url(randomBytes(32));
        const challenge = base64url(createHash('sha256').update(verifier).digest());
        await attacker.call(beginOidcStepUp, { body: { provider: 'siths', challenge } });
        const victim = await world.desktop();
        await answerMicrosoft(world, victim.context());
        await victim.goto(`${path}?challenge=${challenge}`);
        await seen(victim.getByText(/Har du fått länken av någon annan ska du stänga det/));
        await victim.getByRole('button', { name: 'Fortsätt' }).click();
        await victim.getByRole('button', { name: PEOPLE.hanna.name }).click();
        await seen(victim.getByText(/Ge den aldrig till någon annan/));
        const asks = new ApiClient(world.url).call(getStepUpCode, { body: { challenge, kind: 'typed' } });
        same(await refusalOf(asks), 'handover-invalid', `${path}: the code, asked for in another browser`);
        const enters = new ApiClient(world.url).call(enterStepUpWindow, { body: { challenge, page: 'browser' } });
        same(await refusalOf(enters), 'handover-invalid', `${path}: the window once more`);
        for (const code of [challenge, verifier, 'AAAAAAAA']) {
          const raises = attacker.call(collectOidcStepUp, { body: { verifier, code } });
          same(await refusalOf(raises), 'code-wrong', `${path}: raising without the code`);
        }
        same((await attacker.call(getSession)).level, before, 'the level afterwards');
        await victim.context().close();
      }
    },
  },
  {
    title: 'no foreign page can frame the tab or its window, and both refuse to work outside a host',
    run: async (world) => {
      for (const [path, framed] of [
        ['/teams', /frame-ancestors 'self' https:\/\/\*\.cloud\.microsoft https:\/\/teams\.microsoft\.com/],
        ['/teams/sign-in', /frame-ancestors 'none'/],
        ['/teams/step-up', /frame-ancestors 'none'/],
        ['/step-up/window', /frame-ancestors 'none'/],
        ['/teams/messages/inbox', /frame-ancestors 'self' https:/],
      ] as const) {
        const { headers } = await fetch(world.url + path);
        const policy = headers.get('content-security-policy') ?? '';
        check(framed.test(policy), `${path}: ${policy}`);
        check(!/unsafe-inline|unsafe-eval/.test(policy), `${path} allows too much: ${policy}`);
        check(headers.get('cache-control') === 'no-store', `${path}: ${headers.get('cache-control')}`);
      }
      const page = await world.desktop();
      await answerMicrosoft(world, page.context());
      await page.context().route('https://evil.example/', (route) =>
        route.fulfill({
          contentType: 'text/html',
          body: `<iframe src="${world.url}/teams"></iframe><iframe src="${world.url}/teams/sign-in"></iframe>`,
        }),
      );
      await page.goto('https://evil.example/');
      await eventually('Both frames are refused', async () => {
        const frames = page.frames().slice(1);
        return frames.length === 2 && frames.every((frame) => frame.url().startsWith('chrome-error:'));
      });
      for (const path of ['/teams', '/teams/sign-in?challenge=x']) {
        await page.goto(path);
        await heading(page, 'Öppna SEFOS i Teams');
        await seen(page.getByRole('link', { name: 'Öppna SEFOS på webben' }));
      }
    },
  },
  {
    title: 'a window that was opened with a bad challenge gives nothing',
    run: async (world) => {
      const page = await world.desktop();
      await answerMicrosoft(world, page.context());
      await world.lend('hanna')(page.context());
      await page.goto('/dev/teams?signIn=cancel');
      const [opened] = await Promise.all([
        page.waitForEvent('popup'),
        page.evaluate(() => void window.open('/teams/sign-in?challenge=kort', 'sefos-teams-authentication', 'popup')),
      ]);
      await seen(opened.getByText('Öppna inloggningen från Teams igen.'));
      same(await opened.getByRole('button', { name: 'Fortsätt till Teams' }).count(), 0, 'buttons that hand over');
    },
  },
  {
    title:
      'in a frame of another site, with third-party cookies and storage blocked, the tab signs in, writes and uses its window',
    run: async (world) => {
      const { page, end } = await openPartitioned(world, '/dev/teams');
      try {
        const tab = TeamsTab.at(page);
        await heading(tab.frame, 'Inkorg');
        same(new URL(page.url()).origin, 'https://teams.microsoft.com', 'the site of the host');
        same(new URL(tab.frame.url()).origin, world.url, 'the site of the frame');
        const composer = new Composer(tab.frame);
        await composer.begin();
        await composer.addRecipient(PEOPLE.kalle.email, /Kollega/);
        await composer.write('Från en främmande ram', 'Hej');
        await composer.goOn();
        await composer.chooseLevel(1);
        await composer.send();
        await composer.sent();
        same((await page.context().cookies()).length, 0, 'cookies');
        // This browser refuses the frame its storage too: begun anew, the tab knows nothing of the session before.
        const storage = tab.frame.evaluate(() => sessionStorage.length).catch(() => 'refused');
        same(await storage, 'refused', 'the storage of the frame');
        await world.lend('kalle')(page.context());
        await page.goto(`/dev/teams?signIn=no-bridge&person=${PEOPLE.kalle.email}`);
        await goOnToTeams(await tab.openedByItself());
        await page.locator('iframe').waitFor({ state: 'attached' });
        await heading(tab.frame, 'Inkorg');
        await seen(tab.frame.getByText('Från en främmande ram'));
      } finally {
        await end();
      }
    },
  },
]);
