import { getSession } from '@sefos/shared/contract/sign-in.ts';
import type { Page } from 'playwright-core';
import { PEOPLE, refusalOf } from '../harness/account.ts';
import { ApiClient } from '../harness/api-client.ts';
import { check, eventually, gone, heading, same, seen } from '../harness/check.ts';
import { journey } from '../harness/journey.ts';
import { accountMenu, givePassword, signIn, signInWithEntra } from '../pages/staff.page.ts';

const alert = 'alert';

/** A passkey authenticator of Chromium's own, which agrees to everything (WebAuthn §11, by CDP). */
const virtualAuthenticator = async (page: Page) => {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('WebAuthn.enable');
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return {
    credentials: async () => (await cdp.send('WebAuthn.getCredentials', { authenticatorId })).credentials.length,
  };
};

const openAccount = async (page: Page): Promise<void> => {
  await accountMenu(page).click();
  await page.getByRole('menuitem', { name: 'Mitt konto' }).click();
  await heading(page, 'Mitt konto');
};

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
  {
    title: 'a passkey is added in Mitt konto and signs in alone, and the person is told by mail',
    run: async (world) => {
      const page = await world.desktop();
      const authenticator = await virtualAuthenticator(page);
      await signIn(world, page, 'olga');
      await openAccount(page);
      const security = page.getByRole('region', { name: 'Hur du loggar in' });
      await security.getByRole('button', { name: 'Lägg till passnyckel' }).click();
      const dialog = page.getByRole('dialog', { name: 'Lägg till passnyckel' });
      await dialog.getByLabel('Namn').fill('Jobbdatorn');
      await dialog.getByRole('button', { name: 'Fortsätt' }).click();
      await seen(page.getByText('Passnyckeln är tillagd.'));
      await seen(security.getByText('Jobbdatorn'));
      same(await authenticator.credentials(), 1, 'passkeys in the authenticator');
      await accountMenu(page).click();
      await page.getByRole('menuitem', { name: 'Logga ut' }).click();
      await page.getByRole('button', { name: 'Logga in med passnyckel' }).click();
      await heading(page, 'Inkorg');
      await openAccount(page);
      await seen(page.getByText(/Du är inloggad med passnyckel på LoA2/i));
      await seen(page.getByRole('region', { name: 'Var du är inloggad' }).getByText('Här och nu'));
      const download = page.waitForEvent('download');
      await page.getByRole('button', { name: 'Hämta mina uppgifter' }).click();
      check((await download).suggestedFilename().startsWith('sefos-konto-'), 'The data is not a file');
      const mail = await eventually('Olga is told', async () =>
        (await world.outbox.to(PEOPLE.olga.email)).find(({ subject }) => subject.includes('inloggning')),
      );
      check(!JSON.stringify(mail).includes('Jobbdatorn'), 'The mail names the passkey');
    },
  },
  {
    title: 'after the password the passkey is asked for, and the SMS comes only when it is chosen',
    run: async (world) => {
      const page = await world.desktop();
      const before = await world.outbox.to(PEOPLE.olga.phone);
      await page.goto('/');
      await givePassword(page, PEOPLE.olga.email);
      await heading(page, 'Bekräfta att det är du');
      await seen(page.getByRole('button', { name: 'Använd passnyckel' }));
      same((await world.outbox.to(PEOPLE.olga.phone)).length, before.length, 'messages before SMS is chosen');
      await page.getByRole('button', { name: 'Få en kod med sms' }).click();
      await page.getByLabel('Kod från sms').fill(await world.outbox.code(PEOPLE.olga.phone, before));
      await heading(page, 'Inkorg');
    },
  },
]);
