import { Type } from 'typebox';
import { LIMITS } from '../domain/limits.ts';

/** Objects refuse unknown fields: nothing that a caller meant is dropped silently. */
export const strict = { additionalProperties: false } as const;

export const Id = Type.String({
  pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$',
  description: 'UUIDv7',
});
export const IdParams = Type.Object({ id: Id }, strict);
/** Instants are ISO 8601 in UTC. */
export const Instant = Type.String({ format: 'date-time' });
export const Nullable = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) =>
  Type.Union([schema, Type.Null()]);
export const Level = Type.Union([Type.Literal(1), Type.Literal(2), Type.Literal(3)], {
  description: 'Level of assurance (LoA)',
});
export const Language = Type.Union([Type.Literal('sv'), Type.Literal('en'), Type.Literal('fi')]);
export const EmailAddress = Type.String({ minLength: 3, maxLength: 254 });
export const ExternalMethod = Type.Union(
  [Type.Literal('email'), Type.Literal('sms'), Type.Literal('bankid'), Type.Literal('freja'), Type.Literal('siths')],
  { description: 'How a person without an account is identified' },
);
export const Cursor = Type.String({ maxLength: 200, pattern: '^[A-Za-z0-9_-]+$' });
export const PageQuery = Type.Object(
  { cursor: Type.Optional(Cursor), limit: Type.Optional(Type.Integer({ minimum: 1, maximum: LIMITS.pageRows })) },
  strict,
);

/** RFC 9457 problem details; `type` is `urn:sefos:problem:<name>`, and everything a client needs to decide stands in it. */
export const Problem = Type.Object({
  type: Type.String(),
  title: Type.String(),
  status: Type.Integer(),
  detail: Type.Optional(Type.String()),
  instance: Type.Optional(Type.String({ description: 'The request id: tell it to support' })),
  facts: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
  errors: Type.Optional(Type.Array(Type.Object({ path: Type.String(), message: Type.String() }))),
});

export const AttachmentView = Type.Object(
  { id: Id, name: Type.String(), sizeBytes: Type.Integer(), contentType: Type.String() },
  strict,
);

export const OrganisationCard = Type.Object(
  {
    name: Type.String(),
    switchboard: Nullable(Type.String({ description: 'Telephone number of the switchboard' })),
    logo: Type.Optional(Type.String({ description: 'Path of the picture; absent = none' })),
  },
  strict,
);
