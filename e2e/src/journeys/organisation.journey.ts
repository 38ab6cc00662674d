import { createFunctionMailbox } from '@sefos/shared/contract/function-mailboxes.ts';
import { getLevels } from '@sefos/shared/contract/sign-in.ts';
import type { Page } from 'playwright-core';
import { axeFindings } from '../harness/axe.ts';
import { check, eventually, need, same, seen } from '../harness/check.ts';
import { journey } from '../harness/journey.ts';
import { sendTo } from '../harness/send-to.ts';
import type { World } from '../harness/world.ts';
import { Citizen } from '../pages/citizen.page.ts';
import { Composer } from '../pages/compose.page.ts';

const NAME = 'Stora kommunen';
const WORDS = 'Läsaren får en kod till sin mobil.';
const CITIZEN = 'medborgare.organisation@example.org';
const DIARY = 'diariet.organisation@storkommun.example';

const settings = (world: World, part: string): Promise<Page> => world.staff('olga', `/organisation/settings/${part}`);

/** A picture as a person has it: drawn by the browser. */
const drawLogo = async (page: Page): Promise<Buffer> => {
  const drawn = await page.evaluate(() => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 240, height: 80 });
    canvas.getContext('2d')?.fillRect(20, 20, 200, 40);
    return canvas.toDataURL('image/png').replace('data:image/png;base64,', '');
  });
  return Buffer.from(drawn, 'base64');
};

/** Min organisation: what its administrator decides is what writers, recipients and other systems meet. */
export default journey('organisation', [
  {
    title: 'a level gets its own words and a method less, and the composer follows',
    run: async (world) => {
      const olga = await settings(world, 'levels');
      const level = olga.getByRole('group', { name: /^LoA2/ });
      await level.getByLabel('Egen beskrivning (Svenska)').fill(WORDS);
      await level.getByRole('checkbox', { name: 'Freja eID' }).uncheck();
      await level.getByRole('button', { name: /^Spara LoA2/ }).click();
      await seen(olga.getByText(/^LoA2.* är sparad\.$/));
      same(await axeFindings(olga), [], 'axe on the settings');
      const { client } = await world.account('hanna');
      await eventually('The level is as it was saved', async () =>
        (await client.call(getLevels)).some(({ description }) => description?.sv === WORDS),
      );
      const page = await world.staff('hanna');
      const composer = new Composer(page);
      await composer.begin();
      await composer.addRecipient(CITIZEN, /Utan konto/);
      await composer.write('Till den som läser', 'Hej!');
      await composer.goOn();
      await seen(page.getByText(WORDS));
      await composer.chooseLevel(2);
      await composer.goOn();
      await composer.external(CITIZEN);
      const offered = await composer.methodsOffered();
      check(offered.includes('SMS') && !offered.includes('Freja eID'), `LoA2 offers ${offered.join(', ')}`);
    },
  },
  {
    title: "the organisation's name and logo stand in the mail to a citizen and on her page",
    run: async (world) => {
      const olga = await settings(world, 'sender');
      const sender = olga.getByRole('region', { name: 'Avsändare' });
      const chooser = olga.waitForEvent('filechooser');
      await sender.getByRole('button', { name: 'Välj bild' }).click();
      await (await chooser).setFiles({ name: 'logo.png', mimeType: 'image/png', buffer: await drawLogo(olga) });
      await seen(sender.getByRole('img', { name: 'Logotyp' }));
      await sender.getByLabel('Namn').fill(NAME);
      await sender.getByRole('button', { name: 'Spara', exact: true }).click();
      await seen(olga.getByText('Uppgifterna om avsändaren är sparade.'));
      const hanna = await world.account('hanna');
      await eventually('The name is as it was saved', async () => (await hanna.refresh()).organisation.name === NAME);
      const { address, link } = await sendTo(world, 'email');
      const mail = need((await world.outbox.to(address))[0], 'the mail');
      check(mail.subject.includes(NAME), `The subject is ${mail.subject}`);
      const picture = need(/<img src="([^"]*\/logo\/[^"]*)" alt="Stora kommunen"/.exec(mail.html)?.[1], 'the logo');
      same((await fetch(picture)).headers.get('content-type'), 'image/png', 'what the mail shows');
      const { page } = await Citizen.onPhone(world, link);
      await seen(page.getByRole('banner').getByText(NAME));
      await eventually('The logo is drawn', () =>
        page.locator('header img').evaluate((image) => (image as HTMLImageElement).naturalWidth === 240),
      );
    },
  },
  {
    title: 'another system gets a key, lists the messages of one mailbox by it, and no longer once it is revoked',
    run: async (world) => {
      const { client } = await world.account('olga');
      const body = { name: 'Diariet', address: DIARY, language: null };
      const { id } = await client.call(createFunctionMailbox, { body });
      const page = await settings(world, 'api-keys');
      const keys = page.getByRole('region', { name: 'API-nycklar' });
      await keys.getByLabel('Namn').fill('Ärendesystemet');
      await keys.getByLabel('Adress till funktionsbrevlådan').fill(DIARY);
      await keys.getByRole('button', { name: 'Skapa nyckel' }).click();
      const key = await keys.getByLabel('Nyckel', { exact: true }).inputValue();
      const list = (mailboxId: string) =>
        fetch(`${world.url}/api/v1/mailboxes/${mailboxId}/messages?folder=sent`, {
          headers: { authorization: `Bearer ${key}` },
        });
      same((await list(id)).status, 200, 'its own mailbox');
      same((await list((await world.account('hanna')).session.mailboxId)).status, 404, "Hanna's mailbox");
      await keys.getByRole('button', { name: 'Jag har sparat nyckeln' }).click();
      check(!(await page.content()).includes(key), 'The key is still in the page');
      await keys.getByRole('button', { name: 'Återkalla Ärendesystemet' }).click();
      await page
        .getByRole('alertdialog')
        .or(page.getByRole('dialog'))
        .getByRole('button', { name: 'Återkalla' })
        .click();
      await seen(page.getByText('Ärendesystemet är återkallad.'));
      same((await list(id)).status, 401, 'the revoked key');
      await page.reload();
      await seen(keys.getByText(/^Återkallad .* Användes senast/));
    },
  },
]);
