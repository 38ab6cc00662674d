import type {
  PasskeyAssertion,
  PasskeyAttestation,
  PasskeyCreation,
  PasskeyRequest,
} from '@sefos/shared/contract/account-factors.ts';
import { LIMITS } from '@sefos/shared/domain/limits.ts';
import { cleanLine } from '@sefos/shared/domain/text.ts';
import { newKey } from '../../../crypto/index.ts';
import type { Database } from '../../../platform/database/database.ts';
import { guard, insert, type Statement, write } from '../../../platform/database/statements.ts';
import { DomainError } from '../../../platform/errors.ts';
import { newId } from '../../../platform/ids.ts';
import type { Clock } from '../../../ports/clock.port.ts';
import { PasskeyChallengeEntity, type PasskeyChallengeRow, PasskeyEntity, type PasskeyRow } from './factor.entity.ts';
import { ALGORITHMS, checkAssertion, checkAttestation, type RelyingParty } from './webauthn.ts';

const CHALLENGE_SECONDS = 300;

export interface PasskeysParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly party: RelyingParty;
}

const refused = () => new DomainError('passkey-refused');
const credentialOf = ({ credential_id, transports }: PasskeyRow) => ({
  id: Buffer.from(credential_id).toString('base64url'),
  transports: transports.split(',').filter((transport) => transport !== ''),
});

/** As it is kept. Composing can lengthen a name (U+FB2C becomes three characters), so its length is looked at after that. */
const nameOf = (given: string): string => {
  const name = cleanLine(given.normalize('NFC'));
  if (name === '' || [...name].length > LIMITS.passkeyNameCharacters)
    throw new DomainError('invalid-request', { field: 'name' });
  return name;
};

/** What a challenge is for: its answer must be for the same. */
export interface Asked {
  readonly purpose: 'sign-in' | 'confirm';
  /** Whose passkey it must be; null: the passkey says it. */
  readonly accountId: string | null;
  /** The session that is identified anew; null for a sign-in. */
  readonly sessionId: string | null;
}

/** Who makes a passkey, and in which session. */
interface Maker {
  readonly accountId: string;
  readonly sessionId: string;
}

/** Passkeys of accounts (Web Authentication, level 3): discoverable, with user verification, so that each is two factors by itself. */
export class Passkeys {
  readonly #parts: PasskeysParts;

  constructor(parts: PasskeysParts) {
    this.#parts = parts;
  }

  /** Oldest first. */
  of(accountId: string): Promise<PasskeyRow[]> {
    return this.#parts.database.all<PasskeyRow>('select * from passkey where account_id = ? order by id', accountId);
  }

  /** What a new passkey is to be made of. @throws {DomainError} passkeys-too-many */
  async beginAdding(
    account: { readonly id: string; readonly email: string; readonly displayName: string },
    sessionId: string,
  ): Promise<{ readonly creation: PasskeyCreation; readonly statement: Statement }> {
    const known = await this.of(account.id);
    if (known.length >= LIMITS.passkeysPerAccount) throw new DomainError('passkeys-too-many');
    const { id, challenge, statement } = this.#challenge('add', { accountId: account.id, sessionId });
    const { party } = this.#parts;
    const creation = {
      challengeId: id,
      challenge,
      rp: { id: party.id, name: party.name },
      user: {
        id: Buffer.from(account.id).toString('base64url'),
        name: account.email,
        displayName: account.displayName,
      },
      algorithms: ALGORITHMS,
      timeoutMilliseconds: CHALLENGE_SECONDS * 1000,
      excluded: known.map(credentialOf),
    };
    return { creation, statement };
  }

  /** The row of a passkey that the browser has made, and its writes. @throws {DomainError} invalid-request, passkey-refused, passkeys-too-many */
  async add(
    { accountId, sessionId }: Maker,
    given: { readonly challengeId: string; readonly name: string; readonly response: PasskeyAttestation },
  ): Promise<{ readonly row: PasskeyRow; readonly statements: readonly Statement[] }> {
    const name = nameOf(given.name);
    const challenge = await this.#find(given.challengeId, 'add');
    if (challenge.account_id !== accountId || challenge.session_id !== sessionId) throw refused();
    const made = await checkAttestation(given.response, challenge.challenge, this.#parts.party);
    if (!made) throw refused();
    const now = this.#parts.clock.now().getTime();
    const row: PasskeyRow = {
      id: newId(now),
      account_id: accountId,
      credential_id: made.id,
      public_key: made.publicKey,
      counter: made.counter,
      transports: given.response.transports.join(),
      name,
      synced: made.synced ? 1 : 0,
      created_at: now,
      used_at: null,
    };
    const room = guard(
      write(
        'update account set id = id where id = ? and (select count(*) from passkey where account_id = ?) < ?',
        accountId,
        accountId,
        LIMITS.passkeysPerAccount,
      ),
      () => new DomainError('passkeys-too-many'),
    );
    return {
      row,
      statements: [this.#useUp(challenge.id), room, guard(insert(PasskeyEntity, row, 'nothing'), refused)],
    };
  }

  /** The write that renames one. It refuses with not-found. @throws {DomainError} invalid-request */
  rename(accountId: string, id: string, name: string): Statement {
    return guard(
      write('update passkey set name = ? where id = ? and account_id = ?', nameOf(name), id, accountId),
      () => new DomainError('not-found'),
    );
  }

  /** The write that removes one. It refuses with not-found. */
  remove(accountId: string, id: string): Statement {
    return guard(
      write('delete from passkey where id = ? and account_id = ?', id, accountId),
      () => new DomainError('not-found'),
    );
  }

  /** What the browser is to ask a passkey for, and the write that remembers it. */
  async ask(asked: Asked): Promise<{ readonly request: PasskeyRequest; readonly statement: Statement }> {
    const { purpose, accountId } = asked;
    const allowed = accountId === null ? [] : (await this.of(accountId)).map(credentialOf);
    const { id, challenge, statement } = this.#challenge(purpose, asked);
    const request = {
      challengeId: id,
      challenge,
      rpId: this.#parts.party.id,
      timeoutMilliseconds: CHALLENGE_SECONDS * 1000,
      allowed,
    };
    return { request, statement };
  }

  /**
   * Whose passkey has answered, and the writes of its use: the challenge is used up, and the counter grows.
   * @throws {DomainError} passkey-refused (also by the writes) — unknown, another's, a wrong signature, a counter that stands still
   */
  async use(
    { purpose, accountId, sessionId }: Asked,
    answer: { readonly challengeId: string; readonly response: PasskeyAssertion },
  ): Promise<{ readonly accountId: string; readonly statements: readonly Statement[] }> {
    const { database, clock, party } = this.#parts;
    const challenge = await this.#find(answer.challengeId, purpose);
    if (challenge.session_id !== sessionId) throw refused();
    const row = await database.get<PasskeyRow>(
      'select * from passkey where credential_id = ?',
      Buffer.from(answer.response.id, 'base64url'),
    );
    const isWhose = (id: string | null) => id === null || id === row?.account_id;
    if (!row || !isWhose(challenge.account_id) || !isWhose(accountId)) throw refused();
    const { userHandle } = answer.response;
    if (userHandle !== null && Buffer.from(userHandle, 'base64url').toString() !== row.account_id) throw refused();
    const stored = { id: row.credential_id, publicKey: row.public_key, counter: row.counter };
    const counter = await checkAssertion(answer.response, stored, challenge.challenge, party);
    if (counter === null) throw refused();
    const counted = write(
      'update passkey set counter = ?, used_at = ? where id = ? and counter = ?',
      counter,
      clock.now().getTime(),
      row.id,
      row.counter,
    );
    return { accountId: row.account_id, statements: [this.#useUp(challenge.id), guard(counted, refused)] };
  }

  #challenge(purpose: PasskeyChallengeRow['purpose'], { accountId, sessionId }: Omit<Asked, 'purpose'>) {
    const now = this.#parts.clock.now().getTime();
    const id = newId(now);
    const challenge = newKey();
    const expires_at = now + CHALLENGE_SECONDS * 1000;
    const row = { id, purpose, account_id: accountId, session_id: sessionId, challenge, expires_at };
    return { id, challenge: challenge.toString('base64url'), statement: insert(PasskeyChallengeEntity, row) };
  }

  async #find(id: string, purpose: PasskeyChallengeRow['purpose']): Promise<PasskeyChallengeRow> {
    const row = await this.#parts.database.get<PasskeyChallengeRow>(
      'select * from passkey_challenge where id = ? and purpose = ? and expires_at > ?',
      id,
      purpose,
      this.#parts.clock.now().getTime(),
    );
    if (!row) throw refused();
    return row;
  }

  #useUp(id: string): Statement {
    return guard(write('delete from passkey_challenge where id = ?', id), refused);
  }
}
