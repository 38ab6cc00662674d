import { write } from '../../../platform/database/statements.ts';
import { newId } from '../../../platform/ids.ts';
import type { Answer } from '../../../testing/browser.ts';
import type { AccountBrowser, TestProduct } from '../../../testing/product.ts';

let made = 0;

/** A function mailbox with its members, as they work in it. */
export class CaseDesk {
  readonly id: string;
  readonly address: string;
  readonly #product: TestProduct;
  readonly #organisationId: string;

  private constructor(product: TestProduct, organisationId: string) {
    this.#product = product;
    this.#organisationId = organisationId;
    this.id = newId(product.clock.now().getTime());
    this.address = `funktion${++made}-${Math.random().toString(36).slice(2)}@storkommun.example`;
  }

  /** In the organisation of `of`. */
  static async open(product: TestProduct, of: AccountBrowser): Promise<CaseDesk> {
    const row = await product.database.get<{ organisation_id: string }>(
      'select organisation_id from account where id = ?',
      of.accountId,
    );
    const desk = new CaseDesk(product, row?.organisation_id ?? '');
    const now = product.clock.now().getTime();
    await product.database.commit([
      write(
        "insert into mailbox (id, organisation_id, kind, name, address, unread, created_at, search_version, search_filled, sort_name) values (?, ?, 'function', 'Socialtjänsten', ?, 0, ?, 0, 1, '')",
        ...[desk.id, desk.#organisationId, desk.address, now],
      ),
    ]);
    return desk;
  }

  async join(who: AccountBrowser, role: 'member' | 'administrator' = 'member'): Promise<void> {
    const now = this.#product.clock.now().getTime();
    await this.#product.database.commit([
      write(
        'insert into mailbox_member (id, organisation_id, mailbox_id, account_id, role, added_at) values (?, ?, ?, ?, ?, ?)',
        ...[newId(now), this.#organisationId, this.id, who.accountId, role, now],
      ),
    ]);
  }

  /** A call below the mailbox, in it. */
  call(who: AccountBrowser, method: string, path: string, body?: unknown): Promise<Answer> {
    const headers = { 'x-sefos-mailbox': this.id };
    const url = `/mailboxes/${this.id}${path}`;
    return method === 'POST' ? who.post(url, body, headers) : who.call(method, url, body, headers);
  }

  /** What `who` does with a case. */
  act(who: AccountBrowser, caseId: string, action: string, body?: unknown): Promise<Answer> {
    return this.call(who, 'POST', `/cases/${caseId}/${action}`, body);
  }

  async list(who: AccountBrowser, query = 'state=open') {
    const { body, problem } = await this.call(who, 'GET', `/cases?${query}`);
    if (problem) throw new Error(problem);
    return body as { rows: { id: string; [name: string]: unknown }[]; nextCursor: string | null };
  }

  /** A message comes; answers the case that it began. */
  async receive(from: AccountBrowser, member: AccountBrowser): Promise<{ id: string; messageId: string }> {
    const messageId = await this.#product.send(from, [{ address: this.address }]);
    const { body } = await this.call(member, 'GET', `/messages/${messageId}/case`);
    return { id: body.id, messageId };
  }
}
