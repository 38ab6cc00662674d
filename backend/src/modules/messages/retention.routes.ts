import {
  findMailboxRetention,
  holdMessage,
  previewRetention,
  saveMailboxRetention,
} from '@sefos/shared/contract/organisation.ts';
import type { Mount } from '../../platform/http/mount.ts';
import { presentPreview } from './messages.presenter.ts';
import type { RetentionAdministration } from './retention-administration.service.ts';

/** HTTP of retention, for administrators, and of messages that are to be kept. */
export const registerRetentionRoutes = (mount: Mount, administration: RetentionAdministration): void => {
  mount(previewRetention, async ({ actor, body }) => presentPreview(await administration.preview(actor, body)));
  mount(findMailboxRetention, ({ actor, query }) => administration.mailboxes(actor, query.address));
  mount(saveMailboxRetention, ({ actor, body }) => administration.saveMailbox(actor, body));
  mount(holdMessage, ({ actor, params, body }) => administration.hold(actor, params.id, body.held));
};
