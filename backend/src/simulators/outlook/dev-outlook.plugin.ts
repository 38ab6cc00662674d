// Gives route schemas their `hide`: pages under /dev are no part of the API's description.

import { readFileSync } from 'node:fs';
import type {} from '@fastify/swagger';
import type { FastifyPluginAsync, FastifyReply } from 'fastify';
import { devHostDocument, devHostHeaders } from '../dev-host.page.ts';
import { FOLDERS, type MailboxOwner, type MailDraft, type MailFolder } from './mail-item.ts';
import type { MailSubmission } from './mail-submission.ts';
import type { MailboxStore } from './mailbox-store.ts';

export interface DevOutlookOptions {
  readonly mailboxes: MailboxStore;
  readonly submission: MailSubmission;
}

interface ItemRoute {
  Params: { readonly objectId: string; readonly id: string };
}

const STYLES = readFileSync(new URL('./outlook-host.css', import.meta.url), 'utf8');
const PAGE = devHostDocument({
  title: 'Outlook',
  script: '/dev/assets/outlook-host.js',
  stylesheet: '/dev/outlook.css',
});
/** Twenty-five megabytes of attachments as base64, a body of ten, and the rest. */
const BODY_LIMIT_BYTES = 64 * 1024 * 1024;
const HIDDEN = { hide: true } as const;

const text = { type: 'string' } as const;
const list = (items: object) => ({ type: 'array', items }) as const;
const object = (properties: object) =>
  ({ type: 'object', required: Object.keys(properties), additionalProperties: false, properties }) as const;
const addresses = list(object({ emailAddress: text, displayName: text, recipientType: text }));
const DRAFT = object({
  kind: { enum: ['message', 'appointment'] },
  subject: text,
  to: addresses,
  cc: addresses,
  bcc: addresses,
  bodyHtml: text,
  headers: { type: 'object', additionalProperties: text },
  attachments: list(
    object({
      name: text,
      contentType: text,
      sizeBytes: { type: 'integer' },
      isInline: { type: 'boolean' },
      contentId: text,
      kind: { enum: ['file', 'item', 'cloud'] },
      contentBase64: text,
      url: text,
    }),
  ),
  start: text,
  end: text,
  location: text,
});
/** `id` null: not saved before. */
const WRITTEN = object({ id: { type: ['string', 'null'] }, draft: DRAFT });
interface Written {
  readonly id: string | null;
  readonly draft: MailDraft;
}
const MOVED = object({ folder: { enum: FOLDERS }, keepId: { type: 'boolean' } });

const refuse = (reply: FastifyReply, status: number, type: string) =>
  reply
    .code(status)
    .type('application/problem+json')
    .send(JSON.stringify({ type, title: type, status }));

/**
 * `GET /dev/outlook`: a mail program that frames the product's task panes; and the mailboxes behind it, in JSON, as the
 * page needs them. Nobody signs in here: demo and test mode only.
 */
export const devOutlookPlugin: FastifyPluginAsync<DevOutlookOptions> = async (app, { mailboxes, submission }) => {
  app.get('/dev/outlook', { schema: HIDDEN }, (_request, reply) => reply.headers(devHostHeaders(true)).send(PAGE));
  app.get('/dev/outlook.css', { schema: HIDDEN }, (_request, reply) =>
    reply.header('content-type', 'text/css; charset=utf-8').header('cache-control', 'no-cache').send(STYLES),
  );

  const owned = (reply: FastifyReply, objectId: string, work: (owner: MailboxOwner) => unknown) => {
    const owner = mailboxes.ownerOf(objectId);
    reply.header('cache-control', 'no-store');
    return owner ? work(owner) : refuse(reply, 404, 'no-such-mailbox');
  };
  const found = (reply: FastifyReply, item: unknown) => item ?? refuse(reply, 404, 'no-such-item');

  app.get<ItemRoute>('/dev/outlook/mailboxes/:objectId/items', { schema: HIDDEN }, async (request, reply) =>
    owned(reply, request.params.objectId, (owner) => mailboxes.list(owner)),
  );
  app.get<ItemRoute>('/dev/outlook/mailboxes/:objectId/items/:id', { schema: HIDDEN }, async (request, reply) =>
    owned(reply, request.params.objectId, (owner) => found(reply, mailboxes.get(owner, request.params.id))),
  );
  app.post<ItemRoute & { Body: Written }>(
    '/dev/outlook/mailboxes/:objectId/drafts',
    { schema: { ...HIDDEN, body: WRITTEN }, bodyLimit: BODY_LIMIT_BYTES },
    async (request, reply) =>
      owned(reply, request.params.objectId, (owner) =>
        mailboxes.save(owner, request.body.draft, request.body.id ?? undefined),
      ),
  );
  app.post<ItemRoute & { Body: { readonly folder: MailFolder; readonly keepId: boolean } }>(
    '/dev/outlook/mailboxes/:objectId/items/:id/move',
    { schema: { ...HIDDEN, body: MOVED } },
    async (request, reply) =>
      owned(reply, request.params.objectId, (owner) =>
        found(reply, mailboxes.move(owner, request.params.id, request.body.folder, request.body.keepId)),
      ),
  );
  app.delete<ItemRoute>('/dev/outlook/mailboxes/:objectId/items/:id', { schema: HIDDEN }, async (request, reply) =>
    owned(reply, request.params.objectId, (owner) =>
      mailboxes.removeMessage(owner.objectId, request.params.id)
        ? reply.code(204).send()
        : refuse(reply, 404, 'no-such-item'),
    ),
  );
  app.post<{ Body: Written & { readonly objectId: string } }>(
    '/dev/outlook/send',
    {
      schema: { ...HIDDEN, body: object({ objectId: text, id: { type: ['string', 'null'] }, draft: DRAFT }) },
      bodyLimit: BODY_LIMIT_BYTES,
    },
    async (request, reply) =>
      owned(reply, request.body.objectId, async (owner) => {
        const { id, draft } = request.body;
        try {
          await submission.submit(owner, draft);
        } catch {
          return refuse(reply, 502, 'mail-not-taken');
        }
        return mailboxes.sent(owner, draft, id ?? undefined);
      }),
  );
};
