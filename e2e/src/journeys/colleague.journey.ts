import { BANKID_OF, PEOPLE, refusalOf, to } from '../harness/account.ts';
import { check, eventually, gone, heading, same, seen } from '../harness/check.ts';
import { MAP_PNG, pdfOf } from '../harness/documents.ts';
import { journey } from '../harness/journey.ts';
import { Composer } from '../pages/compose.page.ts';
import {
  accountMenu,
  givePassword,
  goToFolder,
  openRow,
  row,
  signInWithEntra,
  stepUpWithBankId,
} from '../pages/staff.page.ts';

/** The reader who has an account. */
export default journey('colleague', [
  {
    title: 'a new message appears in the inbox without reload, unread, and does not steal the focus',
    run: async (world) => {
      const page = await world.staff('kalle', '/compose');
      await page
        .getByRole('navigation')
        .getByRole('link', { name: /Inkorg/ })
        .click();
      await heading(page, 'Inkorg');
      const focused = await page.evaluateHandle(() => document.activeElement);
      const hanna = await world.account('hanna');
      await hanna.send({ to: [to.account('kalle')], subject: 'Dyker upp direkt' });
      await seen(row(page, /Oläst\..*Dyker upp direkt/s));
      check(await focused.evaluate((element) => element === document.activeElement), 'The focus moved');
      await openRow(page, 'Dyker upp direkt');
      await eventually('The row is read', async () => (await row(page, /Oläst\..*Dyker upp direkt/s).count()) === 0);
      const sent = (await hanna.rows('sent')).find(({ subject }) => subject === 'Dyker upp direkt');
      await eventually('The sender sees Öppnat', async () =>
        (await hanna.events(sent?.messageId ?? '', PEOPLE.kalle.email)).includes('opened'),
      );
    },
  },
  {
    title: 'answers the sender, quoting, and answers all with a file',
    run: async (world) => {
      const hanna = await world.account('hanna');
      await hanna.send({ to: [to.account('kalle'), to.account('lisa')], subject: 'Fråga till två' });
      const page = await world.staff('kalle');
      await openRow(page, 'Fråga till två');
      await page.getByRole('button', { name: 'Svara', exact: true }).click();
      const composer = new Composer(page);
      await heading(page, /^Svara Steg 1/);
      same(await composer.subject().inputValue(), 'Sv: Fråga till två', 'the subject');
      await composer.body().click();
      await composer.body().pressSequentially('Mitt svar. ');
      await composer.goOn();
      await composer.send();
      await composer.sent();
      await goToFolder(page, 'Inkorg');
      await openRow(page, 'Fråga till två');
      await page.getByRole('button', { name: 'Svara alla' }).click();
      await heading(page, /^Svara alla Steg 1/);
      for (const person of ['hanna', 'lisa'] as const) await seen(page.getByTitle(new RegExp(PEOPLE[person].email)));
      check((await page.getByTitle(new RegExp(PEOPLE.kalle.email)).count()) === 0, 'Kalle answers himself');
      const file = await world.files.text('till alla.txt', 'Till alla');
      await composer.attach([file.path]);
      await composer.goOn();
      await composer.send();
      await composer.sent();
      // The notice of the first answer may still stand there when the second is on its way.
      const answersTo = async (account: typeof hanna) =>
        (await account.rows('inbox')).filter(({ subject }) => subject === 'Sv: Fråga till två').length;
      await eventually('Hanna has both answers', async () => (await answersTo(hanna)) === 2);
      same(await answersTo(await world.account('lisa')), 1, 'copies');
    },
  },
  {
    title: 'downloads a file from a colleague',
    run: async (world) => {
      const hanna = await world.account('hanna');
      const attachmentIds = [await hanna.upload('underlag.txt', 'Underlaget')];
      await hanna.send({ to: [to.account('kalle')], subject: 'Med underlag', attachmentIds });
      const page = await world.staff('kalle');
      await openRow(page, 'Med underlag');
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page
          .getByRole('listitem')
          .filter({ hasText: 'underlag.txt' })
          .getByRole('button', { name: 'Ladda ner' })
          .click(),
      ]);
      same(download.suggestedFilename(), 'underlag.txt', 'the name');
      check((await download.failure()) === null, 'The download failed');
    },
  },
  {
    title:
      'opens by its link what her whole organisation may open, which the sender sees; another organisation does not',
    run: async (world) => {
      const hanna = await world.account('hanna');
      const id = await hanna.send({
        to: [to.account('kalle')],
        subject: 'För hela kommunen',
        audience: 'recipientsAndOrganisation',
      });
      const sender = await world.staff('hanna', `/messages/sent/${id}`);
      await seen(sender.getByText('Ingen i organisationen har öppnat med länken.'));
      await sender.context().grantPermissions(['clipboard-read', 'clipboard-write']);
      await sender.getByRole('button', { name: 'Kopiera länk' }).click();
      await seen(sender.getByText('Länken är kopierad.'));
      const link = await sender.evaluate(() => navigator.clipboard.readText());
      same(new URL(link).pathname, `/messages/shared/${id}`, 'the link');
      const olga = await world.staff('olga', new URL(link).pathname);
      await heading(olga, 'För hela kommunen');
      await seen(olga.getByText('Alla i organisationen som har länken kan öppna'));
      check((await olga.getByRole('button', { name: 'Svara' }).count()) === 0, 'A colleague may answer');
      await seen(sender.getByText(new RegExp(`^Öppnat av ${PEOPLE.olga.name} i organisationen`)));
      const lisa = await world.staff('lisa', new URL(link).pathname);
      await heading(lisa, /kunde inte öppnas/);
    },
  },
  {
    title: 'passes a message on with one of its files, and reads the conversation beside an answer',
    run: async (world) => {
      const hanna = await world.account('hanna');
      const attachmentIds = [await hanna.upload('plan.txt', 'Planen'), await hanna.upload('bilaga.txt', 'Bilagan')];
      await hanna.send({ to: [to.account('kalle')], subject: 'Att skicka vidare', attachmentIds });
      const page = await world.staff('kalle');
      await openRow(page, 'Att skicka vidare');
      const uploads: string[] = [];
      page.on('request', (request) => {
        if (request.method() === 'PATCH' && request.url().includes('/uploads/')) uploads.push(request.url());
      });
      await page.getByRole('button', { name: 'Vidarebefordra' }).click();
      const composer = new Composer(page);
      await heading(page, /^Vidarebefordra Steg 1/);
      same(await composer.subject().inputValue(), 'Vb: Att skicka vidare', 'the subject');
      await seen(composer.body().filter({ hasText: PEOPLE.hanna.name }));
      const file = (name: string) => page.getByRole('listitem').filter({ hasText: name });
      await seen(page.getByText('Avsändaren ser att du laddar ner de filer som du tar med.'));
      await file('plan.txt').getByRole('button', { name: 'Ta med' }).click();
      await seen(file('bilaga.txt').getByRole('button', { name: 'Ta med' }));
      await seen(file('plan.txt').getByRole('button', { name: 'Ta bort' }));
      await composer.addRecipient(PEOPLE.olga.email, /Kollega/);
      await composer.goOn();
      await composer.send();
      await composer.sent();
      same(uploads, [], 'files that left the browser');
      const olga = await world.staff('olga');
      await openRow(olga, 'Vb: Att skicka vidare');
      await seen(olga.getByRole('listitem').filter({ hasText: 'plan.txt' }));
      check((await olga.getByText('bilaga.txt').count()) === 0, 'The file that was left out came along');
      await goToFolder(page, 'Skickade');
      await openRow(page, 'Vb: Att skicka vidare');
      const thread = page.getByRole('region', { name: 'Konversationen' });
      await thread.getByRole('button', { name: new RegExp(PEOPLE.hanna.name) }).click();
      await seen(thread.getByText('bilaga.txt'));
    },
  },
  {
    title: 'shows a picture and a PDF in a sandbox, and a broken one in plain words; prints the message alone',
    run: async (world) => {
      const hanna = await world.account('hanna');
      const attachmentIds = [
        await hanna.upload('karta.png', MAP_PNG),
        await hanna.upload('beslut.pdf', pdfOf(['Beslutet i korthet', 'Andra sidan'])),
        await hanna.upload('trasig.pdf', '%PDF-1.7\ntrasig'),
      ];
      await hanna.send({ to: [to.account('kalle')], subject: 'Att titta på', attachmentIds });
      const page = await world.staff('kalle');
      await openRow(page, 'Att titta på');
      const show = async (name: string) => {
        await page
          .getByRole('listitem')
          .filter({ hasText: name })
          .getByRole('button', { name: 'Förhandsvisa' })
          .click();
        return page.frameLocator('iframe[src="/preview"]');
      };
      const close = () => page.getByRole('dialog').getByRole('button', { name: 'Stäng' }).click();
      await seen((await show('karta.png')).getByRole('img', { name: 'Bild: karta.png' }));
      await close();
      const pdf = await show('beslut.pdf');
      await seen(page.getByText('Sida 1 av 2'));
      await seen(pdf.getByRole('region', { name: 'Sida 1 av 2' }).locator('canvas'));
      await eventually('The text can be read aloud', async () =>
        ((await pdf.getByRole('region', { name: 'Sida 2 av 2' }).textContent()) ?? '').includes('Andra sidan'),
      );
      await page.getByRole('dialog').getByRole('button', { name: 'Förstora' }).click();
      await seen(page.getByText('125 %'));
      await close();
      await show('trasig.pdf');
      await seen(page.getByText('Filen kunde inte visas. Ladda ner den i stället.'));
      await close();
      await page.getByRole('button', { name: 'Hantera' }).click();
      await page.getByRole('menuitem', { name: 'Skriv ut' }).click();
      await seen(page.getByRole('button', { name: 'Skriv ut' }));
      await page.emulateMedia({ media: 'print' });
      await seen(page.getByText(/^Utskrivet /));
      check(!(await page.getByRole('button', { name: 'Skriv ut' }).isVisible()), 'The toolbar is printed');
      await page.emulateMedia({ media: 'screen' });
    },
  },
  {
    title: 'no answer is offered when the sender takes none',
    run: async (world) => {
      const hanna = await world.account('hanna');
      await hanna.send({ to: [to.account('kalle')], subject: 'Svara inte', replyAllowed: false });
      const page = await world.staff('kalle');
      await openRow(page, 'Svara inte');
      await seen(page.getByText('Avsändaren tar inte emot svar på det här meddelandet.'));
      await gone(page.getByRole('button', { name: 'Svara', exact: true }));
    },
  },
  {
    title: 'a LoA3 message asks a LoA2 session to step up, opens after BankID, and a half-written message is kept',
    run: async (world) => {
      const hanna = await world.account('hanna');
      const page = await world.desktop();
      await signInWithEntra(page, 'kalle');
      await hanna.send({ to: [to.account('kalle')], subject: 'Kräver e-legitimation', level: 3 });
      const composer = new Composer(page);
      await composer.begin();
      await composer.addRecipient(PEOPLE.lisa.email, /Konto i/);
      await composer.write('Halvskrivet under inloggning', 'Halva');
      await goToFolder(page, 'Inkorg');
      check((await page.getByText('Kräver e-legitimation').count()) === 0, 'The subject is shown below its level');
      await row(page, 'Kräver högre tillitsnivå').first().click();
      await heading(page, 'Meddelandet kräver LoA3');
      await page.getByRole('button', { name: 'Identifiera dig' }).click();
      await stepUpWithBankId(world, page, BANKID_OF.kalle);
      await heading(page, 'Kräver e-legitimation');
      await goToFolder(page, 'Utkast');
      await row(page, 'Halvskrivet under inloggning').click();
      same(await composer.subject().inputValue(), 'Halvskrivet under inloggning', 'the half-written subject');
      await seen(composer.body().filter({ hasText: 'Halva' }));
    },
  },
  {
    title: "stepping up with somebody else's BankID is refused and the message stays shut",
    run: async (world) => {
      const hanna = await world.account('hanna');
      await hanna.send({ to: [to.account('kalle')], subject: 'Fel person höjer', level: 3 });
      const page = await world.desktop();
      await signInWithEntra(page, 'kalle');
      await row(page, 'Kräver högre tillitsnivå').first().click();
      await page.getByRole('button', { name: 'Identifiera dig' }).click();
      const dialog = page.getByRole('dialog', { name: 'Identifiera dig säkrare' });
      await dialog.getByRole('button', { name: 'Identifiera dig med BankID' }).click();
      await seen(dialog.getByRole('img', { name: 'QR-kod för BankID' }));
      await world.bankId.identify(BANKID_OF.hanna).catch(() => undefined);
      await seen(dialog.getByRole('alert'));
      await dialog.getByRole('button', { name: 'Avbryt' }).click();
      await heading(page, 'Meddelandet kräver LoA3');
      check((await page.getByText('Fel person höjer').count()) === 0, 'The subject is shown');
    },
  },
  {
    title: 'stepping up at Freja in a window of its own opens the message',
    run: async (world) => {
      const hanna = await world.account('hanna');
      await hanna.send({ to: [to.account('kalle')], subject: 'Höjs med Freja', level: 3 });
      const page = await world.desktop();
      await signInWithEntra(page, 'kalle');
      await row(page, 'Kräver högre tillitsnivå').first().click();
      await page.getByRole('button', { name: 'Identifiera dig' }).click();
      const [popup] = await Promise.all([
        page.waitForEvent('popup'),
        page
          .getByRole('dialog')
          .getByRole('button', { name: /Identifiera dig med Freja/ })
          .click(),
      ]);
      await popup.getByRole('button', { name: PEOPLE.kalle.name }).click();
      await heading(page, 'Höjs med Freja');
    },
  },
  {
    title: 'an administrator changes the settings of the organisation and takes a change back; a colleague may not',
    run: async (world) => {
      const hanna = await world.account('hanna');
      const page = await world.staff('olga');
      await accountMenu(page).click();
      await page.getByRole('menuitem', { name: 'Min organisation' }).click();
      await heading(page, 'Inställningar för Storkommun');
      await page.getByRole('link', { name: 'Meddelanden och gallring' }).click();
      await heading(page, 'Meddelanden och gallring');
      const reminders = page.getByRole('region', { name: 'Påminnelser' });
      await reminders.getByLabel('Antal dagar').fill('5');
      await reminders.getByRole('button', { name: 'Spara' }).click();
      await seen(reminders.getByText('Gäller nu: påminnelse 5 dagar innan.'));
      await page.getByRole('button', { name: 'Ångra' }).click();
      await seen(reminders.getByText('Gäller nu: påminnelse 3 dagar innan.'));
      await page.getByRole('link', { name: 'Alla inställningar' }).click();
      await page.getByRole('link', { name: 'Betrodda och förbjudna domäner' }).click();
      const domains = page.getByRole('region', { name: 'Betrodda och förbjudna domäner' });
      await domains.getByLabel('Domän').fill('stopp.example');
      await domains.getByRole('radio', { name: /^Förbjuden/ }).click();
      await domains.getByRole('button', { name: 'Lägg till' }).click();
      await seen(domains.getByRole('list', { name: 'Förbjudna' }).getByText('stopp.example'));
      await eventually('Nothing goes to the domain', async () => {
        const sending = hanna.send({ to: [to.email('nils@stopp.example')], subject: 'Dit går inget' });
        return (await refusalOf(sending)) === 'recipient-domain-forbidden';
      });
      await domains.getByRole('button', { name: 'Ta bort stopp.example' }).click();
      await gone(domains.getByText('stopp.example', { exact: true }));
      await page.getByRole('link', { name: 'Alla inställningar' }).click();
      await page.getByRole('link', { name: 'Tillitsnivåer' }).click();
      const open = page.getByRole('group', { name: 'LoA1 – Länken räcker' });
      await open.getByRole('switch', { name: 'Används' }).uncheck();
      await open.getByRole('button', { name: /^Spara/ }).click();
      await seen(page.getByText('LoA1 – Länken räcker används inte längre.'));
      await eventually('Nothing is sent at LoA1', async () => {
        const sending = hanna.send({ to: [to.email('nils@example.org')], subject: 'Alltför öppet' });
        return (await refusalOf(sending)) === 'level-inactive';
      });
      await page.getByRole('button', { name: 'Ångra' }).click();
      await seen(open.getByRole('switch', { name: 'Används', checked: true }));
      await eventually('LoA1 is there again', async () => {
        const sending = hanna.send({ to: [to.email('nils@example.org')], subject: 'Öppet igen' });
        return sending.then(
          () => true,
          () => false,
        );
      });
      await page
        .getByRole('navigation', { name: 'Min organisation' })
        .getByRole('link', { name: 'Händelselogg' })
        .click();
      await heading(page, 'Händelselogg för Storkommun');
      await page.getByLabel('Händelse', { exact: true }).selectOption({ label: 'Ändrade en inställning' });
      await page.getByLabel('Vem', { exact: true }).fill(PEOPLE.olga.email);
      await page.getByRole('button', { name: 'Sök', exact: true }).click();
      await seen(page.getByText('6 händelser visas'));
      await page.getByRole('region', { name: 'Händelser' }).getByRole('button').last().click();
      const change = page.getByRole('dialog').getByRole('table', { name: 'Vad som ändrades' });
      await seen(change.getByRole('row', { name: 'Påminn före (dagar) 3 5' }));
      await page.getByRole('dialog').getByRole('button', { name: 'Stäng' }).click();
      await page.getByRole('link', { name: 'Statistik' }).click();
      await heading(page, 'Statistik för Storkommun');
      await seen(
        page.getByRole('table', { name: 'Inloggningar' }).or(page.getByText('Inga inloggningar under perioden.')),
      );
      const other = await world.staff('hanna', '/organisation/settings');
      await heading(other, 'Bara för administratörer');
      await accountMenu(other).click();
      check((await other.getByRole('menuitem', { name: 'Min organisation' }).count()) === 0, 'Hanna has the menu line');
    },
  },
  {
    title: 'is added by an administrator, chooses a password by the mail, signs in, and is out when she is blocked',
    run: async (world) => {
      const page = await world.staff('olga', '/organisation/accounts');
      await heading(page, 'Användare');
      await page.getByRole('button', { name: 'Lägg till', exact: true }).click();
      const dialog = page.getByRole('dialog', { name: 'Lägg till användare' });
      await dialog.getByLabel('Namn').fill('Ida Inbjuden');
      await dialog.getByLabel('E-postadress').fill('ida@storkommun.example');
      await dialog.getByRole('button', { name: 'Lägg till', exact: true }).click();
      await seen(page.getByText('Ida Inbjuden är tillagd.'));
      const { text } = await world.outbox.next('ida@storkommun.example');
      const link = /https?:\S+\/invitation#\S+/.exec(text)?.[0] ?? '';
      const hers = await world.desktop();
      await hers.goto(link);
      await heading(hers, 'Välkommen till SEFOS');
      check(!hers.url().includes('#'), 'The token stands in the address bar');
      await hers.getByLabel('Välj ett lösenord').fill('Norrsken över älven 7');
      await hers.getByLabel('Mobilnummer').fill('070-174 06 08');
      await hers.getByRole('button', { name: 'Spara' }).click();
      await hers.getByRole('link', { name: 'Logga in' }).click();
      await givePassword(hers, 'ida@storkommun.example', 'Norrsken över älven 7');
      await hers.getByLabel('Kod från sms').fill(await world.outbox.code('+46701740608'));
      await heading(hers, 'Inkorg');
      await page.getByLabel('Sök på namn eller e-post').fill('inbjuden');
      await page.getByRole('checkbox', { name: 'Välj Ida Inbjuden' }).click();
      await page.getByRole('button', { name: 'Spärra inloggning' }).click();
      await seen(page.getByText('1 konto är spärrat.'));
      await hers.reload();
      await heading(hers, 'Logga in');
      await page.getByRole('link', { name: 'Domäner' }).click();
      await heading(page, 'Domäner');
      await page.getByLabel('Domän', { exact: true }).fill('nya.example');
      await page.getByRole('button', { name: 'Lägg till', exact: true }).click();
      await seen(page.getByText('_sefos.nya.example'));
      const record = await page.getByText('sefos-domain-verification=').innerText();
      await hers.goto('/dev/dns');
      await hers.getByLabel('Name', { exact: true }).fill('_sefos.nya.example');
      await hers.getByLabel('Text', { exact: true }).fill(record);
      await hers.getByRole('button', { name: 'Add' }).click();
      await seen(hers.getByRole('region', { name: 'nya.example', exact: true }).getByText(record));
      await page.getByRole('button', { name: 'Kontrollera nya.example' }).click();
      await seen(page.getByText('nya.example är bekräftad.'));
    },
  },
  {
    title: 'keeps a message whatever its age, which the sender sees, and lets it go again',
    run: async (world) => {
      const hanna = await world.account('hanna');
      await hanna.send({ to: [to.account('kalle')], subject: 'Att bevara' });
      const page = await world.staff('kalle');
      await openRow(page, 'Att bevara');
      await page.getByRole('button', { name: 'Hantera' }).click();
      await page.getByRole('menuitem', { name: 'Bevara' }).click();
      await seen(page.getByText('Gallras inte, hur gammalt det än blir.'));
      const sender = await world.staff('hanna', '/messages/sent');
      await openRow(sender, 'Att bevara');
      await seen(sender.getByText('Gallras inte, hur gammalt det än blir.'));
      await sender.getByRole('button', { name: 'Hantera' }).click();
      await sender.getByRole('menuitem', { name: 'Sluta bevara' }).click();
      await sender.getByRole('alertdialog').getByRole('button', { name: 'Sluta bevara' }).click();
      await gone(sender.getByText('Gallras inte, hur gammalt det än blir.'));
    },
  },
]);
