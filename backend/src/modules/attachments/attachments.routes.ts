import type { FastifyInstance } from 'fastify';
import { type DownloadRoutesOptions, registerDownloadRoutes } from './downloads.routes.ts';
import { registerUploadRoutes, type UploadRoutesOptions } from './uploads.routes.ts';

export type AttachmentRoutesOptions = UploadRoutesOptions & DownloadRoutesOptions;

/** Registers uploads (tus and `GET /uploads/:id`) and downloads. Register before `ready`. */
export const registerAttachmentRoutes = (app: FastifyInstance, options: AttachmentRoutesOptions): void => {
  registerUploadRoutes(app, options);
  registerDownloadRoutes(app, options);
};
