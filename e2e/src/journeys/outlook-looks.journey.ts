import { randomBytes } from 'node:crypto';
import { updateAccount } from '@sefos/shared/contract/sign-in.ts';
import { PEOPLE } from '../harness/account.ts';
import { check, eventually, same, seen } from '../harness/check.ts';
import { journey, type Scenario } from '../harness/journey.ts';
import { pressButton, tabTo } from '../harness/keyboard.ts';
import { THEMES, type ThemeName } from '../harness/looks.ts';
import { hemligt, word } from '../harness/outlook-cases.ts';
import { Outlook } from '../pages/outlook.page.ts';
import { focusIsSeen, lookAtPane } from '../pages/outlook-looks.ts';
import { mailFile, person } from '../pages/outlook-mail.ts';

const LANGUAGES = {
  en: ['Encrypt message', /^Encrypt and send$/, /^Sent encrypted$/i],
  fi: ['Salaa viesti', /^Salaa ja lähetä$/, /salattu/i],
} as const;
type Language = keyof typeof LANGUAGES;
type Words = (typeof LANGUAGES)[Language];

/** Every stage of the pane in one theme, at its own 320 px. */
const looks = (theme: ThemeName): Scenario => ({
  title: `axe finds nothing in any stage in ${theme} at 320 px, and nothing scrolls sideways`,
  run: async (world) => {
    const findings: string[] = [];
    const outlook = await Outlook.open(world, { theme });
    await outlook.page.emulateMedia(THEMES[theme]);
    const look = (stage: string) => lookAtPane(outlook, `outlook-compose-${stage}-${theme}`, findings);
    const long = person('lång.adress.till.en.medborgare.med.mycket.långt.namn@exempelkommun.example.org');
    const cloud = mailFile('Budget 2027 med ett mycket långt namn som inte ryms.xlsx', '', { kind: 'cloud' });
    await outlook.write({
      ...hemligt(word('Ett ovanligt långt ämne om bostadsanpassningsbidragshandläggning ')),
      cc: [long, { emailAddress: '', displayName: 'Anna', recipientType: 'other' }],
      bcc: [person('lista.alla@storkommun.example', 'Alla på förvaltningen')],
      attachments: [mailFile('Beslut om bostadsanpassningsbidrag 2026.pdf', 'pdf'), cloud],
    });
    await outlook.form();
    await outlook.press();
    await outlook.heading('Det här behöver ändras först');
    await look('obstacles');
    await outlook.tell('set', 'fail', 'saveAsync:1,body.setAsync:1,sendAsync:1');
    await outlook.write(hemligt(word('Utseende ')));
    await outlook.form();
    await outlook.chooseLevel(2);
    await outlook.pane.getByRole('button', { name: /^Så identifieras/ }).click();
    await look('form');
    await outlook.press();
    await seen(outlook.text('Skriv ett mobilnummer'));
    await look('refused');
    await outlook.chooseLevel(1);
    await outlook.press();
    await outlook.end('Inte skickat');
    await look('not-sent');
    await outlook.press('Försök igen');
    await outlook.end('Skickat krypterat, men inte klart');
    await look('not-finished');
    await outlook.press('Fortsätt');
    await outlook.end('Skickat krypterat, men inte klart');
    await outlook.press('Försök igen');
    await outlook.end('Skickat krypterat');
    await look('done');

    check(findings.length === 0, `${findings.length} findings:\n  ${findings.join('\n  ')}`);
  },
});

/** Kryptera meddelande in every language, by keys alone, and in every theme. */
export default journey('outlook-looks', [
  {
    title: 'it speaks the language of the account, and before sign-in that of Outlook',
    run: async (world) => {
      const stranger = await Outlook.open(world, { locale: 'fi-FI', token: 'other-tenant' });
      await stranger.write({ subject: 'x', to: [], bodyHtml: '' });
      await eventually('It speaks Finnish', () =>
        stranger.frame().evaluate(() => document.documentElement.lang === 'fi'),
      );
      const { client } = await world.account('hanna');
      for (const [language, [title, button, end]] of Object.entries(LANGUAGES) as [Language, Words][]) {
        await client.call(updateAccount, { body: { language } });
        const outlook = await Outlook.open(world, { locale: `${language}-X` });
        await outlook.write({ subject: word('Språk '), to: [person(PEOPLE.kalle.email)], bodyHtml: '<p>Hej</p>' });
        await outlook.heading(title);
        same(await outlook.frame().evaluate(() => document.documentElement.lang), language, 'html lang');
        await outlook.button(button).click();
        await seen(outlook.pane.getByRole('heading', { level: 1, name: end }));
      }
      await client.call(updateAccount, { body: { language: 'sv' } });
    },
  },
  {
    title: 'Tab, Enter, Space and arrows alone lead from Kryptera meddelande to the end, with the focus in sight',
    run: async (world) => {
      const address = `tangent.${randomBytes(3).toString('hex')}@example.org`;
      const subject = word('Bara tangenter ');
      const outlook = await Outlook.open(world);
      await outlook.tell('compose', { subject, to: [person(address)], bodyHtml: '<p>Hej</p>' });
      const ribbon = outlook.page.getByRole('button', { name: 'Kryptera meddelande', exact: true });
      await tabTo(outlook.page, ribbon, 'Kryptera meddelande');
      await outlook.page.keyboard.press('Enter');
      await outlook.form();
      const frame = outlook.frame();
      const { keyboard } = outlook.page;
      await tabTo(frame, frame.getByRole('radio', { checked: true }), 'Tillitsnivå');
      await focusIsSeen(frame, 'the level');
      while (!(await frame.getByRole('radio', { name: /^LoA2/ }).isChecked())) await keyboard.press('ArrowUp');
      // Without a number: refused, and the focus goes where it is to be written.
      await pressButton(frame, 'Kryptera och skicka');
      const phone = frame.getByRole('textbox', { name: 'Mobilnummer' });
      await eventually('The focus is in the number', () => phone.evaluate((input) => input === document.activeElement));
      await keyboard.type('0701740672');
      await tabTo(frame, frame.getByRole('button', { name: 'Kryptera och skicka' }), 'Kryptera och skicka');
      await focusIsSeen(frame, 'Kryptera och skicka');
      await keyboard.press('Enter');
      await outlook.end('Skickat krypterat');
      same(await frame.evaluate(() => document.activeElement?.tagName), 'H1', 'the focus at the end');
    },
  },
  looks('light'),
  looks('dark'),
  looks('contrast'),
]);
