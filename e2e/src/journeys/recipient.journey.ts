import { getSenderNotification } from '@sefos/shared/contract/messages.ts';
import { to } from '../harness/account.ts';
import { MAJA, NILS } from '../harness/bankid.ts';
import { check, eventually, gone, heading, need, same, seen } from '../harness/check.ts';
import { MAP_PNG, pdfOf } from '../harness/documents.ts';
import { journey } from '../harness/journey.ts';
import { linkOf, partsOf } from '../harness/outbox.ts';
import { DEMO_BODY, sendTo } from '../harness/send-to.ts';
import { bytesOf, Citizen } from '../pages/citizen.page.ts';
import { openRow, timelineOf } from '../pages/staff.page.ts';

const PHONE = '+46701740610';

/** A citizen on a phone: each way to identify, and each door that stays shut. */
export default journey('recipient', [
  {
    title: 'e-mail only: address, a click, reading, one file, all as zip, an answer with a file',
    run: async (world) => {
      const { address, link, messageId, subject } = await sendTo(world, 'email', { files: 2 });
      const citizen = await Citizen.onPhone(world, link);
      const { page } = citizen;
      await citizen.giveAddress(address.toUpperCase());
      same(new URL(page.url()).hash, '', 'the token in the address bar');
      await citizen.open(subject);
      await seen(page.getByText(DEMO_BODY));
      const one = await citizen.download(citizen.file('fil 1.txt'));
      same((await bytesOf(one)).toString(), 'Innehåll i fil 1', 'the file');
      same(one.suggestedFilename(), 'fil 1.txt', 'its name');
      const zip = await bytesOf(await citizen.download(citizen.button('Ladda ner alla')));
      same(zip.subarray(0, 2).toString(), 'PK', 'the zip');
      for (const name of ['fil 1.txt', 'fil 2.txt', 'message.html'])
        check(zip.includes(Buffer.from(name)), `${name} is missing in the zip`);
      const answer = await world.files.text('svar.txt', 'Svarets fil');
      await citizen.reply('Tack för beskedet!', [answer.path]);
      await citizen.button('Tillbaka till meddelandet').click();
      await seen(page.getByText('Du har svarat på meddelandet.'));
      await citizen.button('Stäng').click();
      await heading(page, 'Meddelandet är stängt');
      const hanna = await world.account('hanna');
      const events = await hanna.events(messageId, address);
      for (const kind of ['sent', 'notified', 'opened', 'downloaded', 'replied'])
        check(events.includes(kind), `${kind} is missing in ${events.join(', ')}`);
      check(
        (await hanna.rows('inbox')).some(({ from }) => from.address === address),
        'The answer is not in the inbox',
      );
    },
  },
  {
    title: 'a download goes on from where it stopped (Range)',
    run: async (world) => {
      const { address, link, subject } = await sendTo(world, 'email', { files: 1 });
      const citizen = await Citizen.onPhone(world, link);
      await citizen.giveAddress(address);
      await citizen.open(subject);
      const asked = citizen.page.waitForResponse((answer) => answer.url().endsWith('/link/downloads'));
      await citizen.download(citizen.file('fil 1.txt'));
      const { url } = (await (await asked).json()) as { url: string };
      const part = await citizen.page.evaluate(async (address) => {
        const answer = await fetch(address, { headers: { range: 'bytes=9-' } });
        return { status: answer.status, range: answer.headers.get('content-range'), text: await answer.text() };
      }, url);
      same(part, { status: 206, range: 'bytes 9-16/17', text: ' i fil 1' }, 'the rest of the file');
      const stranger = await fetch(world.url + url, { redirect: 'manual' });
      check(stranger.status === 401 || stranger.status === 404, `Without the cookie: ${stranger.status}`);
    },
  },
  {
    title: 'a limit of downloads: how many are left, and a plain sentence when none is',
    run: async (world) => {
      const { address, link, subject } = await sendTo(world, 'email', { files: 1, maxDownloads: 1 });
      const citizen = await Citizen.onPhone(world, link);
      await citizen.giveAddress(address);
      await citizen.open(subject);
      await seen(citizen.page.getByText('1 nedladdning kvar'));
      await citizen.download(citizen.file('fil 1.txt'));
      await seen(citizen.page.getByText(/^Inga nedladdningar kvar/));
      await citizen.file('fil 1.txt').click();
      await seen(citizen.page.getByText('Filen går inte att ladda ner'));
      const width = await citizen.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      check(width <= 0, `The page is ${width} px too wide`);
      const page = await world.staff('hanna', '/messages/sent');
      await openRow(page, subject);
      await timelineOf(page, address);
      await seen(page.getByText('fil 1.txt: 1 av 1 nedladdningar'));
    },
  },
  {
    title: 'shows a PDF and a picture in a sandbox, which counts as a download, and gives the focus back',
    run: async (world) => {
      const hanna = await world.account('hanna');
      const address = `tittar.${process.pid}@example.org`;
      await hanna.send({
        to: [to.email(address)],
        subject: 'Att titta på',
        attachmentIds: [
          await hanna.upload('beslut.pdf', pdfOf(['Beslutet i korthet', 'Andra sidan'])),
          await hanna.upload('karta.png', MAP_PNG),
        ],
        maxDownloads: 1,
      });
      const citizen = await Citizen.onPhone(world, need(linkOf(await world.outbox.next(address)), 'the link'));
      const { page } = citizen;
      await citizen.giveAddress(address);
      await citizen.open('Att titta på');
      const dialog = page.getByRole('dialog');
      const show = async (name: string) => {
        const row = page.getByRole('listitem').filter({ hasText: name });
        await row.getByRole('button', { name: 'Förhandsvisa' }).click();
        await seen(dialog.getByText(/Förhandsvisningen räknas som en nedladdning\. 1 nedladdning kvar/));
        await dialog.getByRole('button', { name: 'Visa' }).click();
        return page.frameLocator('iframe[src="/preview"]');
      };
      const pdf = await show('beslut.pdf');
      await seen(dialog.getByText('Sida 1 av 2'));
      await seen(pdf.getByRole('region', { name: 'Sida 1 av 2' }).locator('canvas'));
      await page.keyboard.press('Escape');
      await gone(dialog);
      await seen(page.getByText(/^Inga nedladdningar kvar/));
      const picture = await show('karta.png');
      await seen(picture.getByRole('img', { name: 'Bild: karta.png' }));
      await dialog.getByRole('button', { name: 'Stäng' }).click();
      await gone(dialog);
      const left = page.getByRole('listitem').filter({ hasText: 'karta.png' });
      check(
        await left.getByRole('button', { name: 'Förhandsvisa' }).evaluate((own) => own === document.activeElement),
        'The focus is not back at its button',
      );
    },
  },
  {
    title: 'SMS: the masked number, a wrong code, then the right one',
    run: async (world) => {
      const { address, link, subject, messageId } = await sendTo(world, 'sms', { phone: PHONE });
      const citizen = await Citizen.onPhone(world, link);
      await citizen.giveAddress(address);
      await heading(citizen.page, 'Identifiera dig');
      check(!(await citizen.page.content()).includes('0701740610'), 'The whole number stands on the page');
      const code = await citizen.askForCode(PHONE);
      await citizen.giveCode(code === '000000' ? '111111' : '000000');
      await seen(citizen.page.getByText(/Koden stämmer inte\./));
      await citizen.giveCode(code);
      await citizen.open(subject);
      const hanna = await world.account('hanna');
      const events = await hanna.events(messageId, address);
      check(events.includes('wrong-code') && events.includes('opened'), `The timeline says ${events.join(', ')}`);
    },
  },
  {
    title: 'BankID: cancelled, then a wrong person, then the right one, with its own page for each',
    run: async (world) => {
      const { address, link, subject, messageId } = await sendTo(world, 'bankid', {
        personalNumber: MAJA.personalNumber,
      });
      const citizen = await Citizen.onPhone(world, link);
      const { page } = citizen;
      await citizen.giveAddress(address);
      await heading(page, 'Identifiera dig');
      await world.bankId.hint('userCancel', await citizen.beginBankId());
      await seen(page.getByText(/Du avbröt i BankID-appen/));
      await world.bankId.identify(NILS, await citizen.beginBankId());
      await heading(page, 'Du är inte den som meddelandet är till');
      check(!(await page.content()).includes(subject), 'The page of the wrong person tells the subject');
      await citizen.button('Försök igen').click();
      await citizen.identifyWithBankId(MAJA);
      await citizen.open(subject);
      const events = await (await world.account('hanna')).events(messageId, address);
      check(events.includes('wrong-person'), `The sender is not told of the wrong person: ${events.join(', ')}`);
    },
  },
  {
    title: 'Freja: identifies at the provider and comes back to the same link',
    run: async (world) => {
      const { address, link, subject } = await sendTo(world, 'freja', { personalNumber: MAJA.personalNumber });
      const citizen = await Citizen.onPhone(world, link);
      await citizen.giveAddress(address);
      await citizen.button('Identifiera dig').click();
      await citizen.page.getByRole('button', { name: 'Maja Medborgare' }).click();
      await citizen.open(subject);
    },
  },
  {
    title: 'the link of a mail to everybody: an address alone opens nothing, the code in the mailbox does',
    run: async (world) => {
      const hanna = await world.account('hanna');
      const [anna, bo] = [`anna.${process.pid}@example.org`, `bo.${process.pid}@example.org`];
      const subject = `Till alla ${process.pid}`;
      const messageId = await hanna.send({
        to: [anna, bo].map((address) => ({ address, kind: 'to', external: { method: 'email', language: 'sv' } })),
        subject,
        bodyHtml: `<p>${DEMO_BODY}</p>`,
        notification: 'sender',
      });
      const { bodyHtml } = await hanna.client.call(getSenderNotification, { params: { id: messageId } });
      const link = need(/href="([^"]+\/o\/[^"]+)"/.exec(bodyHtml)?.[1], 'the shared link').replaceAll('&amp;', '&');
      // Bo has the mail and knows Anna's address: he gets as far as the question for a code that he has not.
      const nosy = await Citizen.onPhone(world, link);
      await nosy.page.setViewportSize({ width: 320, height: 700 });
      await nosy.giveAddress(anna);
      const code = await nosy.askForMailedCode(anna);
      await nosy.giveMailedCode(code === '000000' ? '111111' : '000000');
      await seen(nosy.page.getByText(/Koden stämmer inte\./));
      await seen(nosy.page.getByText(/Har koden inte kommit\?/));
      const width = await nosy.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      check(width <= 0, `The page with the code is ${width} px too wide`);
      // Anna, on her own telephone: the code that is on its way is hers.
      const citizen = await Citizen.onPhone(world, link);
      await citizen.giveAddress(anna);
      await heading(citizen.page, 'Visa att adressen är din');
      await citizen.button('Skicka kod').click();
      await citizen.giveMailedCode(code);
      await citizen.open(subject);
      await seen(citizen.page.getByText(DEMO_BODY));
      const events = await hanna.events(messageId, anna);
      check(events.includes('wrong-code') && events.includes('opened'), `The timeline says ${events.join(', ')}`);
      check(!(await hanna.events(messageId, bo)).includes('opened'), 'It is opened for the other recipient');
    },
  },
  {
    title: 'wrong addresses say so, and ten wrong tries lock the link without telling anything',
    run: async (world) => {
      const { address, link, messageId } = await sendTo(world, 'email');
      const citizen = await Citizen.onPhone(world, link);
      await citizen.giveAddress('nagon.annan@example.org');
      await seen(citizen.page.getByText(/Meddelandet är inte skickat till den adressen/));
      await seen(citizen.page.getByText('Du har 9 försök kvar.'));
      for (let tries = 2; tries <= 10; tries += 1) {
        const answered = citizen.page.waitForResponse((answer) => answer.url().endsWith('/link/address'));
        await citizen.page.getByLabel('E-postadress').fill(`fel${tries}@example.org`);
        await citizen.button('Fortsätt').click();
        await answered;
      }
      await heading(citizen.page, 'Det blev för många försök');
      const again = await Citizen.onPhone(world, link);
      await heading(again.page, 'Det blev för många försök');
      const events = await (await world.account('hanna')).events(messageId, address);
      check(events.includes('wrong-address') && events.includes('locked'), `The timeline says ${events.join(', ')}`);
      check(!events.includes('opened'), 'A locked link is opened');
    },
  },
  {
    title: 'expired, recalled, cut and unknown links have a page each that says what to do next',
    run: async (world) => {
      const soon = new Date(Date.now() + 4_000).toISOString();
      const short = await sendTo(world, 'email', { validUntil: soon });
      const recalled = await sendTo(world, 'email', { recall: true });
      const citizen = await Citizen.onPhone(world, recalled.link);
      await heading(citizen.page, 'Det finns inget att läsa här');
      check(!(await citizen.page.content()).includes(recalled.subject), 'The page tells the subject');
      const { id, token } = partsOf(recalled.link);
      for (const broken of [
        `/m/${id}#${token.slice(0, -3)}`,
        `/m/${id}`,
        `/m/${id.replace(/.$/, (last) => (last === '0' ? '1' : '0'))}#${token}`,
        '/m/x',
      ]) {
        const page = await world.phone();
        await page.goto(broken);
        await heading(page, /Länken fungerar inte|Öppna länken i mejlet igen/);
      }
      await eventually('The message has expired', () => Date.now() > Date.parse(soon));
      await citizen.page.goto('about:blank');
      await citizen.page.goto(short.link);
      await heading(citizen.page, 'Länken gäller inte längre');
    },
  },
  {
    title: 'no answer is offered when the sender takes none',
    run: async (world) => {
      const { address, link, subject } = await sendTo(world, 'email', { replyAllowed: false });
      const citizen = await Citizen.onPhone(world, link);
      await citizen.giveAddress(address);
      await citizen.open(subject);
      await gone(citizen.button('Svara'));
    },
  },
  {
    title: 'mail scanners, link previews and prefetchers that run scripts open nothing and use nothing up',
    run: async (world) => {
      const { address, link, messageId, subject } = await sendTo(world, 'email');
      const path = link.split('#')[0] ?? '';
      for (const method of ['GET', 'HEAD', 'GET', 'HEAD'])
        same(
          (await fetch(path, { method, headers: { 'user-agent': 'LinkScanner/1.0' } })).status,
          200,
          `${method} of the link`,
        );
      for (let visit = 0; visit < 3; visit += 1) {
        const scanner = await Citizen.onPhone(world, link);
        await heading(scanner.page, 'Du har fått ett säkert meddelande');
        await scanner.page.waitForLoadState('networkidle');
        await scanner.page.context().close();
      }
      const hanna = await world.account('hanna');
      const before = await hanna.events(messageId, address);
      check(!before.some((kind) => ['opened', 'downloaded'].includes(kind)), `A scanner did ${before.join(', ')}`);
      const citizen = await Citizen.onPhone(world, link);
      await citizen.giveAddress(address);
      await citizen.open(subject);
      same((await hanna.events(messageId, address)).filter((kind) => kind === 'opened').length, 1, 'openings');
    },
  },
  {
    title: 'the mail has one green button, text and HTML, no picture from outside, and comes in the chosen language',
    run: async (world) => {
      const { address } = await sendTo(world, 'email', { language: 'fi' });
      const mail = await world.outbox.next(address);
      check(mail.subject.includes('turvallinen'), `The subject is ${mail.subject}`);
      check(mail.text.includes(linkOf(mail)), 'The text part lacks the link');
      check(!/<img|src=|url\(|<script|<link/i.test(mail.html), 'The mail loads something');
      same(mail.headers && need(mail.html.match(/<a /g), 'links').length, 1, 'links in the HTML');
      const page = await world.phone();
      await page.goto(linkOf(mail));
      await eventually('html lang is fi', () => page.evaluate(() => document.documentElement.lang === 'fi'));
    },
  },
]);
