import type { Database } from '../../platform/database/database.ts';
import { write } from '../../platform/database/statements.ts';
import { LinkIdentification, type LinkIdentificationParts } from './link-identification.service.ts';
import { LinkSessions } from './link-sessions.service.ts';
import { LinksRepository } from './links.repository.ts';
import { LinkTries } from './links.tries.service.ts';
import { SharedLinks } from './shared-links.service.ts';

export type LinkReaderParts = Omit<LinkIdentificationParts, 'repository' | 'sessions' | 'tries'>;

/** The services for people who follow a link. */
export const makeLinkReaders = (
  parts: LinkReaderParts,
): {
  readonly sessions: LinkSessions;
  readonly identification: LinkIdentification;
  readonly shared: SharedLinks;
} => {
  const repository = new LinksRepository(parts.database);
  const sessions = new LinkSessions({ ...parts, repository });
  const tries = new LinkTries({ ...parts, repository });
  const identification = new LinkIdentification({ ...parts, repository, sessions, tries });
  const shared = new SharedLinks({ ...parts, repository, sessions, identification, tries });
  return { sessions, identification, shared };
};

/** Removes sessions that have ended by themselves; to be run now and then. */
export const sweepLinkSessions = (database: Database, nowMs: number): Promise<void> =>
  database.commit([write('delete from link_session where expires_at <= ?', nowMs)]);
