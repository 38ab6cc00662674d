import type { ApiClient } from '../../../api/client.ts';
import { readProblem } from '../../../api/problem-error.ts';
import { routes } from '../../../api/routes.ts';
import { API_PREFIX } from '../../../contract/endpoint.ts';

/** Asks for a file as for any download, and fetches it into memory. @throws {ProblemError} as createDownload, and network */
export async function fetchPreview(
  api: ApiClient,
  messageId: string,
  attachmentId: string,
  onBegan: () => void,
): Promise<ArrayBuffer> {
  const download = await api.call(routes.createDownload, { params: { id: messageId }, body: { attachmentId } });
  const path = download.url.replace(API_PREFIX, '');
  const { ticket } = download;
  const response = await api.fetch(
    path,
    ticket === null ? { method: 'GET' } : { method: 'POST', body: new URLSearchParams({ ticket }) },
  );
  if (!response.ok) throw await readProblem(response);
  onBegan();
  return response.arrayBuffer();
}
