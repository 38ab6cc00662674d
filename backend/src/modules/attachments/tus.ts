import { TUS_VERSION } from '@sefos/shared/contract/uploads.ts';
import { DomainError } from '../../platform/errors.ts';

/** What a creating request says (tus 1.0.0, "Creation"). Protected data: never log. */
export interface UploadCreation {
  readonly sizeBytes: number;
  readonly name: string;
}

type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** Whole, decimal, at most 2^53: nothing else is a length or an offset. */
const NUMBER = /^(0|[1-9][0-9]{0,15})$/;

const numberOf = (headers: Headers, name: string): number => {
  const given = headers[name];
  if (typeof given !== 'string' || !NUMBER.test(given)) throw new DomainError('invalid-request', { header: name });
  return Number(given);
};

/** @throws {DomainError} upload-version-unsupported */
export const checkVersion = (headers: Headers): void => {
  if (headers['tus-resumable'] !== TUS_VERSION)
    throw new DomainError('upload-version-unsupported', { version: TUS_VERSION });
};

/** @throws {DomainError} invalid-request */
export const offsetOf = (headers: Headers): number => numberOf(headers, 'upload-offset');

/** Length of the request's body, where it is known. */
export const bodyBytesOf = (headers: Headers): number | undefined =>
  headers['content-length'] === undefined ? undefined : numberOf(headers, 'content-length');

/** The value of a key of Upload-Metadata ("key base64,key base64"). @throws {DomainError} upload-name-invalid */
const metadataOf = (headers: Headers, wanted: string): string => {
  const given = headers['upload-metadata'];
  for (const pair of typeof given === 'string' ? given.split(',') : []) {
    const [key, value] = pair.trim().split(' ');
    if (key !== wanted || value === undefined) continue;
    try {
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.from(value, 'base64'));
    } catch {
      break;
    }
  }
  throw new DomainError('upload-name-invalid');
};

/** Reads a creating request. The type it claims is of no interest. @throws {DomainError} invalid-request, upload-name-invalid */
export const creationOf = (headers: Headers): UploadCreation => ({
  sizeBytes: numberOf(headers, 'upload-length'),
  name: metadataOf(headers, 'filename'),
});
