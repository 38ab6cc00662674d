import { check, eventually } from './check.ts';

/** A captured mail or SMS, as `/dev/outbox.json` tells it. */
export interface Captured {
  readonly id: string;
  readonly at: string;
  readonly channel: 'mail' | 'sms';
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly headers: Readonly<Record<string, unknown>>;
}

/** What the product has sent: newest first. */
export class Outbox {
  readonly #url: string;

  constructor(url: string) {
    this.#url = url;
  }

  async all(): Promise<readonly Captured[]> {
    return (await (await fetch(`${this.#url}/dev/outbox.json`)).json()) as Captured[];
  }

  async to(address: string): Promise<readonly Captured[]> {
    return (await this.all()).filter(({ to }) => to.includes(address));
  }

  /** The newest one to `address` that is none of `before`. */
  async next(address: string, before: readonly Captured[] = []): Promise<Captured> {
    const known = new Set(before.map(({ id }) => id));
    return eventually(`A message to ${address} in the outbox`, async () =>
      (await this.to(address)).find(({ id }) => !known.has(id)),
    );
  }

  /** The code of the newest SMS or mail to `address` that is none of `before`. */
  async code(address: string, before: readonly Captured[] = []): Promise<string> {
    const { text } = await this.next(address, before);
    const code = /(?<!\d)\d{6}(?!\d)/.exec(text)?.[0];
    check(code, `The message to ${address} holds no code of six digits`);
    return code;
  }

  /** The address behind the green button of the newest mail to `address`. */
  async link(address: string): Promise<string> {
    return linkOf(await this.next(address));
  }
}

/** Where the mail's one button leads. */
export const linkOf = (mail: Captured): string => {
  const links = [...mail.html.matchAll(/<a\b[^>]*\bhref="([^"]+)"/g)].map((match) => match[1] ?? '');
  const ours = links.filter((link) => link.includes('/m/'));
  check(ours.length === 1, `The mail has ${ours.length} links to the message; it should have one button`);
  return (ours[0] ?? '').replaceAll('&amp;', '&');
};

/** `id` and `token` of a mail's link. */
export const partsOf = (link: string): { readonly id: string; readonly token: string } => {
  const { pathname, hash } = new URL(link);
  return { id: pathname.split('/').at(-1) ?? '', token: hash.slice(1) };
};
