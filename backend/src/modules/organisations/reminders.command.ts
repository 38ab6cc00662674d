import { DAY_SETTINGS, daysOf, type SettingsService } from './settings.service.ts';

export const REMINDERS_USAGE = `  reminders show <organisation slug>               days before a link ends that reader and sender are reminded
  reminders set <organisation slug> <days>         changes that; 0 = never`;

interface RemindersCommand {
  readonly settings: SettingsService;
  readonly print: (line: string) => void;
}

const WRONG = 2;
const FAILED = 1;

const describe = (slug: string, days: number): string =>
  days === 0 ? `${slug}: no reminders.` : `${slug}: reminders ${days} days before a link ends.`;

/** `sefos reminders …`. Answers the exit code: 0 done, 1 refused, 2 not understood. */
export const runReminders = async ({ settings, print }: RemindersCommand, args: readonly string[]): Promise<number> => {
  const [verb, slug = '', text = ''] = args;
  const shown = verb === 'show' && args.length === 2;
  if (!shown && !(verb === 'set' && args.length === 3)) {
    print(REMINDERS_USAGE);
    return WRONG;
  }
  const days = shown ? null : daysOf('reminderDays', text);
  if (!shown && days === null) {
    print(`"${text}" is no number of days from 0 to ${DAY_SETTINGS.reminderDays.most}.`);
    return WRONG;
  }
  if (days !== null) await settings.setDays(slug, 'reminderDays', days);
  const found = await settings.find(slug);
  print(
    found
      ? describe(slug, found.settings.reminderDays)
      : `No organisation has the slug "${slug}": "select slug, name from organisation" tells which there are.`,
  );
  return found ? 0 : FAILED;
};
