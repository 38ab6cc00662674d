import { readFile } from 'node:fs/promises';
import type { Download, Locator, Page } from 'playwright-core';
import type { BankIdPerson } from '../harness/bankid.ts';
import { check, heading, need, seen } from '../harness/check.ts';
import type { World } from '../harness/world.ts';

/** The page of a person without an account. */
export class Citizen {
  readonly page: Page;
  readonly #world: World;

  constructor(world: World, page: Page) {
    this.#world = world;
    this.page = page;
  }

  static async onPhone(world: World, link: string): Promise<Citizen> {
    const citizen = new Citizen(world, await world.phone());
    await citizen.page.goto(link);
    return citizen;
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  async giveAddress(email: string): Promise<void> {
    await heading(this.page, 'Du har fått ett säkert meddelande');
    await this.page.getByLabel('E-postadress').fill(email);
    await this.button('Fortsätt').click();
  }

  async ready(): Promise<void> {
    await heading(this.page, 'Meddelandet är redo att öppnas');
  }

  /** Asks for a code; answers the code that came. */
  async askForCode(phone: string): Promise<string> {
    await heading(this.page, 'Identifiera dig');
    const before = await this.#world.outbox.to(phone);
    await this.button('Skicka kod').click();
    await seen(this.page.getByLabel('Kod från sms'));
    return this.#world.outbox.code(phone, before);
  }

  async giveCode(code: string): Promise<void> {
    await this.page.getByLabel('Kod från sms').fill(code);
    await this.button('Fortsätt').click();
  }

  /** After the link of a mail to everybody: has a code sent to the mailbox and answers it. */
  async askForMailedCode(address: string): Promise<string> {
    await heading(this.page, 'Visa att adressen är din');
    const before = await this.#world.outbox.to(address);
    await this.button('Skicka kod').click();
    await seen(this.page.getByLabel('Kod från mejlet'));
    return this.#world.outbox.code(address, before);
  }

  async giveMailedCode(code: string): Promise<void> {
    await this.page.getByLabel('Kod från mejlet').fill(code);
    await this.button('Fortsätt').click();
  }

  /** Starts BankID; answers the order's autoStartToken, as the button that opens the app carries it. */
  async beginBankId(): Promise<string> {
    await this.button('Identifiera dig').or(this.button('Försök igen')).first().click();
    const launch = this.page.getByRole('link', { name: /^Öppna BankID/ });
    await seen(launch);
    const href = new URL(need(await launch.getAttribute('href'), 'the address that opens BankID'));
    return need(href.searchParams.get('autostarttoken'), 'autostarttoken');
  }

  async identifyWithBankId(person: BankIdPerson): Promise<void> {
    await heading(this.page, 'Identifiera dig');
    await this.#world.bankId.identify(person, await this.beginBankId());
  }

  /** The click that opens. */
  async open(subject: string): Promise<void> {
    await this.ready();
    await this.button('Öppna meddelande').click();
    await heading(this.page, subject);
  }

  /** Presses a download button and answers what the browser got. */
  async download(button: Locator): Promise<Download> {
    const [download] = await Promise.all([this.page.waitForEvent('download'), button.click()]);
    check((await download.failure()) === null, `The download failed: ${await download.failure()}`);
    return download;
  }

  file(name: string): Locator {
    return this.page.getByRole('listitem').filter({ hasText: name }).getByRole('button', { name: 'Ladda ner' });
  }

  async reply(text: string, paths: readonly string[] = []): Promise<void> {
    await this.button('Svara').click();
    await this.page.getByLabel('Ditt svar').fill(text);
    if (paths.length > 0) {
      const chooser = this.page.waitForEvent('filechooser');
      await this.button('Lägg till filer').click();
      await (await chooser).setFiles([...paths]);
      for (const [index] of paths.entries())
        await seen(this.page.getByRole('listitem').filter({ hasText: 'Klar' }).nth(index));
    }
    await this.button('Skicka svar').click();
    await heading(this.page, 'Ditt svar är skickat');
  }
}

export const bytesOf = async (download: Download): Promise<Buffer> => readFile(await download.path());
