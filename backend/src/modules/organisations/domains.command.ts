import { MOST_LISTED_DOMAINS, normaliseDomain } from './domain-lists.ts';
import { type SettingsService, TooManyDomains } from './settings.service.ts';

export const DOMAINS_USAGE = `  domains show <organisation slug>                 trusted and forbidden domains of recipients
  domains trust <organisation slug> <domain>       nobody is warned of the domain and those below it
  domains forbid <organisation slug> <domain>      nothing is sent to the domain and those below it
  domains remove <organisation slug> <domain>      takes a domain out of both lists`;

interface DomainsCommand {
  readonly settings: SettingsService;
  readonly print: (line: string) => void;
}

const WRONG = 2;
const FAILED = 1;
const LISTS = { trust: 'trusted', forbid: 'forbidden', remove: null } as const;

const isChange = (verb: string | undefined): verb is keyof typeof LISTS =>
  verb !== undefined && Object.hasOwn(LISTS, verb);

/** Why a change is refused, or null once it is made. */
const change = async (
  settings: SettingsService,
  { slug, id }: { readonly slug: string; readonly id: string },
  verb: keyof typeof LISTS,
  text: string,
): Promise<string | null> => {
  const domain = normaliseDomain(text);
  if (!domain) return `"${text}" is no domain.`;
  if (verb === 'forbid' && (await settings.isOwnDomain(id, domain)))
    return `"${domain}" is the organisation's own domain.`;
  try {
    await settings.listDomain(slug, domain, LISTS[verb]);
    return null;
  } catch (error) {
    if (!(error instanceof TooManyDomains)) throw error;
    return `The list is full: ${MOST_LISTED_DOMAINS} domains.`;
  }
};

/** `sefos domains …`. Answers the exit code: 0 done, 1 refused, 2 not understood. */
export const runDomains = async ({ settings, print }: DomainsCommand, args: readonly string[]): Promise<number> => {
  const [verb, slug = '', text = ''] = args;
  if (!(verb === 'show' && args.length === 2) && !(isChange(verb) && args.length === 3)) {
    print(DOMAINS_USAGE);
    return WRONG;
  }
  const organisation = await settings.find(slug);
  if (!organisation) {
    print(`No organisation has the slug "${slug}": "select slug, name from organisation" tells which there are.`);
    return FAILED;
  }
  const refused = isChange(verb) ? await change(settings, { slug, id: organisation.id }, verb, text) : null;
  if (refused) {
    print(refused);
    return FAILED;
  }
  const { trusted = [], forbidden = [] } = (await settings.find(slug))?.settings.domains ?? {};
  print(`${slug}: trusted ${trusted.join(' ') || 'none'}; forbidden ${forbidden.join(' ') || 'none'}.`);
  return 0;
};
