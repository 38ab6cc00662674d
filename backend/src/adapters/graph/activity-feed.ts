import { type Client, GraphError } from '@microsoft/microsoft-graph-client';
import type { ActivityOutcome, TeamsActivity } from '../../ports/graph.port.ts';
import { graphUnavailable } from './graph-errors.ts';

const REFUSALS: Readonly<Record<number, ActivityOutcome>> = { 403: 'not-installed', 404: 'unknown-person' };
/** Time-out, too early and throttled: not about what was asked. */
const PASSING: ReadonlySet<number> = new Set([408, 425, 429]);

/** The body of `sendActivityNotification`: a text topic, since the message is nothing that Graph knows. */
const bodyOf = ({ type, parameters, topic, preview, url, chainId }: TeamsActivity) => ({
  topic: { source: 'text', value: topic, webUrl: url },
  activityType: type,
  chainId,
  previewText: { content: preview },
  templateParameters: Object.entries(parameters).map(([name, value]) => ({ name, value })),
});

/** Posts an activity to a person's feed. @throws {GraphError} with 401, {DomainError} graph-unavailable */
export const postActivity = async (
  client: Client,
  objectId: string,
  activity: TeamsActivity,
): Promise<ActivityOutcome> => {
  try {
    await client.api(`/users/${encodeURIComponent(objectId)}/teamwork/sendActivityNotification`).post(bodyOf(activity));
    return 'sent';
  } catch (error) {
    if (!(error instanceof GraphError) || error.statusCode === 401) throw error;
    const { statusCode } = error;
    if (statusCode >= 400 && statusCode < 500 && !PASSING.has(statusCode)) return REFUSALS[statusCode] ?? 'refused';
    const seconds = Number.parseFloat(error.headers?.get('retry-after') ?? '');
    const reason = statusCode === 429 ? 'throttled' : statusCode > 0 ? `status-${statusCode}` : 'no-connection';
    throw graphUnavailable(reason, Number.isFinite(seconds) && seconds >= 0 ? Math.ceil(seconds) : undefined);
  }
};
