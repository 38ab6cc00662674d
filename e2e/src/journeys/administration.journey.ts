import { PEOPLE } from '../harness/account.ts';
import { axeFindings } from '../harness/axe.ts';
import { check, gone, heading, same, seen } from '../harness/check.ts';
import { journey } from '../harness/journey.ts';
import { accountMenu } from '../pages/staff.page.ts';

/** Administration: who runs the installation, and what organisations decide of it. */
export default journey('administration', [
  {
    title: 'a licence that a system administrator gives is told to the organisation before it is full',
    run: async (world) => {
      const page = await world.staff('sture');
      await accountMenu(page).click();
      await page.getByRole('menuitem', { name: 'Administration' }).click();
      await heading(page, 'Organisationer');
      await page.getByRole('searchbox', { name: 'Sök på namn eller domän' }).fill('stork');
      await page.getByRole('button', { name: 'Storkommun', exact: true }).click();
      const dialog = page.getByRole('dialog', { name: 'Storkommun', exact: true });
      await dialog.getByRole('textbox', { name: 'Konton, högst' }).fill('3');
      await dialog.getByRole('textbox', { name: 'Vem de kontaktar för mer' }).fill('avtal@sefos.example');
      same(await axeFindings(page), [], 'axe on the dialog of an organisation');
      await dialog.getByRole('button', { name: 'Spara licensen' }).click();
      await seen(page.getByText('Licensen full'));
      const olga = await world.staff('olga', '/organisation/settings/licence');
      const licence = olga.getByRole('region', { name: 'Licens' });
      await seen(licence.getByText('Konton: 3 av 3'));
      await seen(licence.getByText('Vill ni ha mer? Kontakta avtal@sefos.example.'));
    },
  },
  {
    title: 'an organisation lets a system administrator in for an hour, sees what she did, and ends it',
    run: async (world) => {
      const sture = await world.staff('sture', '/administration/access');
      await seen(sture.getByText('Ingen har släppt in dig'));
      const olga = await world.staff('olga', '/organisation/settings/support');
      const support = olga.getByRole('region', { name: 'Support' });
      await support.getByLabel('E-postadress till den som ska hjälpa er').fill(PEOPLE.sture.email);
      await support.getByLabel('Varför').fill('Fel språk i aviseringar');
      await support.getByLabel('Hur länge').selectOption({ label: '1 timme' });
      await support.getByRole('button', { name: 'Släpp in' }).click();
      await seen(support.getByText('Har inte använts.'));
      await sture.reload();
      await sture.getByRole('button', { name: 'Gå in i Storkommun' }).click();
      await heading(sture, 'Inställningar för Storkommun');
      await seen(sture.getByText(/Du är inne i Storkommun/));
      await gone(sture.getByRole('link', { name: 'API-nycklar' }));
      await sture.getByRole('link', { name: 'Statistik' }).click();
      await heading(sture, 'Statistik för Storkommun');
      check(
        new URL(sture.url()).pathname.startsWith('/administration/inside/'),
        'The pages lead out of the organisation',
      );
      await olga.reload();
      await support.getByRole('button', { name: `Avsluta tillgången för ${PEOPLE.sture.email}` }).click();
      await seen(support.getByText(/Avslutades/));
      await sture.reload();
      await heading(sture, 'Tillgången har upphört');
    },
  },
  {
    title: 'an organisation is closed by its name, its data are fetched, and the closing is taken back',
    run: async (world) => {
      const page = await world.staff('sture', '/administration/organisations');
      await page.getByRole('searchbox', { name: 'Sök på namn eller domän' }).fill('lill');
      const open = () => page.getByRole('button', { name: 'Lillkommun', exact: true }).click();
      await open();
      const dialog = page.getByRole('dialog', { name: 'Lillkommun', exact: true });
      await dialog.getByRole('button', { name: 'Stäng av organisationen' }).click();
      await dialog.getByRole('button', { name: 'Ja, stäng av Lillkommun' }).click();
      await seen(page.getByText('Lillkommun är avstängd.'));
      await open();
      await dialog.getByRole('button', { name: 'Avsluta organisationen' }).click();
      const asking = page.getByRole('alertdialog', { name: 'Avsluta Lillkommun' });
      await asking.getByRole('textbox', { name: 'Skriv organisationens namn' }).fill('Lillkommun');
      same(await axeFindings(page), [], 'axe on the dialog that closes an organisation');
      await asking.getByRole('button', { name: 'Avsluta', exact: true }).click();
      const closing = page.getByRole('dialog', { name: 'Avsluta Lillkommun' });
      await seen(closing.getByText(/Inget tas bort förrän uppgifterna är hämtade/));
      const download = page.waitForEvent('download');
      await closing.getByRole('button', { name: 'Hämta uppgifterna' }).click();
      same((await download).suggestedFilename(), 'Lillkommun.zip', 'name of the file');
      await seen(closing.getByText(/^Uppgifterna hämtades/));
      same(await axeFindings(page), [], 'axe on the dialog of a closing under way');
      await closing.getByRole('button', { name: 'Ångra avslutet' }).click();
      await seen(page.getByText(/^Lillkommun avslutas inte/));
      await open();
      await dialog.getByRole('button', { name: 'Öppna organisationen igen' }).click();
      await seen(page.getByText('Lillkommun är öppen igen.'));
    },
  },
]);
