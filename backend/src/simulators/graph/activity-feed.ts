import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { Clock } from '../../ports/clock.port.ts';
import type { EntraAccount } from '../entra/people.ts';
import { type GraphAnswer, refusal } from './graph-answer.ts';

/** What Teams knows of an app by its manifest (schema 1.29), as far as activities go. */
export interface TeamsAppManifest {
  readonly staticTabs: readonly { readonly entityId: string }[];
  readonly activities?: {
    readonly activityTypes: readonly { readonly type: string; readonly templateText: string }[];
  };
  readonly authorization?: {
    readonly permissions: { readonly resourceSpecific: readonly { readonly name: string; readonly type: string }[] };
  };
}

/** SEFOS' app as everybody of the simulated tenants has it installed; manifests.test.ts holds it to the manifest. */
const SEFOS_TEAMS_APP = JSON.parse(
  readFileSync(new URL('./teams-app.json', import.meta.url), 'utf8'),
) as TeamsAppManifest;

/** An activity as it stands in a person's feed. */
export interface FeedActivity {
  readonly at: string;
  readonly person: EntraAccount;
  /** Actor and reason: the type's text with its parameters. */
  readonly title: string;
  readonly preview: string;
  readonly topic: string;
  readonly url: string;
}

/** Who asks, by the token. */
export interface ActivityCaller {
  readonly tenantId: string;
  /** Of a token of the application itself: which one, and what it was granted in Entra. Null of a person's token. */
  readonly application: { readonly clientId: string; readonly roles: readonly string[] } | null;
  /** Delegated permissions of a person's token. */
  readonly scopes: readonly string[];
}

interface ActivityRequest {
  readonly topic: { readonly source: 'entityUrl' | 'text'; readonly value: string; readonly webUrl?: string };
  readonly activityType: string;
  readonly chainId?: number;
  readonly previewText: { readonly content: string };
  readonly templateParameters?: readonly { readonly name: string; readonly value: string }[];
}

const text = { type: 'string' } as const;
const openObject = (properties: object, required: readonly string[]) => ({
  type: 'object',
  properties,
  required,
  patternProperties: { '^[A-Za-z0-9_.]*@[A-Za-z0-9_.]+$': {} },
  additionalProperties: false,
});

/** Parameters of the action, after its page in Microsoft's documentation: any other is an error, annotations are allowed. */
const ACTIVITY_REQUEST = openObject(
  {
    topic: openObject({ source: { enum: ['entityUrl', 'text'] }, value: text, webUrl: text }, ['source', 'value']),
    activityType: text,
    chainId: { type: 'integer' },
    iconId: text,
    teamsAppId: text,
    previewText: openObject({ contentType: { enum: ['text', 'html'] }, content: text }, ['content']),
    templateParameters: { type: 'array', items: openObject({ name: text, value: text }, ['name', 'value']) },
  },
  ['topic', 'activityType', 'previewText'],
);

const SHOWN_PREVIEW_CHARACTERS = 150;
const KEPT = 500;
const TEAMS_LINK = /^https:\/\/teams\.microsoft\.com\/l\//;
const APPLICATION_PERMISSIONS = { consented: 'TeamsActivity.Send', resourceSpecific: 'TeamsActivity.Send.User' };

const bad = (message: string): GraphAnswer => refusal(400, 'BadRequest', {}, message);

export interface ActivityFeedOptions {
  readonly clock: Clock;
  readonly accounts: readonly EntraAccount[];
  /** The application that `webApplicationInfo` of the app's manifest names. */
  readonly clientId: string;
  readonly app?: TeamsAppManifest;
  readonly appName?: string;
}

/** Activity feeds of the simulated tenants: `POST /users/{id}/teamwork/sendActivityNotification`. */
export class ActivityFeed {
  readonly #options: Required<ActivityFeedOptions>;
  readonly #validate = new Ajv2020().compile<ActivityRequest>(ACTIVITY_REQUEST);
  readonly #feed: (FeedActivity & { readonly chainId: number | undefined })[] = [];
  /** Object ids of people who do not have the app. */
  readonly withoutApp = new Set<string>();

  constructor(options: ActivityFeedOptions) {
    this.#options = { app: SEFOS_TEAMS_APP, appName: 'SEFOS', ...options };
  }

  /** What stands in everybody's feeds, newest first. */
  list(): readonly FeedActivity[] {
    return this.#feed.toReversed().map(({ chainId: _chain, ...activity }) => activity);
  }

  /** Answers the action for the person with an object id. */
  post(caller: ActivityCaller, objectId: string, body: unknown): GraphAnswer {
    const person = this.#options.accounts.find(
      (account) => account.objectId === objectId && account.tenantId === caller.tenantId,
    );
    if (!person) return refusal(404, 'NotFound');
    if (!this.#mayTell(caller, objectId)) return refusal(403, 'Forbidden');
    if (!this.#validate(body)) return bad(JSON.stringify(this.#validate.errors));
    const title = this.#titleOf(body);
    if (typeof title !== 'string') return title;
    const { source, value: topic, webUrl } = body.topic;
    if (source !== 'text' || webUrl === undefined) return bad('The simulator takes a text topic with its webUrl only.');
    if (!TEAMS_LINK.test(webUrl)) return bad('webUrl must be a Microsoft Teams deep link.');
    this.#replace(body.chainId, person);
    const preview = [...body.previewText.content].slice(0, SHOWN_PREVIEW_CHARACTERS).join('');
    const at = this.#options.clock.now().toISOString();
    this.#feed.push({ at, person, title, preview, topic, url: webUrl, chainId: body.chainId });
    this.#feed.splice(0, this.#feed.length - KEPT);
    return { status: 204 };
  }

  /** A person's token needs her consent; the application's own its consent in Entra, or the app with its permission at the person. */
  #mayTell({ application, scopes }: ActivityCaller, objectId: string): boolean {
    const { app, clientId } = this.#options;
    if (this.withoutApp.has(objectId)) return false;
    if (!application) return scopes.includes(APPLICATION_PERMISSIONS.consented);
    const granted = app.authorization?.permissions.resourceSpecific ?? [];
    return (
      application.clientId === clientId &&
      (application.roles.includes(APPLICATION_PERMISSIONS.consented) ||
        granted.some(({ name, type }) => name === APPLICATION_PERMISSIONS.resourceSpecific && type === 'Application'))
    );
  }

  /** The text of the declared type; an answer when it is not declared, or a parameter of it is not given. */
  #titleOf({ activityType, templateParameters = [] }: ActivityRequest): string | GraphAnswer {
    const { app, appName } = this.#options;
    const declared = app.activities?.activityTypes.find(({ type }) => type === activityType);
    if (!declared) return bad(`The activity type '${activityType}' is not declared in the manifest.`);
    const given = new Map([['actor', appName], ...templateParameters.map(({ name, value }) => [name, value] as const)]);
    const wanted = [...declared.templateText.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '');
    const missing = wanted.find((name) => !given.has(name));
    if (missing !== undefined) return bad(`The template parameter '${missing}' is missing.`);
    return declared.templateText.replaceAll(/\{(\w+)\}/g, (_all, name: string) => given.get(name) ?? '');
  }

  #replace(chainId: number | undefined, { objectId }: EntraAccount): void {
    const index = this.#feed.findIndex((one) => one.chainId === chainId && one.person.objectId === objectId);
    if (chainId !== undefined && index >= 0) this.#feed.splice(index, 1);
  }
}
