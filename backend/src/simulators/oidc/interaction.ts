import type { IncomingMessage, ServerResponse } from 'node:http';
import type Provider from 'oidc-provider';
import { devPageHeaders } from '../dev-page.html.ts';
import { type InteractionView, interactionPage } from './interaction.page.ts';
import type { Accounts } from './issuer-configuration.ts';
import type { OidcTestPerson, OidcWorld } from './worlds.ts';

/** One running issuer, as the sign-in page needs it. */
export interface InteractiveIssuer {
  readonly world: OidcWorld;
  readonly oidc: Provider;
  readonly accounts: Accounts;
  readonly persons: readonly OidcTestPerson[];
  /** Origins of the registered redirect URIs: Chromium holds `form-action` against redirects too. */
  readonly redirectOrigins: readonly string[];
}

const MAX_FORM_BYTES = 16_384;

const readForm = async (request: IncomingMessage): Promise<URLSearchParams> => {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    sizeBytes += chunk.length;
    if (sizeBytes <= MAX_FORM_BYTES) chunks.push(chunk);
  }
  return new URLSearchParams(Buffer.concat(chunks).toString('utf8'));
};

const typedPerson = (world: OidcWorld, form: URLSearchParams): OidcTestPerson | null => {
  const typed = Object.fromEntries(world.fields.map(({ name }) => [name, form.get(name)?.trim() ?? '']));
  const { givenName, surname, email, hsaId } = typed;
  if (!givenName || !surname) return null;
  const personalNumber = typed.personalNumber?.replaceAll('-', '');
  if (personalNumber !== undefined && !/^\d{12}$/.test(personalNumber)) return null;
  return {
    givenName,
    surname,
    ...(email ? { email } : {}),
    ...(personalNumber ? { personalNumber } : {}),
    ...(hsaId ? { hsaId } : {}),
  };
};

const chosenPerson = (issuer: InteractiveIssuer, form: URLSearchParams): OidcTestPerson | null =>
  form.has('person') ? (issuer.persons[Number(form.get('person'))] ?? null) : typedPerson(issuer.world, form);

/** acr values that the relying party calls essential (OIDC Core §5.5.1.1); none when it does not care. */
const essentialAcrs = (claims: unknown): readonly string[] => {
  if (typeof claims !== 'string') return [];
  const acr = (JSON.parse(claims) as { id_token?: { acr?: { essential?: boolean; values?: string[] } | null } })
    .id_token?.acr;
  return acr?.essential ? (acr.values ?? []) : [];
};

type Outcome = Parameters<Provider['interactionFinished']>[2];

const outcomeOf = (issuer: InteractiveIssuer, form: URLSearchParams, essential: readonly string[]): Outcome | null => {
  if (form.has('cancel')) return { error: 'access_denied', error_description: 'The person cancelled' };
  const person = chosenPerson(issuer, form);
  const claims = person && issuer.world.describe(person);
  const level = issuer.world.levels.find(({ value }) => value === form.get('level')) ?? issuer.world.levels[0];
  if (!claims || !level) return null;
  const accountId = String(claims.sub);
  issuer.accounts.set(accountId, claims);
  if (issuer.world.acrValues.length === 0) {
    return { login: { accountId, amr: level.value.split(' '), remember: false } };
  }
  if (essential.length > 0 && !essential.includes(level.value)) {
    return { error: 'unmet_authentication_requirements', error_description: 'Not at a level that was asked for' };
  }
  return { login: { accountId, acr: level.value, remember: false } };
};

/** Shows the sign-in page (GET) and takes its forms (POST); without a pending interaction oidc-provider throws. */
export const serveInteraction = async (
  issuer: InteractiveIssuer,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  const details = await issuer.oidc.interactionDetails(request, response);
  const { claims, client_id: clientId, login_hint: hint } = details.params;
  const essential = essentialAcrs(claims);
  const hinted = (person: OidcTestPerson) => (hint !== undefined && person.email === hint ? 0 : 1);
  const asked = ({ value }: { readonly value: string }) => (essential.includes(value) ? 0 : 1);
  const view: Omit<InteractionView, 'problem'> = {
    world: issuer.world,
    action: request.url ?? '',
    clientId: String(clientId),
    persons: issuer.persons.toSorted((one, other) => hinted(one) - hinted(other)),
    levels: issuer.world.levels.toSorted((one, other) => asked(one) - asked(other)),
  };
  const show = (status: number, problem: string | null): void => {
    response.writeHead(status, devPageHeaders(issuer.redirectOrigins)).end(interactionPage({ ...view, problem }));
  };
  if (request.method !== 'POST') return show(200, null);
  const outcome = outcomeOf({ ...issuer, persons: view.persons }, await readForm(request), essential);
  if (outcome === null) return show(400, 'Fill in every field; a personnummer has 12 digits.');
  await issuer.oidc.interactionFinished(request, response, outcome, { mergeWithLastSubmission: false });
};
