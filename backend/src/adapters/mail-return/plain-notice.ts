import type { Email } from 'postal-mime';
import type { DeliveryStatus } from '../../ports/mail-return.port.ts';

/** A notice says what it says first; after that comes the mail that is returned. */
const MAX_CHARACTERS = 8 * 1024;
const MAX_HTML_CHARACTERS = 128 * 1024;
/** Tags, and what stands in styles and scripts. Bounded, since anybody may write here. */
const MARKUP = /<(style|script)\b[^<>]{0,500}>[^<]{0,20000}|<[^<>]{0,2000}>/gi;

/** Who a mail system says that it is. */
const DAEMON = /^(mailer-daemon|postmaster|mail-?delivery|microsoftexchange[0-9a-f]*)\b/i;
/** Absence is answered by the same kind of machine. */
const ABSENCE =
  /out of (the )?office|automatic reply|auto(matic)?[- ]?(reply|response)|vacation|autosvar|automatiskt svar|fr[åa]nvar|automaattinen vastaus|poissa/i;
const FAILURE = new RegExp(
  [
    'undeliver(able|ed)|not (be )?delivered|couldn.t be delivered|(unable|wasn.t able|not able|failed) to deliver',
    'did(n.t| not) reach|delivery (to .{1,320} )?(has )?failed|delivery fail|failure notice|returned (mail|to sender)',
    'permanent (fatal )?error|does not like recipient|address(es)? had permanent',
    '(kunde|kan|gick) inte (att )?(levereras?|skickas)|olevererbar|gick inte att leverera',
    'ei voitu toimittaa|toimitus epäonnistui|unzustellbar|nicht zugestellt',
  ].join('|'),
  'i',
);
/** Said in words where there is no code: nobody tries any more. */
const FINAL = /permanent (fatal )?error|permanent failure|failed permanently|given up|not going to try again/i;
const DELAY =
  /\bdelay(ed)?\b|still (being )?(retried|trying|undelivered)|(continue|keep) (to )?try|will be retried|not need to resend|no action is required|f[öo]rsenad|f[öo]rdr[öo]j|viivästy/i;
/** Where the returned mail begins. */
const ORIGINAL =
  /^[^\w\n]{0,80}(below (this|the next) line|this is a copy of|original message|returned message|included is a copy|the (header|body) of the original|ursprungligt meddelande|alkuperäinen viesti|-{3,} *forwarded)/im;

const ENHANCED = /(?<![\d.])5\.\d{1,2}\.\d{1,3}(?!\d|\.\d)/;
const REPLY = /(?<![\d.-])5[0-5]\d(?![\d.])/;
/** What those say who give no enhanced code (RFC 3463 §3.2, §3.3). */
const WORDS: readonly (readonly [code: string, pattern: RegExp])[] = [
  ['5.2.2', /(mailbox|inbox|account|quota)\b.{0,30}\b(full|exceeded)|over ?quota/i],
  [
    '5.1.1',
    /user (name )?unknown|unknown (user|recipient|address)|no such (user|recipient|mailbox)|no mailbox here|(mailbox|user|address|account|recipient).{0,40}(not exist|not found|not recognized|unavailable|unrouteable)|unrouteable address/i,
  ],
];

/**
 * Reads a notice that is no delivery-status notification: qmail's, Exim's, older Exchange's. Its mail system says, by machine and in
 * words, that the mail has come back for good. Absence, delays and people say nothing.
 */
export const readPlainNotice = (mail: Email): DeliveryStatus | null => {
  const subject = mail.subject ?? '';
  const text = wordsOf(mail);
  const said = `${subject}\n${text}`;
  const isFinal = FINAL.test(said);
  if (!isByMachine(mail) || ABSENCE.test(subject) || !FAILURE.test(said)) return null;
  if (DELAY.test(said) && !isFinal) return null;
  const code = ENHANCED.exec(text)?.[0] ?? WORDS.find(([, pattern]) => pattern.test(text))?.[0] ?? null;
  if (code === null && !REPLY.test(text) && !isFinal) return null;
  // Whom it names proves nothing; the address that it came to does.
  return { action: 'failed', code, addresses: [] };
};

const isByMachine = ({ headers, from }: Email): boolean => {
  const of = (name: string): string | undefined => headers.find(({ key }) => key === name)?.value;
  const submitted = of('auto-submitted')?.trim().toLowerCase();
  if (submitted !== undefined && submitted !== 'no') return true;
  if (of('x-failed-recipients') !== undefined || /^\s*<\s*>\s*$/.test(of('return-path') ?? '')) return true;
  return DAEMON.test(from?.address ?? '');
};

/** What the system itself says, in one line: what it breaks lines in differs. */
const wordsOf = ({ text, html }: Email): string => {
  const whole = (text ?? html?.slice(0, MAX_HTML_CHARACTERS).replace(MARKUP, ' ') ?? '').slice(0, MAX_CHARACTERS);
  const original = ORIGINAL.exec(whole);
  return (original ? whole.slice(0, original.index) : whole).replace(/\s+/g, ' ');
};
