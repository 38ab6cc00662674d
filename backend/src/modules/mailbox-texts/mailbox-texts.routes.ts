import { getAutoReply, saveAutoReply } from '@sefos/shared/contract/auto-replies.ts';
import { getSignature, saveSignature } from '@sefos/shared/contract/signatures.ts';
import type { Mount } from '../../platform/http/mount.ts';
import type { AutoRepliesService } from './auto-replies.service.ts';
import type { SignaturesService } from './signatures.service.ts';

/** HTTP of signatures and automatic replies. */
export const registerMailboxTextRoutes = (
  mount: Mount,
  { signatures, autoReplies }: { readonly signatures: SignaturesService; readonly autoReplies: AutoRepliesService },
): void => {
  mount(getSignature, ({ actor, params }) => signatures.get(actor, params.id));
  mount(getAutoReply, ({ actor, params }) => autoReplies.get(actor, params.id));
  mount(saveAutoReply, ({ actor, params, body }) => autoReplies.save(actor, params.id, body));
  mount(saveSignature, ({ actor, params, body }) => signatures.save(actor, params.id, body));
};
