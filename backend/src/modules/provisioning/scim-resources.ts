const CORE = 'urn:ietf:params:scim:schemas:core:2.0';
export const USER_SCHEMA = `${CORE}:User`;
export const GROUP_SCHEMA = `${CORE}:Group`;
/** Resources on one page at most. */
export const MOST_RESOURCES = 100;

const attribute = (name: string, description: string, more: Readonly<Record<string, unknown>> = {}) => ({
  ...{ name, type: 'string', multiValued: false, description, required: false, caseExact: false },
  ...{ mutability: 'readWrite', returned: 'default', uniqueness: 'none' },
  ...more,
});

const meta = (resourceType: string, location: string) => ({ resourceType, location });

/** What this service does of SCIM (RFC 7643 §5). */
export const serviceProviderConfig = (base: string) => ({
  schemas: [`${CORE}:ServiceProviderConfig`],
  patch: { supported: true },
  bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
  filter: { supported: true, maxResults: MOST_RESOURCES },
  changePassword: { supported: false },
  sort: { supported: false },
  etag: { supported: false },
  authenticationSchemes: [
    {
      type: 'oauthbearertoken',
      name: 'Bearer token',
      description: 'A token that an administrator of the organisation has made',
      primary: true,
    },
  ],
  meta: meta('ServiceProviderConfig', `${base}/ServiceProviderConfig`),
});

/** Kinds of resources (RFC 7643 §6). */
export const resourceTypes = (base: string) =>
  (
    [
      ['User', '/Users', USER_SCHEMA],
      ['Group', '/Groups', GROUP_SCHEMA],
    ] as const
  ).map(([name, endpoint, schema]) => ({
    schemas: [`${CORE}:ResourceType`],
    ...{ id: name, name, endpoint, schema, schemaExtensions: [] },
    meta: meta('ResourceType', `${base}/ResourceTypes/${name}`),
  }));

/** What is kept of a resource (RFC 7643 §7). */
export const schemas = (base: string) => [
  {
    schemas: [`${CORE}:Schema`],
    ...{ id: USER_SCHEMA, name: 'User', description: 'An account' },
    attributes: [
      attribute('userName', 'The address of the account, in a domain of the organisation', {
        ...{ required: true, uniqueness: 'server' },
      }),
      attribute('displayName', 'The name that others see'),
      attribute('active', 'False = sign-in is frozen; mail still arrives', { type: 'boolean' }),
      attribute('externalId', 'What the directory calls the person', { caseExact: true }),
      attribute('preferredLanguage', 'sv, en or fi'),
    ],
    meta: meta('Schema', `${base}/Schemas/${USER_SCHEMA}`),
  },
  {
    schemas: [`${CORE}:Schema`],
    ...{ id: GROUP_SCHEMA, name: 'Group', description: 'A role' },
    attributes: [
      attribute('displayName', 'The name of the role', { mutability: 'readOnly' }),
      attribute('members', 'Accounts with the role', { type: 'complex', multiValued: true, mutability: 'readOnly' }),
    ],
    meta: meta('Schema', `${base}/Schemas/${GROUP_SCHEMA}`),
  },
];

/** A page of resources (RFC 7644 §3.4.2). */
export const listResponse = (resources: readonly unknown[], totalResults = resources.length, startIndex = 1) => ({
  schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
  totalResults,
  startIndex,
  itemsPerPage: resources.length,
  Resources: resources,
});

/** A refusal (RFC 7644 §3.12). */
export const errorBody = (status: number, detail: string, scimType?: string) => ({
  schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
  status: String(status),
  ...(scimType === undefined ? {} : { scimType }),
  detail,
});
