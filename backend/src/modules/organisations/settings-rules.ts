import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type {
  LevelChange,
  LevelRules,
  LevelView,
  LogoChange,
  MessageRules,
  MessageRulesChange,
  OwnWords,
  SenderChange,
  SenderIdentityView,
  SenderRules,
  SessionChange,
  SessionRules,
  SignInChange,
} from '@sefos/shared/contract/organisation-rules.ts';
import { ASSURANCE_LEVELS, type AssuranceLevel } from '@sefos/shared/domain/levels.ts';
import { isTelephone } from '@sefos/shared/domain/phone.ts';
import { cleanLine, cleanText } from '@sefos/shared/domain/text.ts';
import { insert, type Statement, write } from '../../platform/database/statements.ts';
import { DomainError } from '../../platform/errors.ts';
import { remakePng } from './logo-png.ts';
import { OrganisationLogoEntity } from './organisation.entity.ts';
import { methodsAt, type OrganisationSettings, offeredAt } from './organisations.domain.ts';
import { requireAbleAdministrator } from './sign-in-ways.ts';

/** What one change does to the settings, and what the log says of it. */
export interface Change {
  readonly changed: Partial<OrganisationSettings>;
  readonly facts: Readonly<Record<string, string | number>>;
  /** The limits of sessions before, where they change: what they have ended stays ended. */
  readonly endedBy?: OrganisationSettings['session'];
  /** What is written beside the settings. */
  readonly also?: (organisationId: string) => readonly Statement[];
}

const LANGUAGES = ['sv', 'en', 'fi'] as const;
const MINUTE = 60;
const HOUR = 3_600;

/** Without what is empty; null when nothing is left. */
const tidy = (words: OwnWords, clean: (text: string) => string): OwnWords => {
  const written = LANGUAGES.map((language) => [language, clean(words?.[language] ?? '')] as const);
  const filled = written.filter(([, text]) => text !== '');
  return filled.length === 0 ? null : Object.fromEntries(filled);
};
const onLines = (text: string): string => cleanText(text).trim();

const levelRules = (settings: OrganisationSettings, level: AssuranceLevel): LevelRules => ({
  active: settings.levels[level].active,
  description: tidy(settings.levels[level].description, cleanLine),
  methods: methodsAt(settings, level),
});

/** The levels as their administrators see them. */
export const levelViews = (settings: OrganisationSettings): LevelView[] =>
  ASSURANCE_LEVELS.map((level) => ({ level, ...levelRules(settings, level), offered: offeredAt(settings, level) }));

/** The limits of sessions in the units that their administrators change them in. */
export const sessionRules = ({ session }: Pick<OrganisationSettings, 'session'>): SessionRules => ({
  idleMinutes: Math.round(session.idleSeconds / MINUTE),
  hours: Math.round(session.absoluteSeconds / HOUR),
});

/** What holds for new messages. */
export const messageRules = (settings: OrganisationSettings): MessageRules => {
  const { linkDays, mostLinkDays, maxDownloads, mostDownloads, replyAllowed, openText } = settings;
  return { linkDays, mostLinkDays, maxDownloads, mostDownloads, replyAllowed, openText: tidy(openText, onLines) };
};

const requireSeen = (before: object, expected: object): void => {
  if (!isDeepStrictEqual(before, expected)) throw new DomainError('settings-changed');
};

/** For the log: the parts that differ, as JSON. */
const difference = <T extends object>(before: T, after: T): { readonly before: string; readonly after: string } => {
  const changed = Object.keys(before).filter(
    (key) => !isDeepStrictEqual(before[key as keyof T], after[key as keyof T]),
  );
  const part = (whole: T) =>
    JSON.stringify(
      whole,
      changed.flatMap((key) => [key, ...LANGUAGES]),
    );
  return { before: part(before), after: part(after) };
};

/** @throws {DomainError} settings-changed, method-unavailable, levels-none */
export const levelChange =
  ({ level, wanted, expected }: LevelChange): ((settings: OrganisationSettings) => Change | null) =>
  (settings) => {
    const offered = offeredAt(settings, level);
    const chosen = ({ methods }: LevelRules) => offered.filter((method) => methods.includes(method));
    const before = levelRules(settings, level);
    requireSeen(before, { ...expected, description: tidy(expected.description, cleanLine), methods: chosen(expected) });
    if (wanted.methods.some((method) => !offered.includes(method))) throw new DomainError('method-unavailable');
    const after = { ...wanted, description: tidy(wanted.description, cleanLine), methods: chosen(wanted) };
    if (isDeepStrictEqual(before, after)) return null;
    // What the installation does not offer now stays as it was.
    const elsewhere = (settings.levels[level].without ?? []).filter((method) => !offered.includes(method));
    const without = [...elsewhere, ...offered.filter((method) => !after.methods.includes(method))];
    const { active, description } = after;
    const levels = { ...settings.levels, [level]: { active, description, without } };
    if (!ASSURANCE_LEVELS.some((one) => levels[one].active)) throw new DomainError('levels-none');
    return { changed: { levels }, facts: { setting: 'levels', level, ...difference(before, after) } };
  };

/** @throws {DomainError} settings-changed */
export const sessionChange =
  ({ wanted, expected }: SessionChange): ((settings: OrganisationSettings) => Change | null) =>
  (settings) => {
    const before = sessionRules(settings);
    requireSeen(before, expected);
    if (isDeepStrictEqual(before, wanted)) return null;
    const session = { idleSeconds: wanted.idleMinutes * MINUTE, absoluteSeconds: wanted.hours * HOUR };
    return {
      changed: { session },
      facts: { setting: 'session', ...difference(before, wanted) },
      endedBy: settings.session,
    };
  };

/** @throws {DomainError} settings-changed; last-administrator (by its write) */
export const signInChange =
  ({ wanted, expected }: SignInChange): ((settings: OrganisationSettings) => Change | null) =>
  ({ signIn: before }) => {
    requireSeen(before, expected);
    if (isDeepStrictEqual(before, wanted)) return null;
    return {
      changed: { signIn: wanted },
      facts: { setting: 'signIn', ...difference(before, wanted) },
      also: (organisationId) => [requireAbleAdministrator(organisationId, wanted)],
    };
  };

/** A way more, which takes nobody's: not refused where no administrator can sign in. */
export const allowingPasswords = ({ signIn: before }: OrganisationSettings): Change | null => {
  if (before.password) return null;
  const signIn = { ...before, password: true };
  return { changed: { signIn }, facts: { setting: 'signIn', ...difference(before, signIn) } };
};

/** @throws {DomainError} settings-changed, default-above-most */
export const messageRulesChange =
  ({ wanted, expected }: MessageRulesChange): ((settings: OrganisationSettings) => Change | null) =>
  (settings) => {
    const before = messageRules(settings);
    requireSeen(before, { ...expected, openText: tidy(expected.openText, onLines) });
    const after = { ...wanted, openText: tidy(wanted.openText, onLines) };
    const { linkDays, mostLinkDays, maxDownloads, mostDownloads } = after;
    const tooMany = maxDownloads !== null && mostDownloads !== null && maxDownloads > mostDownloads;
    if (linkDays > mostLinkDays || tooMany) throw new DomainError('default-above-most');
    if (isDeepStrictEqual(before, after)) return null;
    return { changed: after, facts: { setting: 'messages', ...difference(before, after) } };
  };

const tidySender = ({ displayName, switchboard }: SenderRules): SenderRules => ({
  displayName: cleanLine(displayName ?? '') || null,
  switchboard: cleanLine(switchboard ?? '') || null,
});

/** What recipients see of the organisation, as far as it has changed it. */
export const senderView = ({ displayName, ownSwitchboard, logo }: OrganisationSettings): SenderIdentityView => ({
  ...tidySender({ displayName, switchboard: ownSwitchboard }),
  logo,
});

/** @throws {DomainError} settings-changed, switchboard-invalid (where it is changed) */
export const senderChange =
  ({ wanted, expected }: SenderChange): ((settings: OrganisationSettings) => Change | null) =>
  (settings) => {
    const { logo: _logo, ...before } = senderView(settings);
    requireSeen(before, tidySender(expected));
    const after = tidySender(wanted);
    if (isDeepStrictEqual(before, after)) return null;
    const { switchboard } = after;
    if (switchboard !== null && switchboard !== before.switchboard && !isTelephone(switchboard))
      throw new DomainError('switchboard-invalid');
    return {
      changed: { displayName: after.displayName, ownSwitchboard: after.switchboard },
      facts: { setting: 'sender', ...difference(before, after) },
    };
  };

/** @throws {DomainError} logo-invalid */
export const logoChange = async ({
  png,
  expected,
}: LogoChange): Promise<(settings: OrganisationSettings) => Change | null> => {
  const image = png === null ? null : await remakePng(Buffer.from(png, 'base64'));
  if (png !== null && !image) throw new DomainError('logo-invalid');
  const hash = image && createHash('sha256').update(image).digest('hex');
  return ({ logo }) => {
    if (logo !== expected) throw new DomainError('settings-changed');
    if (logo === hash) return null;
    return {
      changed: { logo: hash },
      facts: { setting: 'logo', before: logo ?? 'none', after: hash ?? 'none' },
      also: (organisationId) => [
        write('delete from organisation_logo where organisation_id = ?', organisationId),
        ...(image && hash ? [insert(OrganisationLogoEntity, { organisation_id: organisationId, image, hash })] : []),
      ],
    };
  };
};
