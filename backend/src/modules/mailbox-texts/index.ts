export { type Absence, AutoRepliesService } from './auto-replies.service.ts';
export { MAILBOX_TEXT_KEYS } from './mailbox-texts.keys.ts';
export { MailboxTextsRepository } from './mailbox-texts.repository.ts';
export { registerMailboxTextRoutes } from './mailbox-texts.routes.ts';
export { SignaturesService } from './signatures.service.ts';
export { TextSealing } from './text-sealing.ts';
