import type { CodeChallenge } from '@sefos/shared/contract/sign-in.ts';
import { LIMITS } from '@sefos/shared/domain/limits.ts';
import { maskPhone } from '@sefos/shared/domain/phone.ts';
import { equalBytes, hashCode, newKey, newOneTimeCode } from '../../crypto/index.ts';
import type { Database } from '../../platform/database/database.ts';
import { guard, insert, type Statement, write } from '../../platform/database/statements.ts';
import { DomainError, isDomainError } from '../../platform/errors.ts';
import { newId } from '../../platform/ids.ts';
import type { Clock } from '../../ports/clock.port.ts';
import type { MailMessage, MailPort } from '../../ports/mail.port.ts';
import type { SmsPort } from '../../ports/sms.port.ts';
import { INSTALLATION, type KeyRing } from '../organisations/index.ts';
import { OneTimeCodeEntity, type OneTimeCodeRow } from './identification.entity.ts';
import type { RateLimiter } from './rate-limiter.service.ts';

const { lifetimeSeconds, tries: TRIES, resendSeconds, sendsPerHour } = LIMITS.oneTimeCode;
const RESEND = { limit: 1, windowSeconds: resendSeconds };
const SENDS = { limit: sendsPerHour, windowSeconds: 3600 };

export type CodePurpose = 'sign-in' | 'confirm' | 'link' | 'shared-link';

/** A telephone to send a code to. */
export interface CodePhone {
  /** E.164. Protected: never log. */
  readonly phone: string;
  /** Blind index of the number: sends are counted by it. */
  readonly phoneKey: Uint8Array;
  /** The whole text message; names neither subject nor sender. */
  readonly textFor: (code: string) => string;
}

/** A mailbox to send a code to. */
export interface CodeMailbox {
  /** Blind index of the address: sends are counted by it. */
  readonly addressKey: Uint8Array;
  /** The whole mail; the code is in its text alone, never in a header. */
  readonly mailFor: (code: string, challengeId: string) => MailMessage;
}

export type CodeDestination = CodePhone | CodeMailbox;

export type CodeRequest = CodeDestination & {
  readonly purpose: CodePurpose;
  /** Account id or recipient id: whom the code proves. */
  readonly subjectId: string;
  /** Writes that belong with the sending, such as its entry in the log. */
  readonly alongside?: readonly Statement[];
};

export interface CodeAnswer {
  readonly purpose: CodePurpose;
  /** Where the caller knows whom it asks: a challenge of anybody else is unknown. */
  readonly subjectId?: string;
  readonly challengeId: string;
  readonly code: string;
  /** Writes that belong with success: committed together with the use of the code, or neither is. */
  readonly alongside?: (subjectId: string) => readonly Statement[] | Promise<readonly Statement[]>;
}

const codeExpired = () => new DomainError('code-expired');
const tooManyTries = () => new DomainError('code-too-many-tries');
const saltContext = (challengeId: string) => ({ purpose: 'one-time-code', challenge: challengeId });

/** One-time codes by SMS and e-mail (NORDIC.md): six digits, five minutes, five tries, single use; stored as a keyed hash only. */
export class OneTimeCodes {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #keyRing: KeyRing;
  readonly #sms: SmsPort;
  readonly #mail: MailPort;
  readonly #limiter: RateLimiter;

  constructor(dependencies: {
    readonly database: Database;
    readonly clock: Clock;
    readonly keyRing: KeyRing;
    readonly sms: SmsPort;
    readonly mail: MailPort;
    readonly limiter: RateLimiter;
  }) {
    this.#database = dependencies.database;
    this.#clock = dependencies.clock;
    this.#keyRing = dependencies.keyRing;
    this.#sms = dependencies.sms;
    this.#mail = dependencies.mail;
    this.#limiter = dependencies.limiter;
  }

  /**
   * Makes a code, ends the subject's earlier one, and sends it. `maskedPhone` of a code by e-mail is empty.
   * @throws {DomainError} code-resend-too-soon {retryAfterSeconds}, code-send-limit {retryAfterSeconds}, sms-not-sent, mail-not-sent
   */
  async send(request: CodeRequest): Promise<CodeChallenge> {
    const destination = keyOf(request);
    const counted = destination.toString('hex');
    await this.#count(request, counted);
    const now = this.#clock.now().getTime();
    const id = newId(now);
    const code = newOneTimeCode();
    const expiresAt = now + lifetimeSeconds * 1000;
    const maskedPhone = 'phone' in request ? maskPhone(request.phone) : '';
    const salt = newKey();
    const { epoch, wrapped } = await this.#keyRing.wrap(INSTALLATION, salt, saltContext(id));
    await this.#database.commit([
      write(
        'update one_time_code set used_at = ? where purpose = ? and subject_id = ? and used_at is null',
        now,
        request.purpose,
        request.subjectId,
      ),
      insert(OneTimeCodeEntity, {
        id,
        purpose: request.purpose,
        subject_id: request.subjectId,
        code_hash: hashCode(code, salt),
        masked_phone: maskedPhone,
        tries: 0,
        created_at: now,
        expires_at: expiresAt,
        wrapped_salt: Buffer.from(wrapped),
        salt_epoch: epoch,
        phone_index: destination,
      }),
      ...(request.alongside ?? []),
    ]);
    await this.#deliver(id, request, code, counted);
    return challengeOf({ id, masked_phone: maskedPhone, created_at: now, expires_at: expiresAt });
  }

  /**
   * Uses a code: of several answers at once, one alone succeeds.
   * @throws {DomainError} code-wrong {triesLeft}, code-too-many-tries ({triesLeft: 0} at the fifth wrong one; without when none was
   * left to look at it), code-expired (also when it is unknown, used, or replaced by a newer one)
   */
  async verify(answer: CodeAnswer): Promise<{ readonly subjectId: string }> {
    const now = this.#clock.now().getTime();
    const row = await this.#takeTry(answer, now);
    const salt = await this.#keyRing.unwrap(
      { ownerId: INSTALLATION, epoch: row.salt_epoch, wrapped: row.wrapped_salt },
      saltContext(row.id),
    );
    if (!equalBytes(hashCode(answer.code, salt), row.code_hash)) {
      const triesLeft = TRIES - row.tries;
      throw new DomainError(triesLeft > 0 ? 'code-wrong' : 'code-too-many-tries', { triesLeft });
    }
    await this.#database.commit([
      guard(write('update one_time_code set used_at = ? where id = ? and used_at is null', now, row.id), codeExpired),
      ...((await answer.alongside?.(row.subject_id)) ?? []),
    ]);
    // The counts guard a telephone or mailbox against unwanted messages: whoever answers one holds it.
    await this.#limiter.reset('code-resend', `${row.purpose}:${row.subject_id}`);
    await this.#limiter.reset('code-sends', Buffer.from(row.phone_index).toString('hex'));
    return { subjectId: row.subject_id };
  }

  /** The subject's newest code that can still be used, for somebody who asks again before another may be sent; or null. */
  async pending(purpose: CodePurpose, subjectId: string): Promise<CodeChallenge | null> {
    const row = await this.#database.get<OneTimeCodeRow>(
      'select * from one_time_code where purpose = ? and subject_id = ? and used_at is null and expires_at > ? and tries < ? order by created_at desc limit 1',
      purpose,
      subjectId,
      this.#clock.now().getTime(),
      TRIES,
    );
    return row ? challengeOf(row) : null;
  }

  /**
   * Whom an unused, unexpired challenge is for: to send a new code on the strength of the old challenge.
   * @throws {DomainError} code-expired
   */
  async subjectOf(purpose: CodePurpose, challengeId: string): Promise<string> {
    const row = await this.#find(purpose, challengeId);
    if (!row || row.expires_at <= this.#clock.now().getTime()) throw codeExpired();
    return row.subject_id;
  }

  /** The writes that end a subject's codes that are on their way, and the pause before another: whom they were for has changed. */
  end(purpose: CodePurpose, subjectId: string, now: number): Statement[] {
    return [
      write(
        'update one_time_code set used_at = ? where purpose = ? and subject_id = ? and used_at is null',
        now,
        purpose,
        subjectId,
      ),
      this.#limiter.forget('code-resend', `${purpose}:${subjectId}`),
    ];
  }

  /** Both limits. The hourly one is looked at first: its answer is the more useful of the two. */
  async #count(request: CodeRequest, destination: string): Promise<void> {
    const subject = `${request.purpose}:${request.subjectId}`;
    await as('code-send-limit', this.#limiter.check('code-sends', destination, SENDS));
    await as('code-resend-too-soon', this.#limiter.hit('code-resend', subject, RESEND));
    await as('code-send-limit', this.#limiter.hit('code-sends', destination, SENDS));
  }

  async #deliver(id: string, request: CodeRequest, code: string, destination: string): Promise<void> {
    try {
      if ('phone' in request) await this.#sms.send({ to: request.phone, text: request.textFor(code) });
      else await this.#mail.send(request.mailFor(code, id));
    } catch (error) {
      await this.#database.commit([
        write('update one_time_code set used_at = ? where id = ?', this.#clock.now().getTime(), id),
      ]);
      // What was not sent does not count against the hour; the pause between sends stays, to spare the gateway.
      await this.#limiter.giveBack('code-sends', destination);
      throw isDomainError(error) ? notSent(request) : error;
    }
  }

  /** Counts the try before the code is looked at, so that answers at once cannot have more tries than answers in turn. */
  async #takeTry(answer: CodeAnswer, now: number): Promise<OneTimeCodeRow> {
    const known = await this.#find(answer.purpose, answer.challengeId);
    if (!known || (answer.subjectId !== undefined && known.subject_id !== answer.subjectId)) throw codeExpired();
    const rows = await this.#database.write<OneTimeCodeRow>(
      'update one_time_code set tries = tries + 1 where id = ? and used_at is null and expires_at > ? and tries < ? returning *',
      known.id,
      now,
      TRIES,
    );
    const row = rows[0];
    if (row) return row;
    if (known.used_at !== null || known.expires_at <= now) throw codeExpired();
    const present = await this.#find(answer.purpose, answer.challengeId);
    throw present && present.used_at === null && present.tries >= TRIES ? tooManyTries() : codeExpired();
  }

  #find(purpose: CodePurpose, challengeId: string): Promise<OneTimeCodeRow | undefined> {
    return this.#database.get<OneTimeCodeRow>(
      'select * from one_time_code where id = ? and purpose = ?',
      challengeId,
      purpose,
    );
  }
}

const notSent = (destination: CodeDestination): DomainError =>
  'phone' in destination ? new DomainError('sms-not-sent') : new DomainError('mail-not-sent');

const keyOf = (destination: CodeDestination): Buffer =>
  Buffer.from('phone' in destination ? destination.phoneKey : destination.addressKey);

const challengeOf = (
  row: Pick<OneTimeCodeRow, 'id' | 'masked_phone' | 'created_at' | 'expires_at'>,
): CodeChallenge => ({
  challengeId: row.id,
  maskedPhone: row.masked_phone,
  expiresAt: new Date(row.expires_at).toISOString(),
  resendAt: new Date(row.created_at + resendSeconds * 1000).toISOString(),
});

/** The limiter's refusal under the name that the caller knows. */
const as = async (type: string, counting: Promise<void>): Promise<void> => {
  try {
    await counting;
  } catch (error) {
    throw isDomainError(error, 'too-many-requests') ? new DomainError(type, error.facts) : error;
  }
};
