import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { PEOPLE, to } from '../harness/account.ts';
import { axeFindings } from '../harness/axe.ts';
import { check, eventually, heading, same, seen } from '../harness/check.ts';
import { journey } from '../harness/journey.ts';
import { accountMenu } from '../pages/staff.page.ts';

/** What a button saves, as text. */
const saved = async (page: Page, button: string): Promise<string> => {
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: button }).click();
  return readFile(await (await download).path(), 'utf8');
};

/** The cells of a table's row, by its first cell. */
const cellsOf = (page: Page, table: string, row: string): Promise<string[]> =>
  page.getByRole('table', { name: table }).getByRole('row', { name: row }).getByRole('cell').allTextContents();

/** What an organisation can show afterwards: its log and its figures. */
export default journey('evidence', [
  {
    title: 'an administrator sees the figures of a period as table and chart, and takes them out',
    run: async (world) => {
      const hanna = await world.account('hanna');
      await hanna.send({ to: [to.account('kalle'), to.account('olga')], subject: 'Syns inte i loggen' });
      const page = await world.staff('olga', '/organisation/statistics');
      await heading(page, 'Statistik för Storkommun');
      await eventually(
        'what was sent is counted',
        async () => {
          await page.reload();
          await heading(page, 'Statistik för Storkommun');
          const [sent] = await cellsOf(page, 'Meddelanden', 'SEFOS-meddelanden');
          return sent === '1' || undefined;
        },
        { withinMs: 60_000, everyMs: 3_000 },
      );
      same(await cellsOf(page, 'Meddelanden', 'SEFOS-meddelanden'), ['1', '2', '3'], 'messages');
      same(await cellsOf(page, 'Konton', 'Utgående'), ['3'], 'accounts');
      await seen(page.locator('svg path'));
      same(await axeFindings(page), [], 'what axe finds in the statistics');
      const csv = await saved(page, 'Ladda ner CSV');
      check(csv.includes('"Meddelanden";"";"";"message";"Mottagna";"2"'), `The file lacks a figure: ${csv}`);
      await page.getByLabel('Från', { exact: true }).fill('2020-01-01');
      await page.getByLabel('Till', { exact: true }).fill('2020-01-31');
      await page.getByRole('button', { name: 'Visa', exact: true }).press('Enter');
      await seen(page.getByText('Statistik från 1 januari 2020 till 31 januari 2020'));
      same(await cellsOf(page, 'Meddelanden', 'SEFOS-meddelanden'), ['0', '0', '0'], 'messages before there were any');
    },
  },
  {
    title: 'an administrator finds who did what, takes the log out, and sees that it is as it was written',
    run: async (world) => {
      const page = await world.staff('olga');
      await accountMenu(page).click();
      await page.getByRole('menuitem', { name: 'Min organisation' }).click();
      await page.getByRole('link', { name: 'Händelselogg' }).click();
      await heading(page, 'Händelselogg för Storkommun');
      const events = page.getByRole('region', { name: 'Händelser' });
      await seen(events.getByRole('button', { name: /Läste i händelseloggen.*Olga Orgadmin/ }));
      await page.getByLabel('Vem', { exact: true }).fill(PEOPLE.hanna.email);
      await page.getByLabel('Händelse', { exact: true }).selectOption({ label: 'Skickade ett meddelande' });
      await page.getByRole('button', { name: 'Sök' }).press('Enter');
      await seen(page.getByRole('status').filter({ hasText: /^1 händelse/ }));
      await events.getByRole('button').press('Enter');
      await seen(page.getByRole('dialog', { name: 'Skickade ett meddelande' }).getByText('Hanna Handläggare'));
      await page.keyboard.press('Escape');
      const csv = await saved(page, 'Ladda ner CSV');
      same(csv.trim().split('\r\n').length, 2, 'lines of the file');
      check(csv.includes('message.sent') && !csv.includes('Syns inte'), `Not what the log should say: ${csv}`);
      const verified = page.getByText(/^Verifierad till/);
      await eventually(
        'the log is verified',
        async () => {
          await page.reload();
          await heading(page, 'Händelselogg för Storkommun');
          return (await verified.isVisible()) || undefined;
        },
        { withinMs: 90_000, everyMs: 3_000 },
      );
      same(await axeFindings(page), [], 'what axe finds in the log');
    },
  },
]);
