/** What SEFOS is called and says of itself in Microsoft 365; the one source of both manifests. */
export type Language = 'sv' | 'en' | 'fi';

/** Text in every language; Swedish is the default. */
export type Texts = Readonly<Record<Language, string>>;

/**
 * Version of both manifests. Microsoft 365 takes a changed manifest only with a higher version: the test of released.json fails
 * when one changes and the other does not.
 */
export const VERSION = '1.1.0';

export const LANGUAGES: readonly Language[] = ['sv', 'en', 'fi'];

/** Culture names that Outlook's XML manifest takes. */
export const CULTURES: Readonly<Record<Language, string>> = { sv: 'sv-SE', en: 'en-US', fi: 'fi-FI' };

const same = (text: string): Texts => ({ sv: text, en: text, fi: text });

export const APP = {
  shortName: same('SEFOS'),
  fullName: {
    sv: 'SEFOS – säker digital kommunikation',
    en: 'SEFOS – secure digital communication',
    fi: 'SEFOS – turvallinen digitaalinen viestintä',
  },
  shortDescription: {
    sv: 'Krypterade meddelanden med legitimerad mottagare, i Outlook och Teams.',
    en: 'Encrypted messages to identified recipients, in Outlook and Teams.',
    fi: 'Salatut viestit tunnistetuille vastaanottajille Outlookissa ja Teamsissa.',
  },
  fullDescription: {
    sv: 'Skriv som vanligt i Outlook eller Teams, välj tillitsnivå och skicka krypterat. Mottagaren legitimerar sig, läser, laddar ner och svarar, utan konto och utan att installera något. Du ser vem som har öppnat och kan återkalla det som inte är läst.',
    en: 'Write as usual in Outlook or Teams, choose a level of assurance and send encrypted. The recipient identifies herself, reads, downloads and answers, without an account and without installing anything. You see who has opened, and can recall what is not yet read.',
    fi: 'Kirjoita tuttuun tapaan Outlookissa tai Teamsissa, valitse varmuustaso ja lähetä salattuna. Vastaanottaja tunnistautuu, lukee, lataa ja vastaa ilman tiliä ja asennuksia. Näet, kuka on avannut viestin, ja voit perua sen, jota ei ole vielä luettu.',
  },
} as const satisfies Record<string, Texts>;

/** A place in Outlook's ribbon with its one button. */
export interface Command {
  readonly id: 'compose' | 'read' | 'appointment';
  /** Name of the surface in the unified manifest, and of the extension point in the XML manifest. */
  readonly context: 'mailCompose' | 'mailRead' | 'meetingDetailsOrganizer';
  readonly extensionPoint:
    | 'MessageComposeCommandSurface'
    | 'MessageReadCommandSurface'
    | 'AppointmentOrganizerCommandSurface';
  /** Page of the task pane on our origin. */
  readonly path: string;
  readonly label: Texts;
  readonly tip: Texts;
  /** The pane may stay open and follow the selection. */
  readonly pinnable: boolean;
}

export const COMMANDS: readonly Command[] = [
  {
    id: 'compose',
    context: 'mailCompose',
    extensionPoint: 'MessageComposeCommandSurface',
    path: '/outlook/compose',
    label: { sv: 'Kryptera meddelande', en: 'Encrypt message', fi: 'Salaa viesti' },
    tip: {
      sv: 'Skicka det här mejlet krypterat. Du väljer hur säkert mottagaren ska legitimera sig.',
      en: 'Send this mail encrypted. You choose how surely the recipient must be identified.',
      fi: 'Lähetä tämä sähköposti salattuna. Valitset, miten vahvasti vastaanottajan on tunnistauduttava.',
    },
    pinnable: false,
  },
  {
    id: 'read',
    context: 'mailRead',
    extensionPoint: 'MessageReadCommandSurface',
    path: '/outlook/read',
    label: { sv: 'Öppna meddelande', en: 'Open message', fi: 'Avaa viesti' },
    tip: {
      sv: 'Läs, ladda ner och svara på ett krypterat meddelande, eller se vem som har öppnat ditt eget.',
      en: 'Read, download and answer an encrypted message, or see who has opened your own.',
      fi: 'Lue, lataa ja vastaa salattuun viestiin tai katso, kuka on avannut lähettämäsi viestin.',
    },
    pinnable: true,
  },
  {
    id: 'appointment',
    context: 'meetingDetailsOrganizer',
    extensionPoint: 'AppointmentOrganizerCommandSurface',
    path: '/outlook/appointment',
    label: { sv: 'Kryptera meddelande', en: 'Encrypt message', fi: 'Salaa viesti' },
    tip: {
      sv: 'Skicka mötets text och bilagor krypterat till deltagarna i stället för öppet i inbjudan.',
      en: "Send the meeting's text and attachments encrypted to the attendees instead of openly in the invitation.",
      fi: 'Lähetä kokouksen teksti ja liitteet osallistujille salattuina avoimen kutsun sijaan.',
    },
    pinnable: false,
  },
];

/** What SEFOS puts into people's activity feeds in Teams; `{actor}` is the app's name, the rest is given with each activity. */
export interface Activity {
  readonly type: string;
  /** Shown in Teams' settings, where a person chooses how it is shown to her. */
  readonly description: Texts;
  readonly text: Texts;
}

export const ACTIVITIES: readonly Activity[] = [
  {
    type: 'messageReceived',
    description: { sv: 'Nytt säkert meddelande', en: 'New secure message', fi: 'Uusi turvallinen viesti' },
    text: {
      sv: '{actor}: säkert meddelande från {sender}',
      en: '{actor}: secure message from {sender}',
      fi: '{actor}: turvallinen viesti, lähettäjä {sender}',
    },
  },
  {
    type: 'answerReceived',
    description: {
      sv: 'Svar på ett säkert meddelande',
      en: 'Answer to a secure message',
      fi: 'Vastaus turvalliseen viestiin',
    },
    text: {
      sv: '{actor}: svar på ett säkert meddelande',
      en: '{actor}: answer to a secure message',
      fi: '{actor}: vastaus turvalliseen viestiin',
    },
  },
];

/** Name of the handler that the event bundle registers for OnMessageSend (outlook-addin/src/launch-event). */
export const SEND_HANDLER = 'onMessageSend';
export const LAUNCH_EVENT_PAGE = '/outlook/launchevent.html';
export const LAUNCH_EVENT_SCRIPT = '/outlook/launchevent.js';
export const TAB_PATH = '/teams';
/** Id of the personal tab; links into Teams name it. */
export const TAB_ENTITY_ID = 'sefos';
export const RIBBON_SIZES = [16, 32, 64, 80] as const;
