import type { Database } from '../../platform/database/database.ts';
import { write } from '../../platform/database/statements.ts';
import { LinkCodes, type LinkCodesParts } from './link-codes.service.ts';
import { LinkIdentification, type LinkIdentificationParts } from './link-identification.service.ts';
import { LinkSessions } from './link-sessions.service.ts';
import { LinkSteps } from './link-steps.service.ts';
import { LinksRepository } from './links.repository.ts';
import { LinkTries } from './links.tries.service.ts';
import { SharedLinks } from './shared-links.service.ts';

export type LinkReaderParts = Omit<
  LinkIdentificationParts & LinkCodesParts,
  'repository' | 'sessions' | 'steps' | 'tries'
>;

/** The services for people who follow a link. */
export const makeLinkReaders = (
  parts: LinkReaderParts,
): {
  readonly sessions: LinkSessions;
  readonly identification: LinkIdentification;
  readonly codes: LinkCodes;
  readonly shared: SharedLinks;
} => {
  const repository = new LinksRepository(parts.database);
  const sessions = new LinkSessions({ ...parts, repository });
  const tries = new LinkTries({ ...parts, repository });
  const steps = new LinkSteps({ ...parts, repository, sessions });
  const stepParts = { ...parts, repository, sessions, steps, tries };
  return {
    sessions,
    identification: new LinkIdentification(stepParts),
    codes: new LinkCodes(stepParts),
    shared: new SharedLinks({ ...parts, repository, sessions, tries }),
  };
};

/** Removes sessions that have ended by themselves; to be run now and then. */
export const sweepLinkSessions = (database: Database, nowMs: number): Promise<void> =>
  database.commit([write('delete from link_session where expires_at <= ?', nowMs)]);
