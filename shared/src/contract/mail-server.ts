import { type Static, Type } from 'typebox';
import { LIMITS } from '../domain/limits.ts';
import { EmailAddress, Instant, Nullable, strict } from './common.ts';
import { endpoint } from './endpoint.ts';
import { literals } from './message-shapes.ts';

const place = {
  host: Type.String({ minLength: 4, maxLength: 253 }),
  port: Type.Union([Type.Literal(25), Type.Literal(465), Type.Literal(587), Type.Literal(2525)]),
  /** From the first byte, or by STARTTLS; never without. */
  tls: literals('implicit', 'required'),
  /** null = without sign-in. */
  user: Nullable(Type.String({ minLength: 1, maxLength: 255 })),
  /** Address that mails come from. */
  from: EmailAddress,
};

/** An organisation's own mail server; its password is written and never read. */
export const MailServerView = Type.Object(
  {
    ...place,
    port: Type.Integer(),
    from: Type.String(),
    revision: Type.Integer(),
    testedAt: Instant,
    /** When the installation's server last sent in its place. */
    failedAt: Nullable(Instant),
  },
  strict,
);
export type MailServerView = Static<typeof MailServerView>;

export const SaveMailServer = Type.Object(
  {
    /** null = the installation's. */
    server: Nullable(
      Type.Object(
        {
          ...place,
          /** Left out: the saved one, for the same host, port and user. */
          password: Type.Optional(Type.String({ minLength: 1, maxLength: LIMITS.mailPasswordCharacters })),
        },
        strict,
      ),
    ),
    /** The revision that the administrator saw, 0 = none. */
    expected: Type.Integer({ minimum: 0 }),
  },
  strict,
);
export type SaveMailServer = Static<typeof SaveMailServer>;

const answer = Type.Object({ server: Nullable(MailServerView) }, strict);
const administrators = { tag: 'Organisation', access: 'account', own: true, status: 200 } as const;

export const getMailServer = endpoint({
  ...administrators,
  method: 'GET',
  path: '/organisation/mail-server',
  summary: "The organisation's own mail server, null = the installation's; for its administrators",
  response: answer,
  problems: ['not-allowed'],
});
export const saveMailServer = endpoint({
  ...administrators,
  method: 'PUT',
  path: '/organisation/mail-server',
  summary: 'Try a mail server with a mail to the administrator, and save it when that was taken; or remove it',
  body: SaveMailServer,
  response: answer,
  problems: [
    'not-allowed',
    'settings-changed',
    'too-many-requests',
    'mail-server-address',
    'mail-server-password',
    'mail-server-login',
    'mail-server-refused',
    'mail-server-unreachable',
  ],
});
