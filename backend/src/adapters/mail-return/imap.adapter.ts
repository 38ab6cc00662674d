import type { MailReturnPort, TakeReturned } from '../../ports/mail-return.port.ts';
import { ImapConnection, type ImapServer } from './imap-connection.ts';
import { returnAddress } from './return-address.ts';
import { MAX_RETURNED_BYTES, readReturnedMail } from './returned-mail.ts';

export interface ImapReturnOptions extends ImapServer {
  readonly domain: string;
  readonly user: string;
  /** Secret: never log. */
  readonly password: string;
  /** Printable ASCII; INBOX as a rule. */
  readonly folder: string;
  /** 30 seconds unless told. */
  readonly everyMilliseconds?: number;
}

const EVERY_MILLISECONDS = 30_000;
const MAILS_A_ROUND = 200;
/** Whatever surrounds a message of at most MAX_RETURNED_BYTES. */
const LITERAL_BYTES = MAX_RETURNED_BYTES + 1024;

/**
 * Looks into a mailbox that return addresses lead to (catch-all or subaddressing). Each round is a connection of its own:
 * unseen mails, read with PEEK, are marked \Seen after what they say has been committed. So a crash shows them again, and
 * several processes may read the same mailbox. Nothing is removed, moved or answered.
 */
export const makeImapReturn = (options: ImapReturnOptions): MailReturnPort => {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  let closed = false;
  const next = (take: TakeReturned, onTrouble: () => void, milliseconds: number): void => {
    if (closed) return;
    timer = setTimeout(() => {
      running = round(options, take)
        .catch(onTrouble)
        .finally(() => next(take, onTrouble, options.everyMilliseconds ?? EVERY_MILLISECONDS));
    }, milliseconds);
  };
  return {
    addressOf: (token) => returnAddress(token, options.domain),
    start: async (take, onTrouble) => next(take, onTrouble, 0),
    close: async () => {
      closed = true;
      clearTimeout(timer);
      await running;
    },
  };
};

const round = async (options: ImapReturnOptions, take: TakeReturned): Promise<void> => {
  const imap = await ImapConnection.open(options, LITERAL_BYTES);
  try {
    const credentials = Buffer.from(`\0${options.user}\0${options.password}`, 'utf8').toString('base64');
    await imap.command('AUTHENTICATE PLAIN', credentials);
    await imap.command(`SELECT "${options.folder.replace(/["\\]/g, '\\$&')}"`);
    for (const uid of await unseen(imap)) {
      const [source] = (await imap.command(`UID FETCH ${uid} (BODY.PEEK[]<0.${MAX_RETURNED_BYTES}>)`)).flatMap(
        ({ literals }) => literals,
      );
      if (source && (await take(await readReturnedMail(source, options.domain))) === 'later') return;
      await imap.command(`UID STORE ${uid} +FLAGS.SILENT (\\Seen)`);
    }
    await imap.command('LOGOUT');
  } finally {
    imap.close();
  }
};

const unseen = async (imap: ImapConnection): Promise<readonly string[]> =>
  (await imap.command('UID SEARCH UNSEEN'))
    .flatMap(({ text }) => /^\* SEARCH((?: \d+)*)/i.exec(text)?.[1]?.trim().split(' ') ?? [])
    .filter((uid) => uid !== '')
    .slice(0, MAILS_A_ROUND);
