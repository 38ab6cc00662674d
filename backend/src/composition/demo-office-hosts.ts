import type { FastifyInstance } from 'fastify';
import type { Clock } from '../ports/clock.port.ts';
import { devAssetsPlugin } from '../simulators/dev-assets.plugin.ts';
import { entraAccounts } from '../simulators/entra/people.ts';
import type { OidcTestPerson } from '../simulators/oidc/worlds.ts';
import type { CapturedOutbox } from '../simulators/outbox.ts';
import { devOutlookPlugin } from '../simulators/outlook/dev-outlook.plugin.ts';
import { makeMailSubmission } from '../simulators/outlook/mail-submission.ts';
import { MailboxStore } from '../simulators/outlook/mailbox-store.ts';
import { devTeamsPlugin } from '../simulators/teams/dev-teams.plugin.ts';

/** The mailboxes of everybody whom the simulated Entra ID knows. */
export const makeDemoMailboxes = (
  outbox: CapturedOutbox,
  clock: Clock,
  persons: readonly OidcTestPerson[],
): MailboxStore => {
  const owners = new Map(entraAccounts(persons).map((account) => [account.objectId.toLowerCase(), account]));
  return new MailboxStore({ outbox, clock, ownerOf: (objectId) => owners.get(objectId) });
};

/** /dev/teams and /dev/outlook; what is sent in the simulated Outlook goes to `smtpUrl`. */
export const mountOfficeHosts = async (
  app: FastifyInstance,
  options: { readonly mailboxes: MailboxStore; readonly smtpUrl: string },
): Promise<void> => {
  const submission = makeMailSubmission(options.smtpUrl);
  await app.register(devAssetsPlugin);
  await app.register(devTeamsPlugin);
  await app.register(devOutlookPlugin, { mailboxes: options.mailboxes, submission });
  app.addHook('onClose', async () => submission.close());
};
