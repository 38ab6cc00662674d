import type { Page } from 'playwright-core';
import { PEOPLE, to } from '../harness/account.ts';
import { appCode, givePasskeyDevice } from '../harness/authenticators.ts';
import { axeFindings } from '../harness/axe.ts';
import { gone, heading, same, seen } from '../harness/check.ts';
import { journey } from '../harness/journey.ts';
import type { World } from '../harness/world.ts';
import { accountMenu, givePassword, openRow } from '../pages/staff.page.ts';

const NINA = { email: 'nina.ny@storkommun.example', name: 'Nina Ny', phone: '+46701740620' };
const NEW_PASSWORD = 'tre små grisar i skogen';

const signOut = async (page: Page): Promise<void> => {
  await accountMenu(page).click();
  await page.getByRole('menuitem', { name: 'Logga ut' }).click();
  await heading(page, 'Logga in');
};

const openNina = async (olga: Page) => {
  await olga.getByRole('button', { name: `Ändra ${NINA.name}` }).click();
  return olga.getByRole('dialog', { name: `Ändra ${NINA.name}` });
};

/** Adds and invites Nina; answers where the mail leads. */
const invite = async (world: World, olga: Page): Promise<string> => {
  await heading(olga, 'Användare');
  await olga.getByRole('button', { name: 'Lägg till', exact: true }).click();
  const dialog = olga.getByRole('dialog', { name: 'Lägg till användare' });
  await dialog.getByLabel('Namn').fill(NINA.name);
  await dialog.getByLabel('E-postadress').fill(NINA.email);
  await dialog.getByRole('button', { name: 'Lägg till' }).click();
  await seen(olga.getByText(`${NINA.name} är tillagd.`));
  const { html } = await world.outbox.next(NINA.email);
  return /href="([^"]*\/invitation#[\w-]+)"/.exec(html)?.[1] ?? '';
};

const acceptInvitation = async (world: World, page: Page, link: string): Promise<void> => {
  await page.goto(link);
  await heading(page, 'Välkommen till SEFOS');
  same(new URL(page.url()).hash, '', 'The token in the address bar');
  await page.getByLabel('Välj ett lösenord').fill(NEW_PASSWORD);
  await page.getByLabel('Mobilnummer').fill(NINA.phone);
  same(await axeFindings(page), [], 'axe on the invitation');
  await page.getByRole('button', { name: 'Spara' }).click();
  await page.getByRole('link', { name: 'Logga in' }).click();
  await givePassword(page, NINA.email, NEW_PASSWORD);
  await page.getByLabel('Kod från sms').fill(await world.outbox.code(NINA.phone));
  await heading(page, 'Inkorg');
};

/** Mitt konto: an app for codes; answers its secret. */
const addApp = async (page: Page): Promise<string> => {
  await page.getByRole('button', { name: 'Lägg till app' }).click();
  const dialog = page.getByRole('dialog', { name: 'Lägg till app för koder' });
  const secret = (await dialog.getByText(/^([A-Z2-7]{4} ){7}[A-Z2-7]{4}$/).textContent()) ?? '';
  const plain = secret.replaceAll(' ', '');
  await dialog.getByLabel('Kod från appen').fill(appCode(plain));
  await dialog.getByRole('button', { name: 'Bekräfta' }).click();
  await seen(page.getByText('Appen är tillagd.'));
  return plain;
};

/** Användare: who has an account, how she signs in, and what becomes of it when she leaves. */
export default journey('accounts', [
  {
    title: 'an invited colleague chooses a password, and signs in with an app for codes and then with a passkey alone',
    run: async (world) => {
      const olga = await world.staff('olga', '/organisation/accounts');
      const link = await invite(world, olga);
      const nina = await world.desktop();
      await givePasskeyDevice(nina);
      await acceptInvitation(world, nina, link);
      await nina.goto('/account');
      await heading(nina, 'Mitt konto');
      const secret = await addApp(nina);
      await nina.getByRole('button', { name: 'Lägg till passnyckel' }).click();
      await nina.getByRole('dialog').getByLabel('Namn', { exact: true }).fill('Jobbdatorn');
      await nina.getByRole('button', { name: 'Fortsätt' }).click();
      await seen(nina.getByText('Passnyckeln är tillagd.'));
      await seen(nina.getByText('Jobbdatorn', { exact: true }));
      await signOut(nina);
      await givePassword(nina, NINA.email, NEW_PASSWORD);
      await nina.getByRole('button', { name: 'Använd kod från appen' }).click();
      // The app's code of this step confirmed it: it is taken once.
      await nina.getByLabel('Kod från appen').fill(appCode(secret, 1));
      await heading(nina, 'Inkorg');
      await signOut(nina);
      await nina.getByRole('button', { name: 'Logga in med passnyckel' }).click();
      await heading(nina, 'Inkorg');
      const told = (await world.outbox.to(NINA.email)).map(({ text }) => text);
      same(
        ['En app för koder har lagts till', 'En passnyckel har lagts till'].map((said) =>
          told.some((text) => text.includes(said)),
        ),
        [true, true],
        'Mails of what was added',
      );
      const dialog = await openNina(olga);
      await seen(dialog.getByText('Mobilnummer för koder: ••• •• 20'));
      await dialog.getByRole('button', { name: 'Spärra inloggning' }).click();
      await nina.getByRole('link', { name: 'Skickade' }).click();
      const again = nina.getByRole('alertdialog', { name: 'Logga in' });
      await again.getByRole('button', { name: 'Logga in med passnyckel' }).click();
      await seen(again.getByText('Kontot är låst. Kontakta din administratör.'));
    },
  },
  {
    title: 'mail reaches who is frozen, and what is left when she is removed is read by whom it was handed over to',
    run: async (world) => {
      const hanna = await world.account('hanna');
      await hanna.send({
        to: [{ address: NINA.email, kind: 'to' }, to.account('kalle')],
        subject: 'Till den spärrade',
      });
      const olga = await world.staff('olga', '/organisation/accounts');
      await olga.getByRole('searchbox').fill('nina');
      const dialog = await openNina(olga);
      await dialog.getByRole('button', { name: 'Ta bort kontot' }).click();
      const question = olga.getByRole('alertdialog', { name: `Ta bort ${NINA.name}?` });
      await question.getByRole('combobox', { name: /^Kollega/ }).pressSequentially('kalle');
      await question.getByRole('option', { name: PEOPLE.kalle.email }).click();
      same(await axeFindings(olga), [], 'axe on the question');
      await question.getByRole('button', { name: 'Ta bort kontot' }).click();
      await seen(olga.getByText(`${NINA.name} är borttagen.`));
      await gone(olga.getByRole('button', { name: `Ändra ${NINA.name}` }));
      const kalle = await world.staff('kalle');
      const mailboxes = kalle.getByRole('combobox', { name: 'Brevlåda' });
      await mailboxes.selectOption({ label: (await mailboxes.getByRole('option').nth(1).textContent()) ?? '' });
      await seen(kalle.getByText(/brevlåda\. Den är bara till för läsning, till och med/));
      await openRow(kalle, 'Till den spärrade');
      await seen(kalle.getByRole('button', { name: 'Hantera' }));
      for (const name of ['Svara', 'Vidarebefordra', 'Nytt meddelande'])
        await gone(kalle.getByRole('button', { name, exact: true }));
      const page = await world.desktop();
      await page.goto('/');
      await givePassword(page, NINA.email, NEW_PASSWORD);
      await seen(page.getByRole('alert'));
    },
  },
]);
