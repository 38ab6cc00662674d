import {
  getOrganisationSettings,
  listDomain,
  type OrganisationSettings as SettingsView,
  saveDays,
} from '@sefos/shared/contract/organisation.ts';
import type { Mount } from '../../platform/http/mount.ts';
import type { OrganisationSettings } from './organisations.domain.ts';
import type { SettingsService } from './settings.service.ts';

const present = ({ retentionDays, reminderDays, draftDays, domains }: OrganisationSettings): SettingsView => ({
  ...{ retentionDays, reminderDays, draftDays },
  domains: { trusted: [...domains.trusted], forbidden: [...domains.forbidden] },
});

/** HTTP of an organisation's settings, for its administrators. */
export const registerSettingsRoutes = (mount: Mount, settings: SettingsService): void => {
  mount(getOrganisationSettings, async ({ actor }) => present(await settings.get(actor)));
  mount(saveDays, async ({ actor, body }) => present(await settings.saveDays(actor, body)));
  mount(listDomain, async ({ actor, body }) => present(await settings.saveDomain(actor, body)));
};
