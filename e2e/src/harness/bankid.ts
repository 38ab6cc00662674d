import { check } from './check.ts';

export interface BankIdPerson {
  readonly personalNumber: string;
  readonly givenName: string;
  readonly surname: string;
}

export const MAJA: BankIdPerson = { personalNumber: '199001012385', givenName: 'Maja', surname: 'Medborgare' };
export const NILS: BankIdPerson = { personalNumber: '198001019804', givenName: 'Nils', surname: 'Nyfiken' };

/** The person with the BankID app: finishes a pending order through the simulator. */
export class BankIdApp {
  readonly #url: string;

  constructor(url: string) {
    this.#url = url;
  }

  async #post(body: object): Promise<void> {
    const answer = await fetch(`${this.#url}/dev/bankid/complete`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    check(answer.ok, `POST /dev/bankid/complete answered ${answer.status}: ${await answer.text()}`);
  }

  /** Somebody identifies; the newest pending order when no token is given. */
  identify(person: BankIdPerson, autoStartToken?: string): Promise<void> {
    return this.#post({ ...person, ...(autoStartToken ? { autoStartToken } : {}) });
  }

  /** Moves the order on, or ends it, with a hintCode of BankID. */
  hint(hintCode: string, autoStartToken?: string): Promise<void> {
    return this.#post({ hintCode, ...(autoStartToken ? { autoStartToken } : {}) });
  }
}
