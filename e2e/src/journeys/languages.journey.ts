import { updateAccount } from '@sefos/shared/contract/sign-in.ts';
import type { Page } from 'playwright-core';
import { check, eventually, heading, seen } from '../harness/check.ts';
import { journey, type Scenario } from '../harness/journey.ts';
import { sendTo } from '../harness/send-to.ts';
import { Citizen } from '../pages/citizen.page.ts';
import { fillMailboxes } from '../tour.ts';

const LANGUAGES = { sv: 'Svenska', en: 'English', fi: 'Suomi' } as const;
type Language = keyof typeof LANGUAGES;

/** Texts on the screen that look like keys of the dictionary: `compose.files.label`. */
const missingKeys = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    // Domains of the demo are no keys.
    const key = /^(?!.*\.example$)[a-z]+(\.[a-zA-Z-]+)+$/;
    const texts: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) texts.push(walker.currentNode.textContent?.trim() ?? '');
    for (const element of document.querySelectorAll('[aria-label], [title], [placeholder], [alt]'))
      for (const name of ['aria-label', 'title', 'placeholder', 'alt']) texts.push(element.getAttribute(name) ?? '');
    return texts.filter((text) => key.test(text) || /\{\{|\}\}|undefined|\[object/.test(text));
  });

const speaks = async (page: Page, language: Language, where: string): Promise<void> => {
  await eventually(`${where}: html lang is ${language}`, () =>
    page.evaluate((wanted) => document.documentElement.lang === wanted, language),
  );
  const missing = await missingKeys(page);
  check(missing.length === 0, `${where} in ${language} shows ${missing.join(', ')}`);
};

/** Words that only one language has: nothing of another one may be left on the screen. */
const FOREIGN: Readonly<Record<Language, RegExp>> = {
  sv: /\b(Inbox|Sent items|Saapuneet|Lähetetyt)\b/,
  en: /\b(Inkorg|Skickade|Länkar|Mottagare|Ämne|Fortsätt|Saapuneet|Vastaanottaja)\b/,
  fi: /\b(Inkorg|Skickade|Länkar|Mottagare|Ämne|Fortsätt|Inbox|Recipients)\b/,
};

const staffPaths = [
  '/messages/inbox',
  '/messages/sent',
  '/messages/links',
  '/compose',
  '/account',
  '/contacts',
  '/messages/nothing',
];

/** The pages of Inställningar, and how many sections each has. */
const SETTINGS = {
  ...{ levels: 1, 'sign-in': 3, messages: 5, sender: 2 },
  ...{ domains: 1, 'api-keys': 1, licence: 1, support: 1 },
};

export default journey('languages', [
  {
    title: 'the sign-in page changes language at once and remembers it',
    run: async (world) => {
      const page = await world.desktop();
      await page.goto('/');
      await heading(page, 'Logga in');
      for (const language of ['en', 'fi', 'sv', 'en'] as const) {
        await page.getByRole('main').getByRole('combobox').selectOption({ label: LANGUAGES[language] });
        await speaks(page, language, 'sign-in');
      }
      await page.reload();
      await seen(page.getByRole('heading', { level: 1 }));
      await speaks(page, 'en', 'sign-in after a reload');
    },
  },
  ...(['sv', 'en', 'fi'] as const).map(
    (language): Scenario => ({
      title: `the staff screens are whole in ${LANGUAGES[language]}`,
      run: async (world) => {
        if (language === 'sv') await fillMailboxes(world);
        const kalle = await world.account('kalle');
        await kalle.client.call(updateAccount, { body: { language } });
        const page = await world.staff('kalle');
        await seen(page.getByRole('navigation').getByRole('link').first());
        for (const path of staffPaths) {
          await page.goto(path);
          await eventually(`${path} has come`, async () => (await page.getByRole('main').innerText()).length > 20);
          await speaks(page, language, path);
          const words = (await page.getByRole('main').innerText()).match(FOREIGN[language]);
          check(words === null, `${path} in ${language} says "${words?.[0]}"`);
        }
        await page.goto('/messages/inbox');
        await page.getByRole('main').getByRole('listitem').getByRole('link').first().click();
        await seen(page.getByRole('article').getByRole('heading', { level: 1 }));
        await speaks(page, language, 'reading');
        await kalle.client.call(updateAccount, { body: { language: 'sv' } });
        const olga = await world.account('olga');
        await olga.client.call(updateAccount, { body: { language } });
        const settings = await world.staff('olga', '/organisation/settings');
        await eventually('the overview has come', async () => (await settings.getByRole('listitem').count()) > 8);
        await speaks(settings, language, '/organisation/settings');
        for (const [part, sections] of Object.entries(SETTINGS)) {
          const path = `/organisation/settings/${part}`;
          await settings.goto(path);
          await eventually(`${path} has come`, async () => (await settings.getByRole('region').count()) === sections);
          await speaks(settings, language, path);
        }
        for (const path of ['/organisation/log', '/organisation/statistics']) {
          await settings.goto(path);
          await seen(settings.getByRole('main').getByRole('heading', { level: 1 }));
          await eventually(`${path} has come`, async () => (await settings.getByRole('main').innerText()).length > 300);
          await speaks(settings, language, path);
        }
        for (const path of ['/organisation/accounts', '/organisation/domains', '/organisation/directory']) {
          await settings.goto(path);
          await seen(settings.getByRole('main').getByRole('heading', { level: 1 }));
          await eventually(`${path} has come`, async () => (await settings.getByRole('main').innerText()).length > 150);
          await speaks(settings, language, path);
        }
        await olga.client.call(updateAccount, { body: { language: 'sv' } });
      },
    }),
  ),
  {
    title:
      "the citizen's page follows the sender's choice, and the citizen changes it in the middle without losing the place",
    run: async (world) => {
      const { address, link, subject } = await sendTo(world, 'email', { language: 'en' });
      const citizen = await Citizen.onPhone(world, link);
      const { page } = citizen;
      await seen(page.getByRole('heading', { level: 1 }));
      await speaks(page, 'en', 'the first page');
      for (const language of ['fi', 'sv'] as const) {
        await citizen.button(LANGUAGES[language]).click();
        await speaks(page, language, 'the address page');
      }
      await citizen.giveAddress(address);
      await citizen.open(subject);
      for (const language of ['en', 'fi', 'sv'] as const) {
        await citizen.button(LANGUAGES[language]).click();
        await speaks(page, language, 'reading');
        await heading(page, subject);
      }
    },
  },
]);
