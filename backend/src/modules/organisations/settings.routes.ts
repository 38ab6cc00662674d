import {
  getOrganisationSettings,
  listDomain,
  previewSecondFactors,
  type OrganisationSettings as SettingsView,
  saveDays,
  saveLevel,
  saveLogo,
  saveMessageRules,
  saveSecondFactors,
  saveSender,
  saveSessionRules,
  saveSignIn,
} from '@sefos/shared/contract/organisation.ts';
import type { Mount } from '../../platform/http/mount.ts';
import type { OrganisationSettings } from './organisations.domain.ts';
import { secondFactorRules } from './second-factors.ts';
import type { SettingsService } from './settings.service.ts';
import { levelViews, messageRules, senderView, sessionRules } from './settings-rules.ts';

const present = (settings: OrganisationSettings): SettingsView => {
  const { retentionDays, reminderDays, draftDays, domains } = settings;
  return {
    ...{ retentionDays, reminderDays, draftDays },
    domains: { trusted: [...domains.trusted], forbidden: [...domains.forbidden] },
    levels: levelViews(settings),
    session: sessionRules(settings),
    signIn: { ...settings.signIn },
    secondFactors: secondFactorRules(settings),
    messages: messageRules(settings),
    sender: senderView(settings),
  };
};

/** HTTP of an organisation's settings, for its administrators. */
export const registerSettingsRoutes = (mount: Mount, settings: SettingsService): void => {
  mount(getOrganisationSettings, async ({ actor }) => present(await settings.get(actor)));
  mount(saveDays, async ({ actor, body }) => present(await settings.saveDays(actor, body)));
  mount(listDomain, async ({ actor, body }) => present(await settings.saveDomain(actor, body)));
  mount(saveLevel, async ({ actor, body }) => present(await settings.saveLevel(actor, body)));
  mount(saveSessionRules, async ({ actor, body }) => present(await settings.saveSessionRules(actor, body)));
  mount(saveSignIn, async ({ actor, body }) => present(await settings.saveSignIn(actor, body)));
  mount(previewSecondFactors, ({ actor, body }) => settings.previewSecondFactors(actor, body));
  mount(saveSecondFactors, async ({ actor, body }) => present(await settings.saveSecondFactors(actor, body)));
  mount(saveMessageRules, async ({ actor, body }) => present(await settings.saveMessageRules(actor, body)));
  mount(saveSender, async ({ actor, body }) => present(await settings.saveSender(actor, body)));
  mount(saveLogo, async ({ actor, body }) => present(await settings.saveLogo(actor, body)));
};
