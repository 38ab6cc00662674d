import {
  addCaseNote,
  addCaseTag,
  assignCase,
  closeCase,
  countCases,
  deleteCase,
  findCase,
  getCase,
  getCaseHistory,
  listCaseNotes,
  listCases,
  listCaseTags,
  releaseCase,
  removeCaseNote,
  removeCaseTag,
  reopenCase,
  setCaseDue,
  suggestCaseMembers,
  tagCase,
  takeCase,
  untagCase,
} from '@sefos/shared/contract/cases.ts';
import type { Mount } from '../../platform/http/mount.ts';
import type { CaseActions } from './case-actions.service.ts';
import type { CaseNotes } from './case-notes.service.ts';
import type { CaseTags } from './case-tags.service.ts';
import type { CasesService } from './cases.service.ts';

export interface CaseRoutesParts {
  readonly cases: CasesService;
  readonly caseActions: CaseActions;
  readonly caseNotes: CaseNotes;
  readonly caseTags: CaseTags;
}

const at = ({ id, caseId }: { readonly id: string; readonly caseId: string }) => ({ mailboxId: id, caseId });

/** HTTP of cases. */
export const registerCaseRoutes = (
  mount: Mount,
  { cases, caseActions, caseNotes, caseTags }: CaseRoutesParts,
): void => {
  mount(listCases, ({ actor, params, query }) => cases.list(actor, params.id, query));
  mount(countCases, ({ actor, params }) => cases.counts(actor, params.id));
  mount(getCase, ({ actor, params }) => cases.get(actor, at(params)));
  mount(findCase, ({ actor, params }) => cases.ofMessage(actor, params.id, params.messageId));
  mount(getCaseHistory, ({ actor, params, query }) => cases.history(actor, at(params), query.before ?? null));
  mount(suggestCaseMembers, ({ actor, params, query }) => cases.members(actor, params.id, query.q ?? ''));
  mount(takeCase, ({ actor, params }) => caseActions.take(actor, at(params)));
  mount(releaseCase, ({ actor, params }) => caseActions.release(actor, at(params)));
  mount(assignCase, ({ actor, params, body }) => caseActions.assign(actor, at(params), body));
  mount(closeCase, ({ actor, params }) => caseActions.close(actor, at(params)));
  mount(reopenCase, ({ actor, params }) => caseActions.reopen(actor, at(params)));
  mount(setCaseDue, ({ actor, params, body }) => caseActions.setDue(actor, at(params), body.dueOn));
  mount(tagCase, ({ actor, params }) => caseActions.tag(actor, at(params), params.tagId));
  mount(untagCase, ({ actor, params }) => caseActions.untag(actor, at(params), params.tagId));
  mount(deleteCase, ({ actor, params }) => caseActions.remove(actor, at(params)));
  mount(listCaseNotes, ({ actor, params }) => caseNotes.list(actor, at(params)));
  mount(addCaseNote, ({ actor, params, body, idempotency }) =>
    caseNotes.add(actor, at(params), body.text, idempotency),
  );
  mount(removeCaseNote, ({ actor, params }) => caseNotes.remove(actor, at(params), params.noteId));
  mount(listCaseTags, ({ actor, params }) => caseTags.list(actor, params.id));
  mount(addCaseTag, ({ actor, params, body }) => caseTags.add(actor, params.id, body.name));
  mount(removeCaseTag, ({ actor, params }) => caseTags.remove(actor, params.id, params.tagId));
};
