import type { MailPreview, PreviewMail } from '@sefos/shared/contract/organisation.ts';
import { previewMail } from '@sefos/shared/contract/organisation.ts';
import { cleanLine } from '@sefos/shared/domain/text.ts';
import type { AccountActor } from '../../platform/actor.ts';
import { requireOrganisationAdministrator } from '../../platform/authorise.ts';
import type { Mount } from '../../platform/http/mount.ts';
import type { Clock } from '../../ports/clock.port.ts';
import type { OrganisationsService } from '../organisations/index.ts';
import { noticeOf } from './notification.layout.ts';

const DAY = 86_400_000;

/** Shows an administrator the mail that recipients without an account get. */
export class MailPreviews {
  readonly #organisations: OrganisationsService;
  readonly #clock: Clock;

  constructor(parts: { readonly organisations: OrganisationsService; readonly clock: Clock }) {
    this.#organisations = parts.organisations;
    this.#clock = parts.clock;
  }

  /** With another name or number; sends nothing. @throws {DomainError} not-allowed */
  async preview(actor: AccountActor, { displayName, switchboard, language }: PreviewMail): Promise<MailPreview> {
    requireOrganisationAdministrator(actor);
    const { registered, settings } = await this.#organisations.get(actor.organisationId);
    const organisation = cleanLine(displayName ?? '') || registered.name;
    const { subject, heading, said, from, button, below } = noticeOf({
      ...{ language, organisation },
      reader: 'link',
      switchboard: cleanLine(switchboard ?? '') || registered.switchboard,
      senderName: actor.displayName,
      openText: settings.openText?.[language] ?? '',
      url: '',
      expiresAt: new Date(this.#clock.now().getTime() + settings.linkDays * DAY),
    });
    return { from: organisation, subject, heading, said, sender: from, button: button.text, below: [...below] };
  }
}

/** HTTP of the preview. */
export const registerMailPreviewRoute = (mount: Mount, previews: MailPreviews): void => {
  mount(previewMail, ({ actor, body }) => previews.preview(actor, body));
};
