import { getSession } from '@sefos/shared/contract/sign-in.ts';
import { PEOPLE, refusalOf } from '../harness/account.ts';
import { ApiClient } from '../harness/api-client.ts';
import { check, gone, heading, same, seen } from '../harness/check.ts';
import { journey } from '../harness/journey.ts';
import { accountMenu, givePassword, signIn, signInWithEntra } from '../pages/staff.page.ts';

const alert = 'alert';

/** Password and SMS, Entra ID, and everything that must not let anybody in. */
export default journey('sign-in', [
  {
    title: 'e-mail, password and the code by SMS lead to the inbox, and signing out leads out',
    run: async (world) => {
      const page = await world.desktop();
      await signIn(world, page, 'hanna');
      await accountMenu(page).click();
      await page.getByRole('menuitem', { name: 'Mitt konto' }).click();
      await heading(page, 'Mitt konto');
      await seen(page.getByText(PEOPLE.hanna.email));
      await accountMenu(page).click();
      await page.getByRole('menuitem', { name: 'Logga ut' }).click();
      await heading(page, 'Logga in');
      await seen(page.getByText('Du är utloggad.'));
      await page.goBack();
      check((await page.getByRole('heading', { name: 'Mitt konto' }).count()) === 0, 'Back shows the account again');
    },
  },
  {
    title: 'Entra ID by OpenID Connect leads to the inbox at LoA2',
    run: async (world) => {
      const page = await world.desktop();
      await signInWithEntra(page, 'kalle');
      await accountMenu(page).click();
      await page.getByRole('menuitem', { name: 'Mitt konto' }).click();
      await seen(page.getByText(/Du är inloggad med Microsoft Entra ID på LoA2/));
    },
  },
  {
    title: 'cancelling at Entra ID comes back to the sign-in page with a reason',
    run: async (world) => {
      const page = await world.desktop();
      await page.goto('/');
      await page.getByRole('button', { name: 'Logga in med Microsoft Entra ID' }).click();
      await page.getByRole('button', { name: 'Cancel' }).click();
      await heading(page, 'Logga in');
      await seen(page.getByRole(alert));
    },
  },
  {
    title: 'a wrong password and an unknown address are refused with the same words and no SMS',
    run: async (world) => {
      const page = await world.desktop();
      const sentBefore = (await world.outbox.all()).length;
      const said: string[] = [];
      for (const [email, password] of [
        [PEOPLE.olga.email, 'fel-lösenord'],
        ['ingen@storkommun.example', 'SEFOS-demo-1'],
      ] as const) {
        await page.goto('/');
        await givePassword(page, email, password);
        await seen(page.getByRole(alert).filter({ hasText: 'E-postadressen eller lösenordet stämmer inte.' }));
        said.push(await page.getByRole(alert).first().innerText());
      }
      same(said[0], said[1], 'what is said');
      same((await world.outbox.all()).length, sentBefore, 'messages in the outbox');
    },
  },
  {
    title: 'wrong codes are refused, the right one still works, and the form says what is missing',
    run: async (world) => {
      const page = await world.desktop();
      await page.goto('/');
      await page.getByRole('button', { name: 'Logga in', exact: true }).click();
      await seen(page.getByText('Skriv din e-postadress, till exempel namn@kommun.se.'));
      const before = await world.outbox.to(PEOPLE.lisa.phone);
      await givePassword(page, PEOPLE.lisa.email);
      await seen(page.getByLabel('Kod från sms'));
      const code = await world.outbox.code(PEOPLE.lisa.phone, before);
      await page.getByLabel('Kod från sms').fill(code === '000000' ? '111111' : '000000');
      await seen(page.getByRole(alert).filter({ hasText: 'Koden stämmer inte.' }));
      await page.getByLabel('Kod från sms').fill(code);
      await heading(page, 'Inkorg');
    },
  },
  {
    title: 'five wrong codes end the code, and the right one comes too late',
    run: async (world) => {
      const page = await world.desktop();
      await page.goto('/');
      const before = await world.outbox.to(PEOPLE.sture.phone);
      await givePassword(page, PEOPLE.sture.email);
      const field = page.getByLabel('Kod från sms');
      await seen(field);
      const code = Number(await world.outbox.code(PEOPLE.sture.phone, before));
      for (let wrong = 1; wrong <= 5; wrong += 1) {
        const answered = page.waitForResponse((response) => response.url().endsWith('/sign-in/code'));
        await field.fill(String((code + wrong) % 1_000_000).padStart(6, '0'));
        check((await answered).status() >= 400, 'A wrong code was taken');
        // The form takes the next code when it has shown the answer.
        await gone(page.locator('button[type="submit"][aria-disabled="true"]'));
      }
      await seen(page.getByRole(alert).filter({ hasText: /för många gånger|för gammal/ }));
    },
  },
  {
    title: 'the cookie is __Host-, HttpOnly, Secure and SameSite, and nothing can be asked without it',
    run: async (world) => {
      const page = await world.staff('kalle');
      await heading(page, 'Inkorg');
      const cookies = await page.context().cookies();
      const session = cookies.find(({ name }) => name.startsWith('__Host-'));
      check(session?.httpOnly && session.secure && session.sameSite !== 'None', 'The session cookie is not safe');
      same(await refusalOf(new ApiClient(world.url).call(getSession)), 'not-signed-in', 'without a cookie');
      same(
        await page
          .evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }))
          .then((text) => /token|csrf/i.test(text)),
        false,
        'tokens in the browser storage',
      );
    },
  },
]);
