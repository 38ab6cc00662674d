import type { Locator } from 'playwright-core';
import { eventually, heading, type Screen, seen, windowOf } from '../harness/check.ts';

export type Level = 1 | 2 | 3;
export type Method = 'E-post' | 'SMS' | 'BankID' | 'Freja eID' | 'SITHS';

/** The composer, found by the names that UX.md gives its controls. */
export class Composer {
  readonly page: Screen;

  constructor(page: Screen) {
    this.page = page;
  }

  async begin(): Promise<void> {
    await this.page.getByRole('button', { name: 'Nytt meddelande' }).click();
    await heading(this.page, /^Nytt meddelande Steg 1 av \d+$/);
  }

  recipients(field: 'Mottagare' | 'Kopia' = 'Mottagare'): Locator {
    return this.page.getByRole('combobox', { name: field });
  }

  subject(): Locator {
    return this.page.getByRole('textbox', { name: 'Ämne' });
  }

  body(): Locator {
    return this.page.getByRole('textbox', { name: 'Meddelande', exact: true });
  }

  /** Adds recipients one by one and waits until each is known as `kind`. */
  async addRecipient(address: string, kind: RegExp, field: 'Mottagare' | 'Kopia' = 'Mottagare'): Promise<void> {
    await this.recipients(field).fill(address);
    await this.recipients(field).press('Enter');
    await seen(this.page.getByTitle(new RegExp(`${address.replaceAll(/[.+]/g, '\\$&')}.*${kind.source}`)));
  }

  async write(subject: string, text: string): Promise<void> {
    await this.subject().fill(subject);
    await seen(this.page.getByRole('toolbar', { name: 'Formatering' }));
    await this.body().click();
    await this.body().pressSequentially(text);
  }

  /** Chooses files with the button, and waits until all of them are there. */
  async attach(paths: readonly string[], withinMs = 120_000): Promise<void> {
    const chooser = windowOf(this.page).waitForEvent('filechooser');
    await this.page.getByRole('button', { name: 'Lägg till filer' }).click();
    await (await chooser).setFiles([...paths]);
    const done = this.page.getByRole('listitem').filter({ hasText: 'Klar' });
    await eventually(
      `${paths.length} files are uploaded`,
      async () => {
        const refused = await this.page.getByText('Gick inte att ladda upp.').count();
        if (refused > 0) throw new Error('an upload failed');
        return (await done.count()) >= paths.length;
      },
      { withinMs },
    );
  }

  /** Everything that was written is saved. */
  async saved(): Promise<void> {
    await seen(this.page.getByText('Utkast sparat', { exact: true }));
  }

  async goOn(): Promise<void> {
    await this.page.getByRole('button', { name: 'Fortsätt', exact: true }).click();
  }

  level(level: Level): Locator {
    return this.page.getByRole('radio', { name: new RegExp(`^LoA${level}`) });
  }

  async chooseLevel(level: Level, { replyAllowed = true } = {}): Promise<void> {
    await this.level(level).check();
    const reply = this.page.getByLabel('Mottagaren kan svara');
    await reply.setChecked(replyAllowed);
  }

  /** The step of one recipient without an account has come; `name`: as the address book knows her. */
  async external(address: string, name?: string): Promise<void> {
    const who = name === undefined ? address : `${name} (${address})`;
    await seen(this.page.getByText(`Så identifieras ${who}`, { exact: true }));
  }

  async chooseMethod(method: Method): Promise<void> {
    const field = this.page.getByLabel('Identifieringsmetod');
    const radio = this.page.getByRole('radio', { name: method });
    if ((await radio.count()) > 0) await radio.check();
    else await field.selectOption({ label: method });
  }

  /** Names of the methods that are offered. */
  async methodsOffered(): Promise<string[]> {
    const options = this.page.getByLabel('Identifieringsmetod').getByRole('option');
    if ((await options.count()) > 0) return options.allInnerTexts();
    return this.page
      .getByRole('radiogroup', { name: 'Identifieringsmetod' })
      .getByRole('radio')
      .evaluateAll((radios) =>
        radios.map((radio) => (radio as HTMLInputElement).labels?.[0]?.innerText ?? radio.getAttribute('value') ?? ''),
      );
  }

  phone(): Locator {
    return this.page.getByLabel('Mobilnummer');
  }

  personalNumber(): Locator {
    return this.page.getByLabel('Personnummer');
  }

  openText(): Locator {
    return this.page.getByRole('textbox', { name: 'Öppet meddelande' });
  }

  async send(): Promise<void> {
    await this.page.getByRole('button', { name: 'Skicka', exact: true }).click();
  }

  async sent(): Promise<void> {
    await seen(this.page.getByText('Meddelandet är skickat.'));
  }
}
