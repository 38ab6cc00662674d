import { type Static, Type } from 'typebox';
import { Id, IdParams, strict } from './common.ts';
import { endpoint } from './endpoint.ts';

const tag = 'Attachments';

/** What a finished or running upload is; the name was sealed on arrival. */
export const UploadView = Type.Object(
  {
    id: Id,
    sizeBytes: Type.Integer(),
    offsetBytes: Type.Integer(),
    complete: Type.Boolean(),
    contentType: Type.Union([Type.String(), Type.Null()]),
  },
  strict,
);
export type UploadView = Static<typeof UploadView>;

/**
 * Uploads follow tus 1.0 (core, creation, termination): `POST /uploads` with Upload-Length and Upload-Metadata (filename,
 * filetype) answers 201 + Location; `HEAD` and `PATCH /uploads/:id` with Upload-Offset go on; `DELETE` ends. Only durable
 * offsets are reported. They are spoken by tus-js-client; the JSON operation below tells what became of one.
 */
export const UPLOADS_PATH = '/uploads';
export const TUS_VERSION = '1.0.0';

export const getUpload = endpoint({
  method: 'GET',
  path: '/uploads/:id',
  tag,
  access: 'account-or-link',
  status: 200,
  summary: 'How far an upload has come',
  params: IdParams,
  response: UploadView,
});
