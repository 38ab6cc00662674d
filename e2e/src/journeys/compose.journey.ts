import { readFile } from 'node:fs/promises';
import { sendMessage } from '@sefos/shared/contract/messages.ts';
import { spellPersonalNumber } from '@sefos/shared/domain/personal-number.ts';
import { PEOPLE, refusalOf, to } from '../harness/account.ts';
import { MAJA } from '../harness/bankid.ts';
import { check, eventually, gone, heading, same, seen } from '../harness/check.ts';
import { journey } from '../harness/journey.ts';
import { linkOf } from '../harness/outbox.ts';
import { Composer } from '../pages/compose.page.ts';
import { goToFolder, openRow, row } from '../pages/staff.page.ts';

const EMAIL = 'karin.citizen@example.org';
const SMS = 'sven.citizen@example.org';
const BANKID = 'maja.citizen@example.org';
const CONTACT = 'maja.contact@example.org';

/** The composer, from the first recipient to Skicka. */
export default journey('compose', [
  {
    title: 'rich text and files go to a colleague, another organisation and people by e-mail, with a copy',
    run: async (world) => {
      const files = await Promise.all([
        world.files.text('beslut.txt', 'Beslutet'),
        world.files.text('åäö ritning.txt', 'Ritningen'),
        world.files.text('bilaga 3.txt', 'Tre'),
      ]);
      const page = await world.staff('hanna');
      const composer = new Composer(page);
      await composer.begin();
      await composer.addRecipient(PEOPLE.kalle.email, /Kollega/);
      await composer.addRecipient(PEOPLE.lisa.email, /Konto i Lillkommun/);
      await composer.addRecipient(EMAIL, /Utan konto/);
      await composer.addRecipient(PEOPLE.olga.email, /Kollega/, 'Kopia');
      await composer.write('Alla slags mottagare', 'Hej ');
      await page.getByRole('button', { name: 'Fet' }).click();
      await composer.body().pressSequentially('viktigt');
      await page.getByRole('button', { name: 'Fet' }).click();
      await composer.body().press('Enter');
      await page.getByRole('button', { name: 'Punktlista' }).click();
      await composer.body().pressSequentially('en punkt');
      await composer.attach(files.map(({ path }) => path));
      await composer.goOn();
      await composer.chooseLevel(1);
      await composer.goOn();
      await composer.external(EMAIL);
      same((await composer.methodsOffered()).includes('SMS'), true, 'stronger methods are offered too');
      await composer.chooseMethod('E-post');
      await seen(page.getByText(/1 mottagare får e-post med en länk/));
      await seen(page.getByText(/3 mottagare får meddelandet i sin inkorg/));
      await seen(page.getByText(/3 filer följer med/));
      await composer.send();
      await composer.sent();
      await heading(page, 'Skickade');
      await openRow(page, 'Alla slags mottagare');
      await seen(page.getByRole('listitem').filter({ hasText: 'en punkt' }));
      check((await page.locator('strong').filter({ hasText: 'viktigt' }).count()) > 0, 'Bold text is not bold');
      for (const { name } of files) await seen(page.getByRole('listitem').filter({ hasText: name }));
      const mail = await world.outbox.next(EMAIL);
      check(linkOf(mail).startsWith(`${world.url}/m/`), 'The button leads elsewhere');
    },
  },
  {
    title: 'levels 2 and 3 offer only methods that reach them, and ask for number or personnummer',
    run: async (world) => {
      const page = await world.staff('hanna', '/compose');
      const composer = new Composer(page);
      await composer.addRecipient(SMS, /Utan konto/);
      await composer.addRecipient(BANKID, /Utan konto/);
      await composer.write('Kräver identifiering', 'Hemligt');
      await composer.goOn();
      await composer.chooseLevel(3, { replyAllowed: false });
      await composer.goOn();
      await composer.external(SMS);
      const atThree = await composer.methodsOffered();
      check(atThree.includes('BankID'), 'BankID is not offered at LoA3');
      check(!atThree.includes('SMS') && !atThree.includes('E-post'), `Below LoA3 is offered: ${atThree.join(', ')}`);
      await page.getByRole('button', { name: 'Tillbaka' }).click();
      await composer.chooseLevel(2, { replyAllowed: false });
      await composer.goOn();
      await composer.external(SMS);
      const atTwo = await composer.methodsOffered();
      check(atTwo.includes('SMS') && !atTwo.includes('E-post'), `At LoA2 is offered: ${atTwo.join(', ')}`);
      await composer.chooseMethod('SMS');
      await composer.phone().fill('12');
      await composer.goOn();
      await seen(page.getByText('Skriv ett mobilnummer, till exempel 070-123 45 67.'));
      await composer.phone().fill('070-174 06 10');
      await composer.openText().fill('Det gäller din ansökan.');
      await composer.goOn();
      await composer.external(BANKID);
      await composer.chooseMethod('BankID');
      await composer.personalNumber().fill('19900101-2386');
      await composer.send();
      await seen(page.getByText('Personnumret stämmer inte. Kontrollera siffrorna.'));
      await composer.personalNumber().fill('19900101-2385');
      await composer.send();
      await composer.sent();
      const withText = await world.outbox.next(SMS);
      check(withText.text.includes('Det gäller din ansökan.'), 'The open text is missing in the mail');
      const standard = await world.outbox.next(BANKID);
      check(standard.text.includes('har skickat ett säkert meddelande till dig'), 'The default text is missing');
      check(
        !`${standard.subject}${standard.text}${standard.html}`.includes('Kräver identifiering'),
        'The mail tells the subject',
      );
    },
  },
  {
    title:
      'a contact and a group of the address book are suggested, and what identifies them is filled in masked; what was used is remembered until it is removed',
    run: async (world) => {
      const page = await world.staff('hanna');
      await page.getByRole('link', { name: 'Adressbok' }).click();
      await heading(page, 'Adressbok');
      await page.getByRole('button', { name: 'Ny kontakt' }).click();
      const form = page.getByRole('dialog');
      await form.getByLabel('Namn').fill('Maja Medborgare');
      await form.getByLabel('E-postadress').fill(CONTACT);
      await form.getByLabel('Personnummer').fill(MAJA.personalNumber);
      await form.getByLabel('Identifieringsmetod').selectOption({ label: 'BankID' });
      await form.getByRole('button', { name: 'Spara' }).click();
      await seen(page.getByText('Maja Medborgare är sparad.'));
      const whole = page.getByText(spellPersonalNumber(MAJA.personalNumber));
      check((await whole.count()) === 0, 'The list tells the personnummer');
      await page.getByRole('button', { name: 'Visa personnummer för Maja Medborgare' }).click();
      await seen(whole);
      await page.getByRole('tab', { name: 'Grupper' }).click();
      await page.getByRole('button', { name: 'Ny grupp' }).click();
      await form.getByLabel('Gruppens namn').fill('Sökande');
      await form.getByRole('combobox', { name: 'Lägg till kontakter' }).pressSequentially('maja');
      await page.getByRole('option', { name: /Maja Medborgare/ }).click();
      await form.getByRole('button', { name: 'Spara' }).click();
      await seen(page.getByText('Sökande är sparad.'));
      await goToFolder(page, 'Inkorg');
      const composer = new Composer(page);
      await composer.begin();
      await composer.recipients().pressSequentially('sökan');
      await page.getByRole('option', { name: /Sökande/ }).click();
      await seen(page.getByTitle(new RegExp(`${CONTACT}.*Utan konto`)));
      await composer.write('Känd mottagare', 'Hej');
      await composer.goOn();
      await composer.chooseLevel(3);
      await composer.goOn();
      await composer.external(CONTACT, 'Maja Medborgare');
      await seen(page.getByText(`Från adressboken: ${MAJA.personalNumber.slice(0, 8)}-••••`));
      await composer.send();
      await composer.sent();
      await world.outbox.next(CONTACT);
      await page.getByRole('link', { name: 'Adressbok' }).click();
      await page.getByRole('tab', { name: 'Sparade uppgifter' }).click();
      const remembered = page.getByRole('listitem').filter({ hasText: SMS });
      await seen(remembered.getByText('SMS · ••• •• 10'));
      check(
        (await page.getByRole('listitem').filter({ hasText: CONTACT }).count()) === 0,
        'A contact is remembered twice',
      );
      await remembered.getByRole('button', { name: `Ta bort uppgifterna om ${SMS}` }).click();
      await gone(remembered);
    },
  },
  {
    title:
      'a file of contacts is looked through before it is imported, its bad row stays out, and an export holds no formula',
    run: async (world) => {
      const page = await world.staff('olga', '/contacts');
      const file = [
        'Namn;E-post;Mobilnummer;Identifieringsmetod',
        'Bo Berg;bo@example.org;070-174 06 10;SMS',
        'Cilla Dahl;inte en adress;12;SMS',
        '"=HYPERLINK(""http://evil.example"")";formel@example.org;;',
      ].join('\r\n');
      await page.getByRole('button', { name: 'Importera' }).click();
      await page
        .getByLabel('Välj fil')
        .setInputFiles({ name: 'kontakter.csv', mimeType: 'text/csv', buffer: Buffer.from(file) });
      await seen(page.getByText('2 nya kontakter · 0 kontakter ändras · 1 rad hoppas över'));
      await seen(
        page.getByRole('row', { name: /^3 .*Hoppas över: e-postadressen stämmer inte, mobilnumret stämmer inte$/ }),
      );
      await page.getByRole('button', { name: 'Importera 2 kontakter' }).click();
      await seen(page.getByText('2 kontakter är importerade.'));
      await seen(page.getByRole('listitem').filter({ hasText: '+46701740610 · SMS' }));
      same(await page.getByRole('list', { name: 'Kontakter' }).getByRole('listitem').count(), 2, 'contacts');
      await page.getByRole('button', { name: 'Exportera' }).click();
      const download = page.waitForEvent('download');
      await page.getByRole('button', { name: 'Hämta filen' }).click();
      const text = await readFile(await (await download).path(), 'utf8');
      const cells = text.split(/[;\r\n]+/).filter((cell) => cell !== '');
      check(cells.includes('"Bo Berg"') && cells.includes('"\'+46701740610"'), `The file lacks a contact: ${text}`);
      check(!cells.some((cell) => /^"?\s*[=+\-@]/.test(cell)), `The file holds a formula: ${text}`);
    },
  },
  {
    title:
      'a personnummer in the subject, a card at LoA1 and a look-alike are pointed out before they leave, and can be changed',
    run: async (world) => {
      const page = await world.staff('hanna', '/compose');
      const composer = new Composer(page);
      await composer.addRecipient(PEOPLE.kalle.email, /Kollega/);
      await composer.addRecipient('anna@storkomun.example', /Utan konto · Liknar storkommun.example/);
      await composer.write(`Angående ${MAJA.personalNumber}`, 'Kort 4111 1111 1111 1111');
      await seen(page.getByText('Det ser ut att stå ett personnummer i ämnet.'));
      await composer.goOn();
      await composer.chooseLevel(1);
      await seen(page.getByText('Det ser ut att stå ett kortnummer i meddelandet.'));
      await composer.goOn();
      await seen(page.getByText('anna@storkomun.example liknar storkommun.example'));
      await composer.send();
      const dialog = page.getByRole('alertdialog', { name: 'Kontrollera innan du skickar' });
      same(await dialog.getByRole('listitem').count(), 3, 'Everything is listed once');
      await dialog.getByRole('button', { name: 'Ändra' }).click();
      await page.getByLabel('Ta bort anna@storkomun.example').click();
      await composer.subject().fill('Angående ärendet');
      await gone(page.getByText('Det ser ut att stå ett personnummer i ämnet.'));
      await composer.goOn();
      await composer.chooseLevel(2);
      await gone(page.getByText('Det ser ut att stå ett kortnummer i meddelandet.'));
      await composer.send();
      await composer.sent();
    },
  },
  {
    title: 'an empty or wrong form is not left, and the focus goes to the first cause',
    run: async (world) => {
      const page = await world.staff('hanna', '/compose');
      const composer = new Composer(page);
      await composer.goOn();
      await seen(page.getByText('Lägg till minst en mottagare.'));
      await eventually('The focus is in Mottagare', () =>
        composer.recipients().evaluate((element) => element === document.activeElement),
      );
      await composer.addRecipient('inte en adress', /Ingen giltig adress/);
      await composer.subject().fill('Ämne');
      await composer.goOn();
      await seen(page.getByText(/Ta bort eller rätta/));
    },
  },
  {
    title: 'the API refuses a method below the level, a missing step and a wrong number',
    run: async (world) => {
      const hanna = await world.account('hanna');
      const refused = (draft: Parameters<typeof hanna.bodyOf>[0]) =>
        refusalOf(hanna.client.call(sendMessage, { body: hanna.bodyOf(draft) }));
      const subject = 'Nekas';
      same(
        await refused({ to: [to.sms(SMS, '+46701740610')], subject, level: 3 }),
        'method-below-level',
        'SMS at LoA3',
      );
      same(await refused({ to: [to.email(EMAIL)], subject, level: 2 }), 'method-below-level', 'e-mail at LoA2');
      same(await refused({ to: [{ address: EMAIL, kind: 'to' }], subject }), 'recipient-step-missing', 'no step');
      same(await refused({ to: [to.sms(SMS, '123')], subject, level: 2 }), 'phone-invalid', 'phone');
      same(
        await refused({ to: [to.bankId(BANKID, '199001012386')], subject, level: 3 }),
        'personal-number-invalid',
        'personnummer',
      );
      same(await refused({ to: [to.email(EMAIL), to.email(EMAIL)], subject }), 'recipients-duplicate', 'twice');
      check(!(await hanna.rows('sent')).some((row) => row.subject === subject), 'A refused message is in Skickade');
    },
  },
  {
    title: 'a half-written message survives leaving the composer, in Utkast; the next one begins empty',
    run: async (world) => {
      const page = await world.staff('hanna', '/compose');
      const composer = new Composer(page);
      await composer.addRecipient(PEOPLE.kalle.email, /Kollega/);
      await composer.write('Halvskrivet', 'Halva texten');
      await goToFolder(page, 'Inkorg');
      await composer.begin();
      same(await composer.subject().inputValue(), '', 'the subject of the next message');
      await goToFolder(page, 'Utkast');
      await row(page, 'Halvskrivet').click();
      await heading(page, /^Nytt meddelande Steg 1/);
      same(await composer.subject().inputValue(), 'Halvskrivet', 'the subject');
      await seen(composer.body().filter({ hasText: 'Halva texten' }));
      await seen(page.getByTitle(/Kollega/));
      await page.getByRole('button', { name: 'Kasta' }).click();
      await page.getByRole('alertdialog').getByRole('button', { name: 'Kasta' }).click();
      await heading(page, 'Inkorg');
      await goToFolder(page, 'Utkast');
      await gone(row(page, 'Halvskrivet'));
    },
  },
]);
