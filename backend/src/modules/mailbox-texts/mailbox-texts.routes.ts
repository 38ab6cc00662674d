import { getSignature, saveSignature } from '@sefos/shared/contract/signatures.ts';
import type { Mount } from '../../platform/http/mount.ts';
import type { SignaturesService } from './signatures.service.ts';

/** HTTP of signatures. */
export const registerMailboxTextRoutes = (
  mount: Mount,
  { signatures }: { readonly signatures: SignaturesService },
): void => {
  mount(getSignature, ({ actor, params }) => signatures.get(actor, params.id));
  mount(saveSignature, ({ actor, params, body }) => signatures.save(actor, params.id, body));
};
