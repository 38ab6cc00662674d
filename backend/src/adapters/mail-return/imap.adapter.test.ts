import { afterEach, describe, expect, it } from '@jest/globals';
import type { MailReturnPort, ReturnedMail } from '../../ports/mail-return.port.ts';
import { makeImapReturn } from './imap.adapter.ts';
import { makeMailReturn } from './mail-return.ts';
import { localCertificate } from './testing/certificate.ts';
import { ImapServer } from './testing/imap-server.ts';
import { automaticAnswer, postfixNotice } from './testing/notices.ts';

const DOMAIN = 'return.example.se';
const [A, B] = ['a'.repeat(40), 'b'.repeat(40)];
const PASSWORD = 'hemligt: å/"\\';

describe('a return mailbox over IMAP', () => {
  const open: (MailReturnPort | ImapServer)[] = [];
  afterEach(async () => {
    for (const one of open.splice(0)) await one.close();
  });

  const serve = async (
    tls?: ConstructorParameters<typeof ImapServer>[2],
  ): Promise<{ server: ImapServer; port: number }> => {
    const server = new ImapServer('retur', PASSWORD, tls);
    const port = await server.listen();
    open.push(server);
    return { server, port };
  };
  const reader = (port: number, over = {}): MailReturnPort => {
    const options = { domain: DOMAIN, host: '127.0.0.1', port, tls: false, user: 'retur', password: PASSWORD };
    const mailReturn = makeImapReturn({ ...options, folder: 'INBOX', everyMilliseconds: 5, ...over });
    open.unshift(mailReturn);
    return mailReturn;
  };
  /** Starts and waits for as many calls of `take`. */
  const taken = (mailReturn: MailReturnPort, count: number, answer: (nth: number) => Promise<'taken' | 'later'>) =>
    new Promise<ReturnedMail[]>((resolve) => {
      const mails: ReturnedMail[] = [];
      const take = (mail: ReturnedMail) => {
        if (mails.push(mail) === count) resolve(mails);
        return answer(mails.length);
      };
      void mailReturn.start(take, () => undefined);
    });
  const allSeen = async (server: ImapServer) => {
    while (server.mails.some(({ seen }) => !seen)) await new Promise((resolve) => setTimeout(resolve, 5));
  };

  it('hands over what is unseen, and marks it after it has been taken', async () => {
    const { server, port } = await serve();
    server.add(postfixNotice({ to: `bounces+${A}@${DOMAIN}` }));
    server.add(automaticAnswer({ to: `bounces+${B}@${DOMAIN}` }));
    const mails = await taken(reader(port), 2, async () => 'taken');
    await allSeen(server);
    expect(mails.map(({ tokens, statuses }) => [tokens, statuses.length])).toEqual([
      [[A], 1],
      [[B], 0],
    ]);
    expect(server.commands.filter((command) => /FETCH/.test(command))).toEqual([
      'UID FETCH 1 (BODY.PEEK[]<0.1048576>)',
      'UID FETCH 2 (BODY.PEEK[]<0.1048576>)',
    ]);
  });

  it('shows it again when the database was away or says later: nothing is lost by a crash', async () => {
    const { server, port } = await serve();
    server.add(postfixNotice({ to: `bounces+${A}@${DOMAIN}` }));
    const mails = await taken(reader(port), 3, async (nth) => {
      expect(server.mails[0]?.seen).toBe(false);
      if (nth === 1) throw new Error('no database');
      return nth === 2 ? 'later' : 'taken';
    });
    await allSeen(server);
    expect(mails.map(({ tokens }) => tokens)).toEqual([[A], [A], [A]]);
  });

  it('says when it cannot be read, and goes on', async () => {
    const { server, port } = await serve();
    const mailReturn = reader(port, { password: 'fel' });
    let troubles = 0;
    await new Promise<void>((resolve) => {
      void mailReturn.start(
        async () => 'taken',
        () => (++troubles === 2 ? resolve() : undefined),
      );
    });
    expect(server.logins).toBe(0);
    expect(server.commands.every((command) => command === 'AUTHENTICATE PLAIN')).toBe(true);
  });

  it('reads over TLS with an authority that it was told to trust, and gives others no password', async () => {
    const { certificatePem, keyPem } = await localCertificate();
    const { server, port } = await serve({ key: keyPem, cert: certificatePem });
    server.add(postfixNotice({ to: `bounces+${A}@${DOMAIN}` }));
    const doubting = reader(port, { tls: true, host: 'localhost' });
    await new Promise<void>((resolve) => void doubting.start(async () => 'taken', resolve));
    expect(server.commands).toEqual([]);
    const mails = await taken(
      reader(port, { tls: true, host: 'localhost', caPem: certificatePem }),
      1,
      async () => 'taken',
    );
    await allSeen(server);
    expect(mails.map(({ tokens }) => tokens)).toEqual([[A]]);
  });

  it('gives no password to a server that speaks no TLS', async () => {
    const { server, port } = await serve();
    const mailReturn = reader(port, { tls: true });
    await new Promise<void>((resolve) => void mailReturn.start(async () => 'taken', resolve));
    expect(server.commands).toEqual([]);
  });
});

describe('MAIL_RETURN_URL', () => {
  it.each([
    'return.example.se',
    'http://u:hunter2@h',
    'smtp://0.0.0.0',
    'smtp://u:hunter2@0.0.0.0:2525',
    'imap://u:hunter2@mail.example.se/INBOX',
    'imaps://mail.example.se/INBOX',
    'imaps://u:hunter2@mail.example.se/Inkorgen%C3%A5',
  ])('refuses %s with a sentence that does not repeat it', (url) => {
    const make = () => makeMailReturn({ url, domain: DOMAIN, tls: undefined });
    expect(make).toThrow(/MAIL_RETURN_URL/);
    expect(make).not.toThrow(/hunter2/);
  });

  it.each(['smtp://0.0.0.0:2525', 'imaps://u:p%2F@mail.example.se', 'imaps://u:p@mail.example.se:1993/SEFOS'])(
    'takes %s',
    (url) => {
      const mailReturn = makeMailReturn({ url, domain: DOMAIN, tls: undefined });
      expect(mailReturn.addressOf(A)).toBe(`bounces+${A}@${DOMAIN}`);
    },
  );
});
