/** `scimType` of an error (RFC 7644 §3.12). */
export type ScimErrorType =
  | 'invalidFilter'
  | 'uniqueness'
  | 'invalidSyntax'
  | 'invalidPath'
  | 'invalidValue'
  | 'mutability';

/** A refusal in the words of SCIM. */
export class ScimError extends Error {
  readonly status: 400 | 401 | 403 | 404 | 409 | 501;
  readonly scimType: ScimErrorType | undefined;

  constructor(status: ScimError['status'], detail: string, scimType?: ScimErrorType) {
    super(detail);
    this.name = 'ScimError';
    this.status = status;
    this.scimType = scimType;
  }
}
