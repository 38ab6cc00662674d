import { IdParams } from './common.ts';
import { endpoint } from './endpoint.ts';
import { DownloadView } from './message-shapes.ts';

/**
 * Asks for a message as a zip for the registrar: PDF/A, originals, receipts, log extract, checksums, metadata, in the account's
 * language. Counts as a download of every attachment; `sizeBytes` is null, as the archive is made while it is fetched.
 */
export const exportMessage = endpoint({
  method: 'POST',
  path: '/messages/:id/exports',
  tag: 'Messages',
  access: 'account',
  status: 201,
  summary: 'Ask for a message as a zip for the registrar (docs/export-format.md)',
  params: IdParams,
  response: DownloadView,
  problems: ['not-allowed', 'step-up-required', 'message-unavailable', 'download-limit-reached', 'too-many-requests'],
});
