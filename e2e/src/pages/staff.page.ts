import type { Locator, Page } from 'playwright-core';
import { PASSWORD, PEOPLE, type PersonKey } from '../harness/account.ts';
import type { BankIdPerson } from '../harness/bankid.ts';
import { heading, type Screen, seen } from '../harness/check.ts';
import type { World } from '../harness/world.ts';

export const accountMenu = (page: Screen): Locator => page.getByRole('button', { name: /^Konto: / });

/** Types e-mail and password and sends them. */
export const givePassword = async (page: Screen, email: string, password = PASSWORD): Promise<void> => {
  await page.getByLabel('E-postadress').fill(email);
  await page.getByLabel('Lösenord', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Logga in', exact: true }).click();
};

/** Signs in on the page as a person does: e-mail, password, code by SMS. */
export const signIn = async (world: World, page: Page, person: PersonKey): Promise<void> => {
  const { email, phone } = PEOPLE[person];
  const before = await world.outbox.to(phone);
  await page.goto('/');
  await givePassword(page, email);
  await page.getByLabel('Kod från sms').fill(await world.outbox.code(phone, before));
  await heading(page, 'Inkorg');
};

/** Signs in at the simulated Entra ID. */
export const signInWithEntra = async (page: Page, person: PersonKey): Promise<void> => {
  await page.goto('/');
  await page.getByRole('button', { name: 'Logga in med Microsoft Entra ID' }).click();
  await page.getByRole('button', { name: PEOPLE[person].name }).click();
  await heading(page, 'Inkorg');
};

/** A row of the folder that is shown. */
export const row = (page: Screen, text: string | RegExp): Locator =>
  page.getByRole('listitem').getByRole('link', { name: text });

export const openRow = async (page: Screen, subject: string): Promise<void> => {
  await row(page, subject).click();
  await heading(page, subject);
};

export const goToFolder = async (
  page: Screen,
  folder: 'Inkorg' | 'Skickade' | 'Länkar' | 'Utkast' | 'Borttagna',
): Promise<void> => {
  await page.getByRole('navigation').getByRole('link', { name: folder }).click();
  await heading(page, folder);
};

/** The timeline's part about one recipient, unfolded. */
export const timelineOf = async (page: Screen, address: string | RegExp): Promise<Locator> => {
  // What can be done for her is a button with her name too.
  const header = page.getByRole('button', { name: address }).and(page.locator('[aria-expanded]'));
  await seen(header);
  if ((await header.getAttribute('aria-expanded')) === 'false') await header.click();
  return header;
};

/** Identifies in the dialogue that asks for a higher level. */
export const stepUpWithBankId = async (world: World, page: Screen, person: BankIdPerson): Promise<void> => {
  const dialog = page.getByRole('dialog', { name: 'Identifiera dig säkrare' });
  await dialog.getByRole('button', { name: 'Identifiera dig med BankID' }).click();
  await seen(dialog.getByRole('img', { name: 'QR-kod för BankID' }));
  await world.bankId.identify(person);
  await dialog.waitFor({ state: 'hidden' });
};

/** Changes to a mailbox, whose line says how much is unread. */
export const enterMailbox = async (page: Page, name: string): Promise<void> => {
  const mailboxes = page.getByLabel('Brevlåda', { exact: true });
  const line = mailboxes.getByRole('option', { name: new RegExp(`^${name}`) });
  await line.waitFor({ state: 'attached' });
  await mailboxes.selectOption(await line.getAttribute('value'));
};
