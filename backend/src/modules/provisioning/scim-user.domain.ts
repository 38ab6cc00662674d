import { LIMITS } from '@sefos/shared/domain/limits.ts';

/** What a directory says of a person, as far as we keep it; what is left out it did not say. */
export interface ScimUserInput {
  readonly userName?: string;
  readonly displayName?: string;
  /** null = it takes it away. */
  readonly externalId?: string | null;
  readonly active?: boolean;
  readonly language?: 'sv' | 'en' | 'fi';
}

/** Why a body is refused: `scimType` and an explanation. */
export class ScimInputError extends Error {
  readonly scimType: 'invalidSyntax' | 'invalidPath' | 'invalidValue';
  constructor(scimType: ScimInputError['scimType'], detail: string) {
    super(detail);
    this.scimType = scimType;
  }
}

type Attributes = ReadonlyMap<string, unknown>;

const MOST_OPERATIONS = 100;
const CORE = /^urn:ietf:params:scim:schemas:core:2\.0:user:/;
const PATCH_SCHEMA = 'urn:ietf:params:scim:api:messages:2.0:patchop';

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Attributes by their names in small letters (they have no case, RFC 7643 §2.1), what is inside others by a dotted name. */
const flatten = (value: Readonly<Record<string, unknown>>, prefix = ''): [string, unknown][] =>
  Object.entries(value).flatMap(([name, inner]) => {
    const path = (prefix + name).toLowerCase().replace(CORE, '');
    return isObject(inner) && prefix === '' ? flatten(inner, `${path}.`) : [[path, inner] as [string, unknown]];
  });

/** Some write one value as a list of one, with `value` in it. */
const single = (value: unknown): unknown => {
  const [first] = Array.isArray(value) && value.length === 1 ? value : [value];
  return isObject(first) && 'value' in first ? first.value : first;
};

/** What was said in small letters; an object says nothing. */
const said = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'boolean' ? String(value).toLowerCase() : '';

/** Entra ID says "False" where the schema has false. @throws {ScimInputError} invalidValue */
const booleanOf = (value: unknown): boolean => {
  const text = said(single(value));
  if (text === 'true' || text === 'false') return text === 'true';
  throw new ScimInputError('invalidValue', 'active is true or false');
};

/** @throws {ScimInputError} invalidValue */
const textOf = (name: string, value: unknown, most = 255): string => {
  const text = single(value);
  if (typeof text !== 'string' || text.trim() === '' || text.length > most)
    throw new ScimInputError('invalidValue', `${name} is a text of 1 to ${most} characters`);
  return text.trim();
};

const languageOf = (value: unknown): ScimUserInput['language'] => {
  const [primary] = said(single(value)).split(/[-_,;]/, 1);
  return primary === 'sv' || primary === 'en' || primary === 'fi' ? primary : undefined;
};

const nameOf = (attributes: Attributes): string | undefined => {
  const of = (name: string) => {
    const value = attributes.get(name);
    return typeof value === 'string' ? value.trim() : '';
  };
  const name = of('name.formatted') || `${of('name.givenname')} ${of('name.familyname')}`.trim();
  return name === '' ? undefined : name;
};

const isSaid = (attributes: Attributes, name: string): boolean =>
  attributes.get(name) !== undefined && attributes.get(name) !== null;

const inputOf = (attributes: Attributes): ScimUserInput => {
  const language = languageOf(attributes.get('preferredlanguage'));
  return {
    ...(isSaid(attributes, 'username') ? { userName: textOf('userName', attributes.get('username')) } : {}),
    ...(isSaid(attributes, 'displayname')
      ? { displayName: textOf('displayName', attributes.get('displayname'), LIMITS.accountNameCharacters) }
      : {}),
    ...(isSaid(attributes, 'externalid') ? { externalId: textOf('externalId', attributes.get('externalid')) } : {}),
    ...(isSaid(attributes, 'active') ? { active: booleanOf(attributes.get('active')) } : {}),
    ...(language ? { language } : {}),
  };
};

/** A whole resource, as POST and PUT bring it. @throws {ScimInputError} invalidSyntax, invalidValue */
export const readUser = (body: unknown): ScimUserInput & { readonly userName: string } => {
  if (!isObject(body)) throw new ScimInputError('invalidSyntax', 'the body is no resource');
  const attributes = new Map(flatten(body));
  const { userName, ...rest } = inputOf(attributes);
  if (userName === undefined) throw new ScimInputError('invalidValue', 'userName is missing');
  const displayName = rest.displayName ?? nameOf(attributes)?.slice(0, LIMITS.accountNameCharacters);
  return { userName, ...rest, ...(displayName === undefined ? {} : { displayName }) };
};

interface Operation {
  readonly op: string;
  readonly path: string | undefined;
  readonly value: unknown;
}

/** @throws {ScimInputError} invalidSyntax */
const readOperation = (given: unknown): Operation => {
  const of = new Map(isObject(given) ? Object.entries(given).map(([key, value]) => [key.toLowerCase(), value]) : []);
  const [op, path] = [said(of.get('op')), of.get('path')];
  if (!['add', 'replace', 'remove'].includes(op))
    throw new ScimInputError('invalidSyntax', 'op is add, replace or remove');
  if (path !== undefined && path !== null && typeof path !== 'string')
    throw new ScimInputError('invalidPath', 'path is a text');
  return { op, path: path ? path.toLowerCase().replace(CORE, '') : undefined, value: of.get('value') };
};

/** @throws {ScimInputError} invalidSyntax, invalidValue */
const apply = (attributes: Map<string, unknown>, { op, path, value }: Operation): void => {
  if (op === 'remove') {
    if (path === undefined) throw new ScimInputError('invalidPath', 'remove needs a path');
    if (['username', 'active', 'displayname'].includes(path))
      throw new ScimInputError('invalidValue', `${path} cannot be removed`);
    attributes.set(path, null);
  } else if (path !== undefined) {
    const entries = isObject(value) && !('value' in value) ? flatten({ [path]: value }) : [[path, value] as const];
    for (const [name, inner] of entries) attributes.set(name, inner);
  } else if (isObject(value)) {
    for (const [name, inner] of flatten(value)) attributes.set(name, inner);
  } else {
    throw new ScimInputError('invalidSyntax', 'an operation without a path has an object as its value');
  }
};

/**
 * What a PATCH changes (RFC 7644 §3.5.2), as directories really write it: `Replace`, "False", with and without path, dotted
 * names. Attributes that we do not keep are left alone. @throws {ScimInputError} invalidSyntax, invalidPath, invalidValue
 */
export const readPatch = (body: unknown): ScimUserInput => {
  const of = new Map(isObject(body) ? Object.entries(body).map(([key, value]) => [key.toLowerCase(), value]) : []);
  const [schemas, operations] = [of.get('schemas'), of.get('operations')];
  const isPatch = Array.isArray(schemas) && schemas.some((schema) => said(schema) === PATCH_SCHEMA);
  if (!isPatch || !Array.isArray(operations) || operations.length === 0 || operations.length > MOST_OPERATIONS)
    throw new ScimInputError('invalidSyntax', `the body is no PatchOp with 1 to ${MOST_OPERATIONS} operations`);
  const attributes = new Map<string, unknown>();
  for (const operation of operations) apply(attributes, readOperation(operation));
  const input = inputOf(attributes);
  return attributes.get('externalid') === null ? { ...input, externalId: null } : input;
};
