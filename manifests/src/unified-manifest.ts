import {
  ACTIVITIES,
  APP,
  COMMANDS,
  type Command,
  LAUNCH_EVENT_PAGE,
  LAUNCH_EVENT_SCRIPT,
  type Language,
  RIBBON_SIZES,
  SEND_HANDLER,
  TAB_ENTITY_ID,
  TAB_PATH,
  VERSION,
} from './app.ts';
import { addInIdOf, apiUriOf, appIdOf, type Environment, iconUrl, originOf } from './environment.ts';

const SCHEMA = 'https://developer.microsoft.com/json-schemas/teams/v1.29';
/** What an Outlook must have to be offered the add-in (the pane asks for the rest by itself). */
const MAILBOX = { name: 'Mailbox', minVersion: '1.8' };

const named = (text: string, { label }: Environment): string => (label === null ? text : `${text} ${label}`);

const runtimeOf = (environment: Environment, { id, path, pinnable }: Command) => ({
  id: `${id}-runtime`,
  type: 'general',
  code: { page: originOf(environment) + path },
  lifetime: 'short',
  actions: [
    {
      id: `${id}-action`,
      type: 'openPage',
      view: id,
      pinnable,
      ...(pinnable ? { supportsNoItemContext: true, multiselect: true } : {}),
    },
  ],
});

const iconsOf = (environment: Environment, id: string) =>
  RIBBON_SIZES.map((size) => ({ size, url: iconUrl(environment, id, size) }));

const ribbonOf = (environment: Environment, { id, context, label, tip }: Command) => ({
  contexts: [context],
  tabs: [
    {
      builtInTabId: 'TabDefault',
      groups: [
        {
          id: `${id}-group`,
          label: APP.shortName.sv,
          icons: iconsOf(environment, id),
          controls: [
            {
              id: `${id}Button`,
              type: 'button',
              label: label.sv,
              icons: iconsOf(environment, id),
              supertip: { title: label.sv, description: tip.sv },
              actionId: `${id}-action`,
            },
          ],
        },
      ],
    },
  ],
});

/** Outlook's part: a pane for each command, and the Smart Alerts net. */
const extensionOf = (environment: Environment) => ({
  requirements: { scopes: ['mail'], capabilities: [MAILBOX] },
  runtimes: [
    ...COMMANDS.map((command) => runtimeOf(environment, command)),
    {
      id: 'launch-event-runtime',
      requirements: { capabilities: [{ name: 'Mailbox', minVersion: '1.12' }] },
      type: 'general',
      code: {
        page: originOf(environment) + LAUNCH_EVENT_PAGE,
        script: originOf(environment) + LAUNCH_EVENT_SCRIPT,
      },
      lifetime: 'short',
      actions: [{ id: SEND_HANDLER, type: 'executeFunction' }],
    },
  ],
  ribbons: COMMANDS.map((command) => ribbonOf(environment, command)),
  autoRunEvents: [
    {
      requirements: { scopes: ['mail'], capabilities: [{ name: 'Mailbox', minVersion: '1.12' }] },
      // Soft: where our server cannot be reached, ordinary mail goes on; what the handler stops cannot be sent anyway.
      events: [{ type: 'messageSending', actionId: SEND_HANDLER, options: { sendMode: 'softBlock' } }],
    },
  ],
  // Where both manifests are installed, the newer one shows alone.
  alternates: [{ hide: { customOfficeAddin: { officeAddinId: addInIdOf(environment) } } }],
});

/** The unified manifest (schema 1.29): Teams tab and Outlook add-in. Texts in Swedish; the others are in localisation files. */
export const unifiedManifest = (environment: Environment) => ({
  $schema: `${SCHEMA}/MicrosoftTeams.schema.json`,
  manifestVersion: '1.29',
  version: VERSION,
  id: appIdOf(environment),
  localizationInfo: {
    defaultLanguageTag: 'sv',
    additionalLanguages: [
      { languageTag: 'en', file: 'en.json' },
      { languageTag: 'fi', file: 'fi.json' },
    ],
  },
  developer: {
    name: APP.shortName.sv,
    websiteUrl: `${originOf(environment)}/`,
    privacyUrl: environment.privacyUrl,
    termsOfUseUrl: environment.termsUrl,
  },
  name: { short: named(APP.shortName.sv, environment), full: named(APP.fullName.sv, environment) },
  description: { short: APP.shortDescription.sv, full: APP.fullDescription.sv },
  icons: { color: 'color.png', outline: 'outline.png' },
  accentColor: '#2B6E4E',
  defaultInstallScope: 'personal',
  showLoadingIndicator: true,
  staticTabs: [
    {
      entityId: TAB_ENTITY_ID,
      name: APP.shortName.sv,
      contentUrl: originOf(environment) + TAB_PATH,
      websiteUrl: `${originOf(environment)}/`,
      scopes: ['personal'],
      context: ['personalTab'],
    },
  ],
  validDomains: [environment.domain],
  webApplicationInfo: {
    id: environment.clientId,
    resource: apiUriOf(environment),
    nestedAppAuthInfo: [
      {
        redirectUri: `brk-multihub://${environment.domain}`,
        scopes: [`${apiUriOf(environment)}/access_as_user`],
      },
    ],
  },
  activities: {
    activityTypes: ACTIVITIES.map(({ type, description, text }) => ({
      type,
      description: description.sv,
      templateText: text.sv,
    })),
  },
  authorization: {
    permissions: {
      resourceSpecific: [
        // sendAsync (the pane's path A) asks for read and write of the mailbox.
        { name: 'Mailbox.ReadWrite.User', type: 'Delegated' },
        // Granted with the app, for the person who has it: nobody else's feed can be written.
        { name: 'TeamsActivity.Send.User', type: 'Application' },
      ],
    },
  },
  extensions: [extensionOf(environment)],
});

/** A localisation file of the package: every text of the manifest that differs in a language, by its path. */
export const localisation = (environment: Environment, language: Exclude<Language, 'sv'>): Record<string, string> => ({
  $schema: `${SCHEMA}/MicrosoftTeams.Localization.schema.json`,
  'name.short': named(APP.shortName[language], environment),
  'name.full': named(APP.fullName[language], environment),
  'description.short': APP.shortDescription[language],
  'description.full': APP.fullDescription[language],
  'staticTabs[0].name': APP.shortName[language],
  ...Object.fromEntries(
    ACTIVITIES.flatMap(({ description, text }, index) => [
      [`activities.activityTypes[${index}].description`, description[language]],
      [`activities.activityTypes[${index}].templateText`, text[language]],
    ]),
  ),
  ...Object.fromEntries(
    COMMANDS.flatMap(({ label, tip }, index) => {
      const group = `extensions[0].ribbons[${index}].tabs[0].groups[0]`;
      return [
        [`${group}.label`, APP.shortName[language]],
        [`${group}.controls[0].label`, label[language]],
        [`${group}.controls[0].supertip.title`, label[language]],
        [`${group}.controls[0].supertip.description`, tip[language]],
      ];
    }),
  ),
});
