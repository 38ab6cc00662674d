import { createHash } from 'node:crypto';

/** One installation of SEFOS, as its manifests name it. */
export interface Environment {
  /** Host name that people use, without scheme; a port only for trying out. */
  readonly domain: string;
  /** Application (client) id of SEFOS in Entra ID. */
  readonly clientId: string;
  /** What is set behind the name where several installations are used side by side, such as "test". */
  readonly label: string | null;
  /** Ribbon icons for Outlook's light or dark theme; manifests cannot hold both. */
  readonly ribbon: 'light' | 'dark';
  readonly privacyUrl: string;
  readonly termsUrl: string;
  readonly supportUrl: string;
}

const GUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const DOMAIN = /^(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}(?::\d{1,5})?$/;
/** Namespace of our own name-based ids. */
const NAMESPACE = Buffer.from('5ef05a110c8d4c0b9a6f0e7d3b2c1a09', 'hex');

/** A name-based UUID (RFC 9562 §5.5, version 5): the same for the same name. */
const uuidOf = (name: string): string => {
  const bytes = createHash('sha1').update(NAMESPACE).update(name, 'utf8').digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x50, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
};

/** Id of the unified manifest: Teams' app id. Each installation has its own, so that two can be installed side by side. */
export const appIdOf = ({ domain }: Environment): string => uuidOf(`unified ${domain}`);

/** Id of the add-in-only manifest; must differ from the unified one's. */
export const addInIdOf = ({ domain }: Environment): string => uuidOf(`add-in ${domain}`);

/** Origin of the installation. */
export const originOf = ({ domain }: Environment): string => `https://${domain}`;

/** Application ID URI of our API, as ENTRA_API_URI has it by default. */
export const apiUriOf = ({ domain, clientId }: Environment): string => `api://${domain}/${clientId}`;

/** Address of a ribbon icon on our origin. */
export const iconUrl = (environment: Environment, command: string, size: number): string =>
  `${originOf(environment)}/icons/${command}-${environment.ribbon}-${size}.png`;

/** Checks what a person typed. @throws {Error} with a sentence that says what to give */
export const makeEnvironment = (given: {
  readonly domain?: string | undefined;
  readonly clientId?: string | undefined;
  readonly label?: string | undefined;
  readonly ribbon?: string | undefined;
  readonly privacyUrl?: string | undefined;
  readonly termsUrl?: string | undefined;
  readonly supportUrl?: string | undefined;
}): Environment => {
  const domain = given.domain?.toLowerCase() ?? '';
  if (!DOMAIN.test(domain))
    throw new Error('--domain must be a host name without https://, such as --domain sefos.example.se.');
  const clientId = given.clientId?.toLowerCase() ?? '';
  if (!GUID.test(clientId))
    throw new Error(
      "--client-id must be the application's id in Entra ID, such as --client-id 11111111-2222-3333-4444-555555555555.",
    );
  if (given.ribbon !== undefined && given.ribbon !== 'light' && given.ribbon !== 'dark')
    throw new Error('--ribbon must be light or dark.');
  if (given.label !== undefined && !/^[\p{L}\p{N} .-]{1,12}$/u.test(given.label))
    throw new Error('--label must be at most 12 letters and digits, such as --label test.');
  const page = (name: string, url: string | undefined): string => {
    if (url === undefined) return `https://${domain}/`;
    if (!URL.canParse(url) || new URL(url).protocol !== 'https:')
      throw new Error(`${name} must be an https:// address.`);
    return url;
  };
  return {
    domain,
    clientId,
    label: given.label ?? null,
    ribbon: given.ribbon ?? 'light',
    privacyUrl: page('--privacy-url', given.privacyUrl),
    termsUrl: page('--terms-url', given.termsUrl),
    supportUrl: page('--support-url', given.supportUrl),
  };
};
