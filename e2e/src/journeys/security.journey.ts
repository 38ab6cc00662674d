import { sendMessage } from '@sefos/shared/contract/messages.ts';
import { signInWithPassword } from '@sefos/shared/contract/sign-in.ts';
import { PEOPLE, refusalOf, to } from '../harness/account.ts';
import { ApiClient } from '../harness/api-client.ts';
import { check, heading, same } from '../harness/check.ts';
import { journey } from '../harness/journey.ts';
import { sendTo } from '../harness/send-to.ts';
import { Citizen } from '../pages/citizen.page.ts';
import { openRow } from '../pages/staff.page.ts';

const REQUIRED: Readonly<Record<string, RegExp>> = {
  'x-content-type-options': /^nosniff$/,
  'referrer-policy': /^no-referrer$/,
  'cross-origin-resource-policy': /^same-origin$/,
  'cross-origin-opener-policy': /^same-origin/,
  'x-frame-options': /^DENY$/,
  'cache-control': /no-store/,
  'permissions-policy': /camera=\(\)/,
};

const EVIL =
  '<p onclick="alert(1)">Text</p><script>alert(1)</script><img src="https://spy.example/x.png" onerror="alert(1)">' +
  '<a href="javascript:alert(1)">länk</a><iframe src="https://spy.example"></iframe><style>*{display:none}</style>' +
  '<svg onload="alert(1)"></svg><form action="https://spy.example"><input name="a"></form>';

/** Headers, and HTML that means harm. Console, CSP and foreign requests are watched in every scenario of every journey. */
export default journey('security', [
  {
    title: 'every page carries a strict policy without unsafe-inline and the other headers',
    run: async (world) => {
      const { link } = await sendTo(world, 'email');
      for (const path of [
        '/',
        '/messages/inbox',
        '/compose',
        '/account',
        '/sign-in',
        '/step-up/done',
        new URL(link).pathname,
      ]) {
        const answer = await fetch(world.url + path);
        same(answer.status, 200, path);
        const policy = answer.headers.get('content-security-policy') ?? '';
        check(/default-src 'none'/.test(policy) && /frame-ancestors/.test(policy), `${path}: ${policy}`);
        check(!/unsafe-inline|unsafe-eval|\*/.test(policy), `${path} allows too much: ${policy}`);
        for (const [name, wanted] of Object.entries(REQUIRED))
          check(wanted.test(answer.headers.get(name) ?? ''), `${path}: ${name} is ${answer.headers.get(name)}`);
        check(!answer.headers.has('server') && !answer.headers.has('x-powered-by'), `${path} names its software`);
      }
    },
  },
  {
    title: 'a link whose # was rewritten on its way leads nowhere',
    run: async (world) => {
      const { link } = await sendTo(world, 'email');
      const token = new URL(link).hash.slice(1);
      for (const path of ['/m', '/o']) {
        const answer = await fetch(link.replace(/\/m\//, `${path}/`).replace('#', '%23'));
        same(answer.status, 404, `${path} with the token in its path`);
        check(!(await answer.text()).includes(token), 'The answer holds the token');
      }
    },
  },
  {
    title: 'a nonce is never used twice, and scripts, styles and errors come with safe headers',
    run: async (world) => {
      const nonces = new Set<string>();
      for (let turn = 0; turn < 3; turn += 1)
        nonces.add(
          /'nonce-([^']+)'/.exec((await fetch(world.url)).headers.get('content-security-policy') ?? '')?.[1] ?? '',
        );
      same(nonces.size, 3, 'different nonces');
      const page = await (await fetch(world.url)).text();
      const script = /src="(\/assets\/[^"]+\.js)"/.exec(page)?.[1] ?? '';
      const asset = await fetch(world.url + script);
      check(/immutable/.test(asset.headers.get('cache-control') ?? ''), 'Scripts are not kept by the browser');
      same(asset.headers.get('x-content-type-options'), 'nosniff', 'nosniff of scripts');
      for (const path of ['/nothing-here', '/api/v1/nothing', '/assets/../package.json', '/assets/%2e%2e/package.json'])
        check((await fetch(world.url + path)).status >= 400, `${path} answers`);
      const problem = await fetch(`${world.url}/api/v1/session`);
      check(/problem\+json/.test(problem.headers.get('content-type') ?? ''), 'Errors are not problem details');
    },
  },
  {
    title: 'HTML that means harm reaches neither a colleague nor a citizen',
    run: async (world) => {
      const hanna = await world.account('hanna');
      const address = `ond.${process.pid}@example.org`;
      await hanna.send({ to: [to.account('kalle'), to.email(address)], subject: 'Ond text', bodyHtml: EVIL });
      const page = await world.staff('kalle');
      await openRow(page, 'Ond text');
      const citizen = await Citizen.onPhone(world, await world.outbox.link(address));
      await citizen.giveAddress(address);
      await citizen.open('Ond text');
      for (const reader of [page, citizen.page]) {
        const found = await reader.evaluate(() => {
          const main = document.querySelector('main');
          return [
            ...(main?.querySelectorAll(
              'script, iframe, form[action], img, [onclick], [onload], a[href^="javascript"]',
            ) ?? []),
          ].map(({ outerHTML }) => outerHTML);
        });
        same(found, [], 'harmful elements');
      }
    },
  },
  {
    title: 'a change without the CSRF token, with a wrong one, or with an unknown field is refused',
    run: async (world) => {
      const kalle = await world.account('kalle');
      const body = kalle.bodyOf({ to: [to.account('hanna')], subject: 'Utan token' });
      const thief = new ApiClient(world.url);
      for (const [name, value] of kalle.client.cookies) thief.cookies.set(name, value);
      same(await refusalOf(thief.call(sendMessage, { body })), 'csrf-token-invalid', 'without');
      thief.csrfToken = `${kalle.client.csrfToken?.slice(0, -1)}x`;
      same(await refusalOf(thief.call(sendMessage, { body })), 'csrf-token-invalid', 'wrong');
      const more = { ...body, bcc: 'x' } as typeof body;
      same(await refusalOf(kalle.client.call(sendMessage, { body: more })), 'invalid-request', 'unknown field');
      const coerced = { ...body, assuranceLevel: '1' as unknown as 1 };
      same(
        await refusalOf(kalle.client.call(sendMessage, { body: coerced })),
        'invalid-request',
        'a text for a number',
      );
    },
  },
  {
    title: 'the same Idempotency-Key sends once',
    run: async (world) => {
      const kalle = await world.account('kalle');
      const idempotencyKey = crypto.randomUUID();
      const body = kalle.bodyOf({ to: [to.account('hanna')], subject: 'En gång' });
      const answers = await Promise.all(
        Array.from({ length: 5 }, () => kalle.client.call(sendMessage, { body, idempotencyKey })),
      );
      same(new Set(answers.map(({ id }) => id)).size, 1, 'ids');
      same((await kalle.rows('sent')).filter(({ subject }) => subject === 'En gång').length, 1, 'rows in Skickade');
    },
  },
  {
    title: 'guessing passwords is stopped',
    run: async (world) => {
      const refusals: string[] = [];
      for (let guess = 0; guess < 14; guess += 1)
        refusals.push(
          await refusalOf(
            new ApiClient(world.url).call(signInWithPassword, {
              body: { email: PEOPLE.sture.email, password: `gissning-${guess}` },
            }),
          ),
        );
      check(refusals[0] === 'sign-in-failed', `The first wrong password: ${refusals[0]}`);
      check(refusals.at(-1) === 'too-many-requests', `The fourteenth wrong password: ${refusals.at(-1)}`);
    },
  },
  {
    title: 'an uploaded page or picture is always sent as a download that no browser runs',
    run: async (world) => {
      const hanna = await world.account('hanna');
      const attachmentIds = [
        await hanna.upload('sida.html', '<script>alert(1)</script>'),
        await hanna.upload('bild.svg', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
      ];
      await hanna.send({ to: [to.account('kalle')], subject: 'Sidor som filer', attachmentIds });
      const page = await world.staff('kalle');
      await openRow(page, 'Sidor som filer');
      for (const name of ['sida.html', 'bild.svg']) {
        const asked = page.waitForResponse((answer) => answer.url().endsWith('/downloads'));
        const download = page.waitForEvent('download');
        await page.getByRole('listitem').filter({ hasText: name }).getByRole('button', { name: 'Ladda ner' }).click();
        await download;
        const { url } = (await (await asked).json()) as { url: string };
        const headers = await page.evaluate(async (address) => Object.fromEntries((await fetch(address)).headers), url);
        check(headers['content-disposition']?.startsWith('attachment'), `${name} is shown inline`);
        same(headers['x-content-type-options'], 'nosniff', `nosniff of ${name}`);
        check(!/html|svg/.test(headers['content-type'] ?? ''), `${name} is sent as ${headers['content-type']}`);
      }
      await heading(page, 'Sidor som filer');
    },
  },
]);
