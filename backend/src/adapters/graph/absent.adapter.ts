import { DomainError } from '../../platform/errors.ts';
import type { GraphPort } from '../../ports/graph.port.ts';

const absent = async (): Promise<never> => {
  throw new DomainError('graph-unavailable');
};

/** Where the installation has no application in Entra ID, or no secret for it. */
export const absentGraph: GraphPort = { connect: absent, permanentlyDeleteDraft: absent, notifyActivity: absent };
