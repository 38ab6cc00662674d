import {
  APP,
  COMMANDS,
  type Command,
  CULTURES,
  LANGUAGES,
  LAUNCH_EVENT_PAGE,
  LAUNCH_EVENT_SCRIPT,
  RIBBON_SIZES,
  SEND_HANDLER,
  type Texts,
  VERSION,
} from './app.ts';
import { addInIdOf, apiUriOf, type Environment, iconUrl, originOf } from './environment.ts';
import { document, element, type Xml } from './xml.ts';

const OVERRIDES = 'http://schemas.microsoft.com/office/mailappversionoverrides';

/** A text with its other languages: the value is Swedish. */
const localised = (name: string, attributes: Readonly<Record<string, string>>, texts: Texts, prefix = ''): Xml =>
  element(
    name,
    { ...attributes, DefaultValue: texts.sv },
    LANGUAGES.filter((language) => language !== 'sv').map((language) =>
      element(`${prefix}Override`, { Locale: CULTURES[language], Value: texts[language] }),
    ),
  );

const icon = (id: string): Xml =>
  element(
    'Icon',
    {},
    // The 1.1 schema wants 16, 32 and 80; more sizes may follow.
    RIBBON_SIZES.map((size) => element('bt:Image', { size, resid: `${id}.icon.${size}` })),
  );

const action = ({ id, pinnable }: Command, newest: boolean): Xml =>
  element('Action', { 'xsi:type': 'ShowTaskpane' }, [
    element('SourceLocation', { resid: `${id}.url` }),
    ...(pinnable && newest ? [element('SupportsPinning', {}, 'true')] : []),
  ]);

const surface = (command: Command, newest: boolean): Xml =>
  element('ExtensionPoint', { 'xsi:type': command.extensionPoint }, [
    element('OfficeTab', { id: 'TabDefault' }, [
      element('Group', { id: `${command.id}Group` }, [
        element('Label', { resid: 'group.label' }),
        element('Control', { 'xsi:type': 'Button', id: `${command.id}Button` }, [
          element('Label', { resid: `${command.id}.label` }),
          element('Supertip', {}, [
            element('Title', { resid: `${command.id}.label` }),
            element('Description', { resid: `${command.id}.tip` }),
          ]),
          icon(command.id),
          action(command, newest),
        ]),
      ]),
    ]),
  ]);

/** Mobile Outlook shows buttons on mail that is read only; its icons have sizes and scales of their own. */
const mobile = (command: Command): Xml =>
  element('MobileFormFactor', {}, [
    element('ExtensionPoint', { 'xsi:type': 'MobileMessageReadCommandSurface' }, [
      element('Group', { id: `${command.id}MobileGroup` }, [
        element('Label', { resid: 'group.label' }),
        element('Control', { 'xsi:type': 'MobileButton', id: `${command.id}MobileButton` }, [
          element('Label', { resid: `${command.id}.label` }),
          element(
            'Icon',
            { 'xsi:type': 'bt:MobileIconList' },
            [25, 32, 48].flatMap((size) =>
              [1, 2, 3].map((scale) => element('bt:Image', { size, scale, resid: `${command.id}.icon.80` })),
            ),
          ),
          action(command, false),
        ]),
      ]),
    ]),
  ]);

const resources = (environment: Environment): Xml => {
  const origin = originOf(environment);
  const url = (id: string, address: string) => element('bt:Url', { id, DefaultValue: address });
  return element('Resources', {}, [
    element(
      'bt:Images',
      {},
      COMMANDS.flatMap(({ id }) =>
        RIBBON_SIZES.map((size) =>
          element('bt:Image', { id: `${id}.icon.${size}`, DefaultValue: iconUrl(environment, id, size) }),
        ),
      ),
    ),
    element('bt:Urls', {}, [
      ...COMMANDS.map(({ id, path }) => url(`${id}.url`, origin + path)),
      url('launch.page', origin + LAUNCH_EVENT_PAGE),
      url('launch.script', origin + LAUNCH_EVENT_SCRIPT),
    ]),
    element('bt:ShortStrings', {}, [
      localised('bt:String', { id: 'group.label' }, APP.shortName, 'bt:'),
      ...COMMANDS.map(({ id, label }) => localised('bt:String', { id: `${id}.label` }, label, 'bt:')),
    ]),
    element(
      'bt:LongStrings',
      {},
      COMMANDS.map(({ id, tip }) => localised('bt:String', { id: `${id}.tip` }, tip, 'bt:')),
    ),
  ]);
};

const requirements = (version: string): Xml =>
  element('Requirements', {}, [
    element('bt:Sets', { DefaultMinVersion: version }, [element('bt:Set', { Name: 'Mailbox' })]),
  ]);

/** For Outlook from 1.5 (mobile included): pinning, phones, and from 1.12 the Smart Alerts net. */
const newest = (environment: Environment): Xml => {
  const read = COMMANDS.filter(({ id }) => id === 'read');
  return element('VersionOverrides', { xmlns: `${OVERRIDES}/1.1`, 'xsi:type': 'VersionOverridesV1_1' }, [
    requirements('1.5'),
    element('Hosts', {}, [
      element('Host', { 'xsi:type': 'MailHost' }, [
        element('Runtimes', {}, [
          element('Runtime', { resid: 'launch.page' }, [
            element('Override', { type: 'javascript', resid: 'launch.script' }),
          ]),
        ]),
        element('DesktopFormFactor', {}, [
          ...COMMANDS.map((command) => surface(command, true)),
          element('ExtensionPoint', { 'xsi:type': 'LaunchEvent' }, [
            element('LaunchEvents', {}, [
              element('LaunchEvent', { Type: 'OnMessageSend', FunctionName: SEND_HANDLER, SendMode: 'SoftBlock' }),
            ]),
            element('SourceLocation', { resid: 'launch.page' }),
          ]),
        ]),
        ...read.map(mobile),
      ]),
    ]),
    resources(environment),
    element('WebApplicationInfo', {}, [
      element('Id', {}, environment.clientId),
      element('Resource', {}, apiUriOf(environment)),
      element('Scopes', {}, [element('Scope', {}, 'openid'), element('Scope', {}, 'profile')]),
    ]),
  ]);
};

/** For older Outlook on Windows and Mac: the three buttons. */
const older = (environment: Environment): Xml =>
  element('VersionOverrides', { xmlns: OVERRIDES, 'xsi:type': 'VersionOverridesV1_0' }, [
    requirements('1.3'),
    element('Hosts', {}, [
      element('Host', { 'xsi:type': 'MailHost' }, [
        element(
          'DesktopFormFactor',
          {},
          COMMANDS.map((command) => surface(command, false)),
        ),
      ]),
    ]),
    resources(environment),
    newest(environment),
  ]);

/** Where buttons are not known at all, the read pane opens beside the mail. */
const formSettings = (environment: Environment): Xml =>
  element('FormSettings', {}, [
    element('Form', { 'xsi:type': 'ItemRead' }, [
      element('DesktopSettings', {}, [
        element('SourceLocation', { DefaultValue: `${originOf(environment)}/outlook/read` }),
        element('RequestedHeight', {}, '450'),
      ]),
    ]),
    element('Form', { 'xsi:type': 'ItemEdit' }, [
      element('DesktopSettings', {}, [
        element('SourceLocation', { DefaultValue: `${originOf(environment)}/outlook/compose` }),
      ]),
    ]),
  ]);

const withLabel = (texts: Texts, { label }: Environment): Texts =>
  label === null ? texts : { sv: `${texts.sv} ${label}`, en: `${texts.en} ${label}`, fi: `${texts.fi} ${label}` };

/** The add-in-only manifest, for Outlook on Mac, on phones and perpetual versions on Windows. */
export const outlookManifest = (environment: Environment): string =>
  document(
    element(
      'OfficeApp',
      {
        xmlns: 'http://schemas.microsoft.com/office/appforoffice/1.1',
        'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
        'xmlns:bt': 'http://schemas.microsoft.com/office/officeappbasictypes/1.0',
        'xsi:type': 'MailApp',
      },
      [
        element('Id', {}, addInIdOf(environment)),
        element('Version', {}, `${VERSION}.0`),
        element('ProviderName', {}, 'SEFOS'),
        element('DefaultLocale', {}, CULTURES.sv),
        localised('DisplayName', {}, withLabel(APP.shortName, environment)),
        localised('Description', {}, APP.shortDescription),
        element('IconUrl', { DefaultValue: iconUrl(environment, 'compose', 64) }),
        element('HighResolutionIconUrl', { DefaultValue: `${originOf(environment)}/icons/color-128.png` }),
        element('SupportUrl', { DefaultValue: environment.supportUrl }),
        element('AppDomains', {}, [element('AppDomain', {}, originOf(environment))]),
        element('Hosts', {}, [element('Host', { Name: 'Mailbox' })]),
        element('Requirements', {}, [element('Sets', {}, [element('Set', { Name: 'Mailbox', MinVersion: '1.1' })])]),
        formSettings(environment),
        element('Permissions', {}, 'ReadWriteMailbox'),
        element('Rule', { 'xsi:type': 'RuleCollection', Mode: 'Or' }, [
          element('Rule', { 'xsi:type': 'ItemIs', ItemType: 'Message', FormType: 'Read' }),
          element('Rule', { 'xsi:type': 'ItemIs', ItemType: 'Message', FormType: 'Edit' }),
          element('Rule', { 'xsi:type': 'ItemIs', ItemType: 'Appointment', FormType: 'Edit' }),
        ]),
        older(environment),
      ],
    ),
  );
