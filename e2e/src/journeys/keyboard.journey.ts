import { PASSWORD, PEOPLE, to } from '../harness/account.ts';
import { axeFindings } from '../harness/axe.ts';
import { check, eventually, heading, same, seen } from '../harness/check.ts';
import { journey } from '../harness/journey.ts';
import { pressButton, tabTo } from '../harness/keyboard.ts';
import { sendTo } from '../harness/send-to.ts';
import { row } from '../pages/staff.page.ts';

/** Tab, Enter, Space and arrows only; no page.click anywhere in this file. */
export default journey('keyboard', [
  {
    title: 'from sign-in through the composer to Skickade',
    run: async (world) => {
      const page = await world.desktop();
      const { email, phone } = PEOPLE.hanna;
      const before = await world.outbox.to(phone);
      await page.goto('/');
      await tabTo(page, page.getByLabel('E-postadress'), 'E-postadress');
      await page.keyboard.type(email);
      await page.keyboard.press('Tab');
      await page.keyboard.type(PASSWORD);
      await page.keyboard.press('Enter');
      await seen(page.getByLabel('Kod från sms'));
      await eventually('The code field has the focus', () =>
        page.getByLabel('Kod från sms').evaluate((element) => element === document.activeElement),
      );
      await page.keyboard.type(await world.outbox.code(phone, before));
      await heading(page, 'Inkorg');
      await pressButton(page, 'Nytt meddelande');
      await heading(page, /^Nytt meddelande/);
      await tabTo(page, page.getByRole('combobox', { name: 'Mottagare' }), 'Mottagare');
      await page.keyboard.type('kal');
      await seen(page.getByRole('option', { name: PEOPLE.kalle.name }));
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await seen(page.getByTitle(/Kollega/));
      await page.keyboard.type('tangent@example.org');
      await page.keyboard.press('Enter');
      await seen(page.getByTitle(/Utan konto/));
      await tabTo(page, page.getByRole('textbox', { name: 'Ämne' }), 'Ämne');
      await page.keyboard.type('Bara tangenter');
      await seen(page.getByRole('toolbar', { name: 'Formatering' }));
      await tabTo(page, page.getByRole('textbox', { name: 'Meddelande', exact: true }), 'Meddelande');
      await page.keyboard.press('Control+b');
      await page.keyboard.type('Fet text');
      await pressButton(page, 'Fortsätt');
      await tabTo(page, page.getByRole('radio', { checked: true }), 'Tillitsnivå');
      while (!(await page.getByRole('radio', { name: /^LoA1/ }).isChecked())) await page.keyboard.press('ArrowUp');
      await pressButton(page, 'Fortsätt');
      await seen(page.getByText('Så identifieras tangent@example.org'));
      await tabTo(page, page.getByLabel('Identifieringsmetod'), 'Identifieringsmetod');
      await pressButton(page, 'Skicka');
      await heading(page, 'Skickade');
      await world.outbox.next('tangent@example.org');
    },
  },
  {
    title: 'from the list into a message and back, and recall with the dialogue',
    run: async (world) => {
      const { subject } = await sendTo(world, 'email');
      const page = await world.staff('hanna', '/messages/sent');
      await heading(page, 'Skickade');
      const link = page.getByRole('listitem').getByRole('link', { name: subject });
      await tabTo(page, page.getByRole('list', { name: 'Skickade' }).getByRole('link').first(), 'the list');
      for (let rows = 0; rows < 5; rows += 1) {
        if (await link.evaluate((element) => element === document.activeElement)) break;
        await page.keyboard.press('ArrowDown');
      }
      await page.keyboard.press('Enter');
      await heading(page, subject);
      await pressButton(page, 'Återkalla');
      await seen(page.getByRole('alertdialog'));
      await page.keyboard.press('Escape');
      await page.getByRole('alertdialog').waitFor({ state: 'hidden' });
      await pressButton(page, 'Återkalla');
      const confirm = page.getByRole('alertdialog').getByRole('button', { name: 'Återkalla' });
      await tabTo(page, confirm, 'Återkalla in the dialogue');
      await page.keyboard.press('Enter');
      await seen(page.getByText('Återkallat för 1 mottagare.'));
    },
  },
  {
    title: 'a folder: search, filter, several chosen, archived, undone, deleted, and back from Arkiv and Borttagna',
    run: async (world) => {
      const hanna = await world.account('hanna');
      for (const subject of ['Bygglov ett', 'Bygglov två', 'Bygglov tre', 'Semesterlista']) {
        await hanna.send({ to: [to.account('kalle')], subject });
      }
      const page = await world.staff('kalle');
      await seen(row(page, 'Semesterlista'));
      const press = (key: string) => page.keyboard.press(key);
      const shown = async (subjects: readonly string[]) =>
        eventually(`The list shows ${subjects.join(', ')}`, async () => {
          const names = await page
            .getByRole('list', { name: /^(Inkorg|Arkiv|Borttagna)$/ })
            .getByRole('link')
            .allInnerTexts();
          return names.length === subjects.length && subjects.every((subject, at) => names[at]?.includes(subject));
        });
      await press('/');
      await eventually('The search field has the focus', () =>
        page.getByRole('searchbox', { name: 'Sök' }).evaluate((element) => element === document.activeElement),
      );
      await page.keyboard.type('byggl');
      await shown(['Bygglov tre', 'Bygglov två', 'Bygglov ett']);
      check(!page.url().includes('byggl'), `The words stand in the address: ${page.url()}`);
      await press('ArrowDown');
      await press('Space');
      await press('Shift+ArrowDown');
      await seen(page.getByText('2 markerade'));
      await press('e');
      await shown(['Bygglov ett']);
      await seen(page.getByText('2 meddelanden arkiverade.'));
      await eventually('The next row has the focus', () =>
        row(page, 'Bygglov ett').evaluate((element) => element === document.activeElement),
      );
      await press('Control+z');
      await shown(['Bygglov tre', 'Bygglov två', 'Bygglov ett']);
      await press('Home');
      await press('Delete');
      await shown(['Bygglov två', 'Bygglov ett']);
      await press('e');
      await shown(['Bygglov ett']);
      await press('/');
      await press('Escape');
      await seen(row(page, 'Semesterlista'));
      await pressButton(page, 'Filter');
      const panel = page.getByRole('dialog', { name: 'Filter' });
      await tabTo(page, panel.getByLabel('Avsändare'), 'Avsändare');
      await page.keyboard.type('ingen');
      await press('Enter');
      await seen(page.getByText('Inga träffar'));
      await pressButton(page, 'Rensa');
      await seen(row(page, 'Semesterlista'));
      await tabTo(page, page.getByRole('navigation').getByRole('link', { name: 'Arkiv' }), 'Arkiv', 'Shift+Tab');
      await press('Enter');
      await heading(page, 'Arkiv');
      await shown(['Bygglov två']);
      await tabTo(page, row(page, 'Bygglov två'), 'the row');
      await press('e');
      await seen(page.getByText('Arkivet är tomt'));
      await tabTo(
        page,
        page.getByRole('navigation').getByRole('link', { name: 'Borttagna' }),
        'Borttagna',
        'Shift+Tab',
      );
      await press('Enter');
      await heading(page, 'Borttagna');
      await shown(['Bygglov tre']);
      await tabTo(page, row(page, 'Bygglov tre'), 'the deleted row');
      await press('Enter');
      await seen(page.getByText('Du har tagit bort meddelandet.', { exact: false }));
      await page.goBack();
      await tabTo(page, row(page, 'Bygglov tre'), 'the deleted row again');
      await press('Delete');
      const question = page.getByRole('alertdialog', { name: 'Ta bort 1 meddelande för gott?' });
      await tabTo(page, question.getByRole('button', { name: 'Ta bort för gott' }), 'Ta bort för gott');
      await press('Enter');
      await seen(page.getByText('Inget borttaget'));
      const left = (await (await world.account('kalle')).rows('inbox')).map(({ subject }) => subject);
      check(left.includes('Bygglov två') && !left.includes('Bygglov tre'), `The inbox has ${left.join(', ')}`);
    },
  },
  {
    title: 'the skip link leads to the content, and the account menu opens with arrows',
    run: async (world) => {
      const page = await world.staff('hanna');
      await heading(page, 'Inkorg');
      await page.keyboard.press('Tab');
      const skip = page.getByRole('link', { name: 'Hoppa till innehållet' });
      check(await skip.evaluate((element) => element === document.activeElement), 'The skip link is not first');
      await seen(skip);
      await page.keyboard.press('Enter');
      await eventually('The focus is in the content', () =>
        page.getByRole('main').evaluate((element) => element.contains(document.activeElement)),
      );
      await page.reload();
      await heading(page, 'Inkorg');
      await pressButton(page, /^Konto: /);
      await seen(page.getByRole('menuitem', { name: 'Mitt konto' }));
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Escape');
      await page.getByRole('menuitem', { name: 'Mitt konto' }).waitFor({ state: 'hidden' });
    },
  },
  {
    title: 'on a low screen the list is read row by row, and menus end where their lines do; fields have one ring',
    run: async (world) => {
      const hanna = await world.account('hanna');
      for (const number of [1, 2, 3, 4, 5, 6]) {
        await hanna.send({ to: [to.account('kalle')], subject: `Låg skärm ${number}` });
      }
      for (const viewport of [
        { width: 320, height: 256 },
        { width: 640, height: 320 },
      ]) {
        const page = await world.staff('kalle', '/messages/inbox', { viewport });
        await tabTo(page, row(page, 'Låg skärm 6'), 'the list');
        for (let rows = 0; rows < 4; rows += 1) await page.keyboard.press('ArrowDown');
        await eventually(`Three rows and the one with the focus are seen at ${viewport.height} px`, async () =>
          page.evaluate(() => {
            const isSeen = (element: Element | null | undefined) => {
              const { top, bottom } = element?.getBoundingClientRect() ?? { top: -1, bottom: -1 };
              return top >= 0 && bottom <= window.innerHeight;
            };
            const seenRows = [...document.querySelectorAll('[data-row]')].filter(isSeen).length;
            return seenRows >= 3 && isSeen(document.activeElement?.closest('li'));
          }),
        );
      }
      const page = await world.staff('kalle', '/messages/inbox', { viewport: { width: 320, height: 640 } });
      await heading(page, 'Inkorg');
      await pressButton(page, /^Konto: /);
      const menu = page.getByRole('menu');
      await seen(menu);
      const { height } = (await menu.boundingBox()) ?? { height: 0 };
      check(height < 200, `The account menu is ${height} px high`);
      same(await axeFindings(page), [], 'the account menu');
      await page.keyboard.press('Escape');
      await eventually('The focus is on the button of the menu again', () =>
        page.getByRole('button', { name: /^Konto: / }).evaluate((element) => element === document.activeElement),
      );
      await pressButton(page, 'Filter');
      const level = page.getByRole('dialog', { name: 'Filter' }).getByLabel('Tillitsnivå');
      await tabTo(page, level, 'Tillitsnivå');
      const ring = await level.evaluate((element) => {
        const { outlineColor, outlineStyle, outlineWidth } = getComputedStyle(element);
        return `${outlineWidth} ${outlineStyle} ${outlineColor}`;
      });
      check(ring.startsWith('2px solid') && !ring.includes('rgba(0, 0, 0, 0)'), `The ring of a choice is ${ring}`);
    },
  },
  {
    title: 'the citizen: address, code, opening, a file, an answer and closing',
    run: async (world) => {
      const phone = '+46701740611';
      const { address, link, subject } = await sendTo(world, 'sms', { phone, files: 1 });
      const page = await world.desktop();
      await page.goto(link);
      await tabTo(page, page.getByLabel('E-postadress'), 'E-postadress');
      await page.keyboard.type(address);
      await page.keyboard.press('Enter');
      await heading(page, 'Identifiera dig');
      const before = await world.outbox.to(phone);
      await pressButton(page, 'Skicka kod');
      await seen(page.getByLabel('Kod från sms'));
      await tabTo(page, page.getByLabel('Kod från sms'), 'Kod från sms');
      await page.keyboard.type(await world.outbox.code(phone, before));
      await page.keyboard.press('Enter');
      await heading(page, 'Meddelandet är redo att öppnas');
      await pressButton(page, 'Öppna meddelande');
      await heading(page, subject);
      await eventually('The heading has the focus', () =>
        page.getByRole('heading', { name: subject }).evaluate((element) => element === document.activeElement),
      );
      const download = page.waitForEvent('download');
      await pressButton(page, 'Ladda ner');
      await download;
      await pressButton(page, 'Svara');
      await tabTo(page, page.getByLabel('Ditt svar'), 'Ditt svar');
      await page.keyboard.type('Svar utan mus');
      await pressButton(page, 'Skicka svar');
      await heading(page, 'Ditt svar är skickat');
      await pressButton(page, 'Stäng');
      await heading(page, 'Meddelandet är stängt');
    },
  },
]);
