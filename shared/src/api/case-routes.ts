import type * as contract from '../contract/cases.ts';
import { route } from './route.ts';

const read = { method: 'GET', status: 200, idempotent: false } as const;
const act = { method: 'POST', status: 200, idempotent: false } as const;
const replace = { method: 'PUT', status: 200, idempotent: false } as const;
const remove = { method: 'DELETE', status: 204, idempotent: false } as const;

/** Operations on cases: apart from the others, since they come with the first function mailbox. */
export const caseRoutes = {
  listCases: route<typeof contract.listCases>()({ ...read, path: '/mailboxes/:id/cases' }),
  countCases: route<typeof contract.countCases>()({ ...read, path: '/mailboxes/:id/case-counts' }),
  findCase: route<typeof contract.findCase>()({ ...read, path: '/mailboxes/:id/messages/:messageId/case' }),
  takeCase: route<typeof contract.takeCase>()({ ...act, path: '/mailboxes/:id/cases/:caseId/take' }),
  releaseCase: route<typeof contract.releaseCase>()({ ...act, path: '/mailboxes/:id/cases/:caseId/release' }),
  assignCase: route<typeof contract.assignCase>()({ ...act, path: '/mailboxes/:id/cases/:caseId/assign' }),
  closeCase: route<typeof contract.closeCase>()({ ...act, path: '/mailboxes/:id/cases/:caseId/close' }),
  reopenCase: route<typeof contract.reopenCase>()({ ...act, path: '/mailboxes/:id/cases/:caseId/reopen' }),
  setCaseDue: route<typeof contract.setCaseDue>()({ ...replace, path: '/mailboxes/:id/cases/:caseId/due' }),
  tagCase: route<typeof contract.tagCase>()({ ...replace, path: '/mailboxes/:id/cases/:caseId/tags/:tagId' }),
  untagCase: route<typeof contract.untagCase>()({
    ...remove,
    status: 200,
    path: '/mailboxes/:id/cases/:caseId/tags/:tagId',
  }),
  deleteCase: route<typeof contract.deleteCase>()({ ...remove, path: '/mailboxes/:id/cases/:caseId' }),
  getCaseHistory: route<typeof contract.getCaseHistory>()({ ...read, path: '/mailboxes/:id/cases/:caseId/history' }),
  listCaseNotes: route<typeof contract.listCaseNotes>()({ ...read, path: '/mailboxes/:id/cases/:caseId/notes' }),
  addCaseNote: route<typeof contract.addCaseNote>()({
    ...act,
    status: 201,
    idempotent: true,
    path: '/mailboxes/:id/cases/:caseId/notes',
  }),
  removeCaseNote: route<typeof contract.removeCaseNote>()({
    ...remove,
    path: '/mailboxes/:id/cases/:caseId/notes/:noteId',
  }),
  listCaseTags: route<typeof contract.listCaseTags>()({ ...read, path: '/mailboxes/:id/case-tags' }),
  addCaseTag: route<typeof contract.addCaseTag>()({ ...act, status: 201, path: '/mailboxes/:id/case-tags' }),
  suggestCaseMembers: route<typeof contract.suggestCaseMembers>()({ ...read, path: '/mailboxes/:id/case-members' }),
} as const;
