import { Type } from 'typebox';
import { strict } from './common.ts';
import { endpoint } from './endpoint.ts';

/** Through Microsoft Graph, on behalf of the signed-in person (on-behalf-of flow); for sessions that began with an Entra token. */
export const removeMailItem = endpoint({
  method: 'POST',
  path: '/microsoft365/mail-items/remove',
  tag: 'Microsoft 365',
  access: 'account',
  status: 200,
  summary:
    "Remove a draft of one's own that became a message for good (message: permanentDelete), so that none stays behind in plain; any other mail, and what Graph says is no draft, is not found",
  body: Type.Object(
    { restId: Type.String({ minLength: 10, maxLength: 512, pattern: '^[A-Za-z0-9_=-]+$', description: 'Graph id' }) },
    strict,
  ),
  response: Type.Object({ removed: Type.Boolean({ description: 'False: it was not there any more' }) }, strict),
  problems: ['not-found', 'graph-unavailable', 'graph-consent-needed'],
});
