/** An S3-compatible store out of a `s3://` URL. */
export interface S3Address {
  readonly endpoint: string;
  readonly bucket: string;
  readonly region: string;
  readonly pathStyle: boolean;
  /** Absent: the SDK's own chain (environment, profile, instance role). Secret: never log. */
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

const PARAMETERS = new Set(['region', 'tls', 'path-style']);

/**
 * Reads `s3://key:secret@host:port/bucket?region=eu-north-1&tls=0&path-style=0`; key and secret are percent-encoded.
 * TLS and path-style addresses are on, and the region is us-east-1 (what most compatible stores answer to), unless told.
 * @throws {Error} a sentence that says what to change; never holds the URL, which holds a secret
 */
export const parseS3Url = (value: string): S3Address => {
  if (!URL.canParse(value) || new URL(value).protocol !== 's3:') {
    throw new Error('BLOB_URL must be a URL such as s3://key:secret@s3.example.se/bucket?region=eu-north-1');
  }
  const url = new URL(value);
  const bucket = url.pathname.slice(1);
  if (url.hostname === '') throw new Error('BLOB_URL must name the host of the object store');
  if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket))
    throw new Error('BLOB_URL must end in the name of one bucket');
  for (const name of url.searchParams.keys()) {
    if (!PARAMETERS.has(name)) throw new Error('BLOB_URL takes no other parameters than region, tls and path-style');
  }
  if ((url.username === '') !== (url.password === ''))
    throw new Error('BLOB_URL must hold both key and secret, or neither');
  const address = {
    endpoint: `${onOrOff(url, 'tls') ? 'https' : 'http'}://${url.host}`,
    bucket,
    region: url.searchParams.get('region') ?? 'us-east-1',
    pathStyle: onOrOff(url, 'path-style'),
  };
  if (url.username === '') return address;
  const credentials = {
    accessKeyId: decodeURIComponent(url.username),
    secretAccessKey: decodeURIComponent(url.password),
  };
  return { ...address, credentials };
};

const onOrOff = (url: URL, name: string): boolean => {
  const value = url.searchParams.get(name) ?? '1';
  if (value !== '0' && value !== '1') throw new Error(`The ${name} parameter of BLOB_URL must be 0 or 1`);
  return value === '1';
};
