export { type ClaimableDraft, claimDraft, messageOfDraft, requireUnsent } from './draft-claims.ts';
export { DraftSealing } from './draft-sealing.ts';
export { DraftsSweep } from './drafts.job.ts';
export { DRAFT_KEYS } from './drafts.keys.ts';
export { DraftsRepository } from './drafts.repository.ts';
export { registerDraftRoutes } from './drafts.routes.ts';
export { DraftsService, writerOf } from './drafts.service.ts';
