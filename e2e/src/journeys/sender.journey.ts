import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openMessage, recallMessage } from '@sefos/shared/contract/messages.ts';
import { PEOPLE, to } from '../harness/account.ts';
import { ApiProblem } from '../harness/api-client.ts';
import { check, eventually, gone, heading, need, same, seen } from '../harness/check.ts';
import { journey } from '../harness/journey.ts';
import { LinkReader } from '../harness/link-reader.ts';
import { sendTo } from '../harness/send-to.ts';
import { storedZip, wrongChecksums } from '../harness/stored-zip.ts';
import type { World } from '../harness/world.ts';
import { Citizen } from '../pages/citizen.page.ts';
import { goToFolder, openRow, row, timelineOf } from '../pages/staff.page.ts';

const RACES = 20;
const WRONG_PHONE = '+46701740605';
const PHONE = '+46701740618';

/** Sealed files that lie under DATA_DIR/blobs now. */
const blobs = async (world: World): Promise<string[]> => {
  const folder = join(need(world.server, 'the server').dataDir, 'blobs');
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
};

const outcome = async (call: Promise<unknown>): Promise<string> => {
  try {
    await call;
    return 'won';
  } catch (error) {
    if (error instanceof ApiProblem) return error.type;
    throw error;
  }
};

const after = async <T>(milliseconds: number, work: () => Promise<T>): Promise<T> => {
  if (milliseconds > 0) await new Promise((resolve) => setTimeout(resolve, milliseconds));
  return work();
};

/** What the sender sees and what she can take back. */
export default journey('sender', [
  {
    title: 'the timeline in Skickade follows the citizen live, without reload',
    run: async (world) => {
      const { address, link, subject } = await sendTo(world, 'email', { files: 1 });
      const page = await world.staff('hanna', '/messages/sent');
      await openRow(page, subject);
      await seen(page.getByTitle('Tillitsnivå 1'));
      await timelineOf(page, address);
      await seen(page.getByText('E-post om meddelandet skickad'));
      await page.evaluate(() => {
        (globalThis as { sefosNotReloaded?: boolean }).sefosNotReloaded = true;
      });
      const citizen = await Citizen.onPhone(world, link);
      await citizen.giveAddress(address);
      await citizen.open(subject);
      await seen(page.getByText('Öppnat med E-post'));
      await citizen.download(citizen.file('fil 1.txt'));
      await seen(page.getByText('Laddade ner fil 1.txt'));
      await citizen.reply('Svar från mig');
      await seen(page.getByText('Svarade'));
      check(
        await page.evaluate(() => (globalThis as { sefosNotReloaded?: boolean }).sefosNotReloaded === true),
        'The page was loaded again',
      );
      await page.getByRole('button', { name: 'Hantera' }).click();
      await page.getByRole('menuitem', { name: 'Exportera' }).click();
      const dialog = page.getByRole('dialog');
      await seen(dialog.getByText('PDF/A', { exact: false }));
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        dialog.getByRole('button', { name: 'Exportera' }).click(),
      ]);
      await seen(page.getByText('Exporten laddas ner.'));
      const files = storedZip(await readFile(await download.path()));
      same(wrongChecksums(files).join(), '', 'files with another checksum');
      same(files.get('meddelande.pdf')?.subarray(0, 8).toString(), '%PDF-1.7', 'the message on paper');
      check(
        files.has('original/fil_1.txt') && String(files.get('kvittenser.csv')).includes(address),
        'Export is not whole',
      );
    },
  },
  {
    title: 'a mail that comes back is told live, in the list and with the reason, to her who does nothing but look on',
    run: async (world) => {
      const page = await world.staff('hanna');
      // Looks on already when it comes back, which here takes no time at all.
      const looksOn = page.waitForResponse((response) => new URL(response.url()).pathname.endsWith('/events'));
      await page.goto('/messages/sent');
      await looksOn;
      const hanna = await world.account('hanna');
      const address = `finns-inte+${process.pid}@example.org`;
      const subject = `Kommer tillbaka ${process.pid}`;
      await hanna.send({ to: [to.email(address)], subject });
      await seen(page.getByText('E-posten om ett meddelande kom tillbaka'));
      await seen(row(page, subject).getByLabel('E-posten kom tillbaka'));
      await openRow(page, subject);
      await timelineOf(page, address);
      await seen(page.getByText('E-posten kom tillbaka: adressen finns inte'));
      await seen(page.getByText('Kontrollera adressen.', { exact: false }));
      await seen(page.getByRole('button', { name: `Skicka aviseringen igen till ${address}` }));
    },
  },
  {
    title: 'Länkar tells the method and leads to the message and to the answer',
    run: async (world) => {
      const { address, link, subject } = await sendTo(world, 'email');
      const citizen = await Citizen.onPhone(world, link);
      await citizen.giveAddress(address);
      await citizen.open(subject);
      await citizen.reply('Det här är mitt svar.');
      const page = await world.staff('hanna', '/messages/links');
      await seen(row(page, address).filter({ hasText: 'E-post' }));
      await row(page, address).click();
      await heading(page, subject);
      await page.getByRole('button', { name: 'Gå till meddelande' }).click();
      await seen(page.getByText('Det här är själva meddelandet.'));
      await goToFolder(page, 'Länkar');
      await row(page, address).click();
      await page.getByRole('button', { name: 'Visa svar' }).first().click();
      await seen(page.getByText('Det här är mitt svar.'));
    },
  },
  {
    title: 'a link that has ended is extended in one click and works again; its mail is sent again',
    run: async (world) => {
      const soon = new Date(Date.now() + 4_000).toISOString();
      const { address, link, subject } = await sendTo(world, 'email', { validUntil: soon });
      await eventually('The link has ended', () => Date.now() > Date.parse(soon));
      const page = await world.staff('hanna', '/messages/sent');
      await openRow(page, subject);
      const header = await timelineOf(page, address);
      await seen(header.filter({ hasText: 'Utgånget' }));
      await page.getByRole('button', { name: `Förläng 30 dagar för ${address}` }).click();
      await seen(page.getByText('Giltigheten förlängd'));
      await seen(page.getByText(/^Gäller till/));
      await page.getByRole('button', { name: `Skicka aviseringen igen till ${address}` }).click();
      await seen(page.getByText('Aviseringen skickas igen.'));
      await page.getByRole('switch', { name: 'Mottagarna kan svara' }).click();
      await seen(page.getByText('Kan inte längre svara'));
      const citizen = await Citizen.onPhone(world, link);
      await citizen.giveAddress(address);
      await citizen.open(subject);
      await gone(citizen.button('Svara'));
    },
  },
  {
    title: 'a receipt comes live; a wrong number is put right after it was read; the access of who has read is ended',
    run: async (world) => {
      const { address, link, subject } = await sendTo(world, 'sms', { phone: WRONG_PHONE, readReceipt: true });
      const page = await world.staff('hanna', '/messages/sent');
      await openRow(page, subject);
      await timelineOf(page, address);
      const wrong = new LinkReader(world.url, link);
      await wrong.confirm(address);
      await wrong.identifyBySms(world.outbox, WRONG_PHONE);
      await wrong.open();
      await seen(page.getByText('Ett meddelande som du har skickat är öppnat.'));
      await page.getByRole('button', { name: `Ändra mobilnummer för ${address}` }).click();
      const dialog = page.getByRole('dialog');
      await seen(dialog.getByText('Öppnat med', { exact: false }));
      await dialog.getByLabel('Mobilnummer').fill(PHONE);
      await dialog.getByRole('button', { name: 'Spara' }).click();
      await seen(page.getByText('Mobilnumret ändrat'));
      check((await outcome(wrong.open())) !== 'won', 'Who had the wrong number still reads');
      const citizen = await Citizen.onPhone(world, link);
      await citizen.giveAddress(address);
      await citizen.giveCode(await citizen.askForCode(PHONE));
      await citizen.open(subject);
      await page.getByRole('button', { name: `Avsluta åtkomst för ${address}` }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Avsluta åtkomst' }).click();
      await seen(page.getByText('Åtkomsten avslutad'));
      const late = await Citizen.onPhone(world, link);
      await heading(late.page, 'Det finns inget att läsa här');
      await seen(page.getByText('Det här är själva meddelandet.'));
    },
  },
  {
    title: 'recall for one keeps it for the others, and the citizen sees what happened',
    run: async (world) => {
      const hanna = await world.account('hanna');
      const [first, second] = ['ett', 'tva'].map((name) => `aterkallad.${name}.${process.pid}@example.org`);
      const subject = 'Återkallas för en';
      await hanna.send({ to: [to.email(first ?? ''), to.email(second ?? '')], subject });
      const links = [await world.outbox.link(first ?? ''), await world.outbox.link(second ?? '')];
      const page = await world.staff('hanna', '/messages/sent');
      await openRow(page, subject);
      const header = await timelineOf(page, first ?? '');
      await seen(page.getByRole('button', { name: 'Återkalla för alla', exact: true }));
      // What comes live moves the button: not while it is being pressed.
      await seen(header.filter({ hasText: 'Aviserat' }));
      await page.getByRole('button', { name: `Återkalla för ${first}`, exact: true }).click();
      await page.getByRole('alertdialog').getByRole('button', { name: 'Återkalla' }).click();
      await seen(page.getByText('Återkallat för 1 mottagare.'));
      await seen(header.filter({ hasText: 'Återkallat' }));
      const citizen = await Citizen.onPhone(world, links[0] ?? '');
      await heading(citizen.page, 'Det finns inget att läsa här');
      const other = await Citizen.onPhone(world, links[1] ?? '');
      await other.giveAddress(second ?? '');
      await other.open(subject);
    },
  },
  {
    title: 'recall for all destroys the content: its blobs are gone within seconds',
    ownServer: true,
    run: async (world) => {
      const before = new Set(await blobs(world));
      const { link, subject } = await sendTo(world, 'email', { files: 2 });
      const added = (await blobs(world)).filter((path) => !before.has(path));
      check(added.length >= 2, `Two files should lie in blobs; ${added.length} do`);
      const page = await world.staff('hanna', '/messages/sent');
      await openRow(page, subject);
      await page.getByRole('button', { name: 'Återkalla', exact: true }).click();
      await page.getByRole('alertdialog').getByRole('button', { name: 'Återkalla' }).click();
      await seen(page.getByText('Återkallat för 1 mottagare.'));
      await eventually('The blobs are deleted', async () => {
        const now = new Set(await blobs(world));
        return added.every((path) => !now.has(path));
      });
      await eventually('Skickade tells it', async () => (await row(page, 'Återkallat').count()) > 0);
      await page.reload();
      await gone(page.getByText('Det här är själva meddelandet.'));
      const citizen = await Citizen.onPhone(world, link);
      await heading(citizen.page, 'Det finns inget att läsa här');
    },
  },
  {
    title: 'a message that was opened cannot be recalled',
    run: async (world) => {
      const { address, link, subject, messageId } = await sendTo(world, 'email');
      const reader = new LinkReader(world.url, link);
      await reader.confirm(address);
      await reader.open();
      const hanna = await world.account('hanna');
      const refused = await outcome(
        hanna.client.call(recallMessage, { params: { id: messageId }, body: { recipientIds: null } }),
      );
      same(refused, 'already-opened', 'recalling');
      const page = await world.staff('hanna', '/messages/sent');
      await openRow(page, subject);
      await timelineOf(page, address);
      await seen(page.getByText('Öppnat med E-post'));
      await gone(page.getByRole('button', { name: 'Återkalla', exact: true }));
    },
  },
  {
    title: `recall and open at the same time have exactly one winner, ${RACES} times`,
    run: async (world) => {
      const hanna = await world.account('hanna');
      const tally = { opened: 0, recalled: 0 };
      for (let race = 0; race < RACES; race += 1) {
        const { address, link, messageId } = await sendTo(world, 'email');
        const reader = new LinkReader(world.url, link);
        await reader.confirm(address);
        const recall = () =>
          outcome(hanna.client.call(recallMessage, { params: { id: messageId }, body: { recipientIds: null } }));
        // Which way is shorter depends on the machine: each side gets a growing start, so that both come to win.
        const ahead = race - RACES / 2;
        const [recalled, opened] = await Promise.all([
          after(-ahead, recall),
          after(ahead, () => outcome(reader.open())),
        ]);
        const answers = { opened, recalled };
        const winners = Object.entries(answers).filter(([, answer]) => answer === 'won');
        same(winners.length, 1, `winners of race ${race + 1} (${JSON.stringify(answers)})`);
        const events = await hanna.events(messageId, address);
        same(events.includes('opened'), answers.opened === 'won', `opened in the timeline of race ${race + 1}`);
        same(events.includes('recalled'), answers.recalled === 'won', `recalled in the timeline of race ${race + 1}`);
        tally[answers.opened === 'won' ? 'opened' : 'recalled'] += 1;
        if (answers.recalled === 'won') check((await outcome(reader.open())) !== 'won', 'A recalled message opens');
      }
      console.log(`  opened won ${tally.opened}, recall won ${tally.recalled}`);
      check(tally.opened > 0 && tally.recalled > 0, 'One side always won: the race was none');
    },
  },
  {
    title: 'another account sees nothing of it: neither message, timeline nor recall',
    run: async (world) => {
      const { messageId } = await sendTo(world, 'email');
      for (const person of ['kalle', 'lisa'] as const) {
        const { client } = await world.account(person);
        const params = { id: messageId };
        same(await outcome(client.call(openMessage, { params })), 'not-found', `${PEOPLE[person].name} opens`);
        same(await outcome((await world.account(person)).timeline(messageId)), 'not-found', 'the timeline');
        same(
          await outcome(client.call(recallMessage, { params, body: { recipientIds: null } })),
          'not-found',
          `${PEOPLE[person].name} recalls`,
        );
      }
    },
  },
]);
