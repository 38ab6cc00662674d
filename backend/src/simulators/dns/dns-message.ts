const HEADER_BYTES = 12;
const LONGEST_LABEL_BYTES = 63;
const LONGEST_NAME_BYTES = 255;
const LONGEST_PIECE_BYTES = 255;
const TXT = 16;
const INTERNET = 1;
const TTL_SECONDS = 0;

/** Response codes of RFC 1035 §4.1.1. */
export const RCODE = { ok: 0, malformed: 1, failure: 2, noSuchName: 3, notImplemented: 4, refused: 5 } as const;
export type Rcode = (typeof RCODE)[keyof typeof RCODE];

/** A query of one question; `refusal` is the code that it is answered with whatever it asks. */
export interface DnsQuery {
  readonly id: number;
  readonly flags: number;
  /** As it stands in the message: who asks looks whether it comes back so. */
  readonly question: Buffer;
  /** In lower case, without a dot at the end. */
  readonly name: string;
  readonly asksForText: boolean;
  readonly refusal: Rcode | null;
}

const OPCODE_BITS = 0x7800;
const FLAG = { answer: 0x8000, authoritative: 0x0400, cut: 0x0200, recursionDesired: 0x0100 } as const;

/** Name, type and class of the question (§4.1.2), null when it is cut off or wrongly built. */
const readQuestion = (message: Buffer) => {
  const labels: string[] = [];
  let at = HEADER_BYTES;
  for (;;) {
    const length = message[at];
    // A pointer (§4.1.4) has nothing before it that it could point at.
    if (length === undefined || length > LONGEST_LABEL_BYTES) return null;
    at += 1;
    if (length === 0) break;
    labels.push(message.toString('latin1', at, at + length));
    at += length;
  }
  const end = at + 4;
  if (end > message.length || at - HEADER_BYTES > LONGEST_NAME_BYTES) return null;
  return {
    question: message.subarray(HEADER_BYTES, end),
    name: labels.join('.').toLowerCase(),
    type: message.readUInt16BE(at),
    inClass: message.readUInt16BE(at + 2),
  };
};

/** Reads a query; null for what is none and gets no answer. */
export const readQuery = (message: Buffer): DnsQuery | null => {
  if (message.length < HEADER_BYTES) return null;
  const flags = message.readUInt16BE(2);
  if ((flags & FLAG.answer) !== 0) return null;
  const head = { id: message.readUInt16BE(0), flags };
  const refused = (refusal: Rcode): DnsQuery => ({
    ...head,
    ...{ question: Buffer.alloc(0), name: '', asksForText: false, refusal },
  });
  if ((flags & OPCODE_BITS) !== 0) return refused(RCODE.notImplemented);
  const asked = message.readUInt16BE(4) === 1 ? readQuestion(message) : null;
  if (!asked) return refused(RCODE.malformed);
  const { question, name, type, inClass } = asked;
  const refusal = inClass === INTERNET ? null : RCODE.refused;
  return { ...head, question, name, asksForText: type === TXT, refusal };
};

/** A text in pieces of at most 255 bytes (§3.3.14). */
export const piecesOf = (text: string): Buffer[] => {
  const bytes = Buffer.from(text);
  const count = Math.max(1, Math.ceil(bytes.length / LONGEST_PIECE_BYTES));
  return Array.from({ length: count }, (_, index) =>
    bytes.subarray(index * LONGEST_PIECE_BYTES, (index + 1) * LONGEST_PIECE_BYTES),
  );
};

const textRecord = (pieces: readonly Buffer[]): Buffer => {
  const data = Buffer.concat(pieces.flatMap((piece) => [Buffer.from([piece.length]), piece]));
  const head = Buffer.alloc(12);
  // Its name is the question's.
  head.writeUInt16BE(0xc000 | HEADER_BYTES, 0);
  head.writeUInt16BE(TXT, 2);
  head.writeUInt16BE(INTERNET, 4);
  head.writeUInt32BE(TTL_SECONDS, 6);
  head.writeUInt16BE(data.length, 10);
  return Buffer.concat([head, data]);
};

/** The answer to a query; longer than `mostBytes` it comes cut (TC), so that it is asked for over TCP. */
export const writeAnswer = (
  { id, flags, question }: DnsQuery,
  rcode: Rcode,
  texts: readonly (readonly Buffer[])[],
  mostBytes: number,
): Buffer => {
  const records = texts.map(textRecord);
  const bytes = HEADER_BYTES + question.length + records.reduce((sum, { length }) => sum + length, 0);
  const cut = bytes > mostBytes;
  const head = Buffer.alloc(HEADER_BYTES);
  head.writeUInt16BE(id, 0);
  const kept = flags & (OPCODE_BITS | FLAG.recursionDesired);
  head.writeUInt16BE(FLAG.answer | FLAG.authoritative | (cut ? FLAG.cut : 0) | kept | rcode, 2);
  head.writeUInt16BE(question.length > 0 ? 1 : 0, 4);
  head.writeUInt16BE(cut ? 0 : records.length, 6);
  return Buffer.concat([head, question, ...(cut ? [] : records)]);
};
