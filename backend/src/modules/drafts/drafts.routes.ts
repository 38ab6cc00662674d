import { deleteDraft, getDraft, listDrafts, saveDraft } from '@sefos/shared/contract/drafts.ts';
import type { Mount } from '../../platform/http/mount.ts';
import type { DraftsService } from './drafts.service.ts';

/** HTTP of drafts. */
export const registerDraftRoutes = (mount: Mount, drafts: DraftsService): void => {
  const at = ({ id, draftId }: { readonly id: string; readonly draftId: string }) => ({ mailboxId: id, draftId });
  mount(saveDraft, ({ actor, params, body }) => drafts.save(actor, at(params), body));
  mount(listDrafts, ({ actor, params, query }) => drafts.list(actor, params.id, query));
  mount(getDraft, ({ actor, params }) => drafts.get(actor, at(params)));
  mount(deleteDraft, ({ actor, params }) => drafts.remove(actor, at(params)));
};
