import { rm } from 'node:fs/promises';
import { PEOPLE } from '../harness/account.ts';
import { check, heading, need, same, seen } from '../harness/check.ts';
import { journey } from '../harness/journey.ts';
import { enterMailbox, row } from '../pages/staff.page.ts';

/** Reachable, listed, stopped cleanly and started again fast. */
export default journey('start', [
  {
    title: 'the first page asks for e-mail and password and names the ways to sign in',
    run: async (world) => {
      const page = await world.desktop();
      await page.goto('/');
      await seen(page.getByRole('heading', { name: 'Logga in' }));
      await seen(page.getByLabel('E-postadress'));
      await seen(page.getByRole('button', { name: 'Logga in med Microsoft Entra ID' }));
      same(await page.evaluate(() => document.documentElement.lang), 'sv', 'html lang');
    },
  },
  {
    title: '/dev lists every demo account and links to mail, SMS and BankID, and each link works',
    run: async (world) => {
      const page = await world.desktop();
      await page.goto('/dev');
      for (const { email } of Object.values(PEOPLE)) await seen(page.getByRole('rowheader', { name: email }));
      const links = await page
        .getByRole('main')
        .getByRole('link')
        .evaluateAll((anchors) => anchors.map((anchor) => (anchor as HTMLAnchorElement).href));
      check(links.length >= 5, '/dev should link to everything below it');
      for (const link of links) same((await fetch(link)).status, 200, link);
    },
  },
  {
    title: 'openapi.json is OpenAPI 3.1 and tells every operation',
    run: async (world) => {
      const answer = await fetch(`${world.url}/api/v1/openapi.json`);
      const { openapi, paths } = (await answer.json()) as { openapi: string; paths: Record<string, unknown> };
      check(openapi.startsWith('3.1'), `openapi is ${openapi}`);
      for (const path of ['/api/v1/messages', '/api/v1/link/open', '/api/v1/sign-in/password'])
        check(path in paths, `${path} is missing in openapi.json`);
    },
  },
  {
    title: 'SIGINT ends it cleanly, and a second start on the same data goes on; in demo mode a function mailbox waits',
    ownServer: true,
    run: async (world) => {
      const server = need(world.server, 'the server');
      same(await server.end('SIGINT'), 0, 'exit code after Ctrl-C');
      const milliseconds = await server.begin('demo');
      console.log(`  second start: ${Math.round(milliseconds)} ms`);
      const page = await world.staff('hanna');
      await heading(page, 'Inkorg');
      await enterMailbox(page, 'Socialtjänsten');
      await seen(row(page, /Kontaktperson efter flytt/));
      await seen(row(page, /Underlag till samverkansmötet.*Otilldelat/s));
    },
  },
  {
    title: 'refuses to start when the key file does not fit the database',
    ownServer: true,
    run: async (world) => {
      const server = need(world.server, 'the server');
      await server.end('SIGTERM');
      await rm(`${server.dataDir}/keys`, { recursive: true, force: true });
      const refused = await server.begin().then(
        () => false,
        () => true,
      );
      check(refused, 'It started with a new master key beside an old database');
      check(/master key|huvudnyckel/i.test(server.logTail()), 'It should say what is wrong with the key');
    },
  },
]);
