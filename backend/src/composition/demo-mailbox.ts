import type { AccountActor } from '../platform/actor.ts';
import { write } from '../platform/database/statements.ts';
import type { Services } from './services.ts';

const PEOPLE = {
  olga: 'orgadmin@storkommun.example',
  hanna: 'handlaggare@storkommun.example',
  kalle: 'kollega@storkommun.example',
  lisa: 'handlaggare@lillkommun.example',
} as const;

/** What a newcomer finds there: a case that nobody has taken, and one that Hanna has. */
const MAILBOX = { name: 'Socialtjänsten', address: 'socialtjansten@storkommun.example', language: null };
const TAKEN = {
  subject: 'Kontaktperson efter flytt',
  bodyHtml:
    '<p>Hej!</p><p>En familj som vi har haft kontakt med flyttar till er i december. Vem hos er kan jag ringa?</p><p>Lisa Lill, Lillkommun</p>',
};
const UNTAKEN = {
  subject: 'Underlag till samverkansmötet',
  bodyHtml:
    '<p>Hej!</p><p>Inför mötet den 15 december behöver vi ert underlag. Går det bra att skicka det hit senast på fredag?</p><p>Lisa Lill, Lillkommun</p>',
};
const NOTE = 'Ring Lisa när vi vet vem som tar över familjen.';

/** There is no request that could come again: a write that changes nothing. */
const UNKEYED = { record: () => write('delete from idempotency where created_at < 0') };

const actorOf = async ({ accounts }: Services, email: string): Promise<AccountActor> => {
  const account = await accounts.findByEmail(email);
  if (!account) throw new Error(`The demo has no ${email}.`);
  const { id: accountId, organisationId, mailboxId, displayName, language, roles } = account;
  return {
    ...{ kind: 'account', host: 'web', ip: '127.0.0.1', sessionId: '', csrfToken: '' },
    ...{ accountId, organisationId, mailboxId, email, displayName, language, roles },
    ...{ level: 2, method: 'password-sms' },
  };
};

/**
 * Makes the function mailbox of the demo, with its members and cases, in a Storkommun that has had none; it is not made again when
 * somebody removes it.
 */
export const seedDemoMailbox = async (services: Services): Promise<void> => {
  const olga = await actorOf(services, PEOPLE.olga);
  const sql = "select id from mailbox where organisation_id = ? and kind = 'function' limit 1";
  if (await services.database.get(sql, olga.organisationId)) return;
  const { functionMailboxes, mailboxMembers, sending, door, cases, caseActions, caseNotes } = services;
  const { id } = await functionMailboxes.create(olga, MAILBOX, UNKEYED);
  await mailboxMembers.add(olga, id, { addresses: [PEOPLE.hanna], role: 'administrator' });
  await mailboxMembers.add(olga, id, { addresses: [PEOPLE.kalle], role: 'member' });
  const lisa = await actorOf(services, PEOPLE.lisa);
  const send = (message: typeof TAKEN) =>
    sending.send(
      lisa,
      {
        ...message,
        mailboxId: lisa.mailboxId,
        recipients: [{ address: MAILBOX.address, kind: 'to' }],
        ...{ attachmentIds: [], assuranceLevel: 2, replyAllowed: true },
      },
      UNKEYED,
    );
  await send(TAKEN);
  const hanna = await door.enter(await actorOf(services, PEOPLE.hanna), id);
  const [arrived] = (await cases.list(hanna, id, { state: 'open' })).rows;
  if (arrived) {
    await caseActions.take(hanna, { mailboxId: id, caseId: arrived.id });
    await caseNotes.add(hanna, { mailboxId: id, caseId: arrived.id }, NOTE, UNKEYED);
  }
  await send(UNTAKEN);
};
