import { PEOPLE, to } from '../harness/account.ts';
import { ApiProblem } from '../harness/api-client.ts';
import { check, eventually, need, same } from '../harness/check.ts';
import { journey } from '../harness/journey.ts';

const SENDS = 200;
/** Killed when about so many have been answered: in the middle. */
const KILL_AFTER = 60;

/** kill -9 loses nothing that was answered, and makes nothing twice. */
export default journey('crash', [
  {
    title: `kill -9 in the middle of ${SENDS} sends: what was answered is there once, and every link is notified`,
    ownServer: true,
    run: async (world) => {
      const server = need(world.server, 'the server');
      const hanna = await world.account('hanna');
      const kalle = await world.account('kalle');
      const answered: { id: string; subject: string; address: string }[] = [];
      let killed: Promise<unknown> | undefined;
      const sendOne = async (index: number): Promise<void> => {
        const subject = `Krasch ${index}`;
        const address = `krasch.${index}@example.org`;
        try {
          const id = await hanna.send({ to: [to.account('kalle'), to.email(address)], subject });
          answered.push({ id, subject, address });
        } catch (error) {
          // After the kill nobody answers; a refusal before it would be a fault.
          if (!killed || error instanceof ApiProblem) throw error;
        }
        if (answered.length >= KILL_AFTER) killed ??= server.end('SIGKILL');
      };
      const sends = await Promise.allSettled(Array.from({ length: SENDS }, (_, index) => sendOne(index)));
      await killed;
      const refused = sends.filter(({ status }) => status === 'rejected');
      check(killed !== undefined, `The server was not killed: ${answered.length} answered`);
      check(refused.length === 0, `Sends were refused: ${JSON.stringify(refused[0])}`);
      check(answered.length < SENDS, 'All sends were answered before the kill: it proves nothing');
      console.log(`  ${answered.length} of ${SENDS} sends were answered before kill -9`);

      const began = await server.begin();
      console.log(`  start after kill -9: ${Math.round(began)} ms`);
      const [sent, inbox, links] = await Promise.all([hanna.rows('sent'), kalle.rows('inbox'), hanna.rows('links')]);
      const problems: string[] = [];
      const once = (what: string, count: number, { subject }: { subject: string }) => {
        if (count !== 1) problems.push(`${subject}: ${count} ${what}`);
      };
      for (const message of answered) {
        once('in Skickade', sent.filter(({ messageId }) => messageId === message.id).length, message);
        once("in Kalle's inbox", inbox.filter(({ messageId }) => messageId === message.id).length, message);
        once('links', links.filter(({ messageId }) => messageId === message.id).length, message);
      }
      // What was not answered is there whole or not at all.
      for (const row of sent) {
        once("in Kalle's inbox", inbox.filter(({ messageId }) => messageId === row.messageId).length, {
          subject: row.subject ?? '',
        });
        once('links', links.filter(({ messageId }) => messageId === row.messageId).length, {
          subject: row.subject ?? '',
        });
      }
      same(problems, [], 'lost or doubled messages');
      same(inbox.length, sent.length, 'messages in the inbox');

      await eventually(
        'Every recipient without an account has got at least one mail',
        async () => {
          const mailed = new Set((await world.outbox.all()).flatMap((mail) => mail.to));
          const missing = links.filter((row) => !mailed.has(row.recipients[0]?.address ?? ''));
          if (missing.length > 0) throw new Error(`${missing.length} of ${links.length} have got none`);
          return true;
        },
        { withinMs: 90_000, everyMs: 500 },
      );
    },
  },
  {
    title: 'after the crash a citizen opens her message, and Kalle his',
    ownServer: true,
    run: async (world) => {
      const kalle = await world.account('kalle');
      const [row] = await kalle.rows('inbox');
      const page = await world.staff('kalle');
      await page
        .getByRole('listitem')
        .getByRole('link', { name: need(row?.subject, 'a subject') })
        .first()
        .click();
      await eventually(
        'The message is open',
        async () =>
          (await page
            .getByRole('article')
            .getByRole('heading', { name: row?.subject ?? '' })
            .count()) > 0,
      );
      const hanna = await world.account('hanna');
      await eventually('The sender sees it', async () =>
        (await hanna.events(row?.messageId ?? '', PEOPLE.kalle.email)).includes('opened'),
      );
    },
  },
]);
