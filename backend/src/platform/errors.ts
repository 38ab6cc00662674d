/**
 * An expected refusal. `type` is stable and public (RFC 9457 `type` suffix); `facts` may be shown to the caller and
 * therefore never hold anything secret. HTTP knows the status by type (platform/problems.ts); this file knows no HTTP.
 */
export class DomainError extends Error {
  readonly type: string;
  readonly facts: Readonly<Record<string, string | number | boolean | readonly string[]>>;

  constructor(type: string, facts: DomainError['facts'] = {}, options?: ErrorOptions) {
    super(type, options);
    this.name = 'DomainError';
    this.type = type;
    this.facts = facts;
  }
}

/** True when `error` is a DomainError, of `type` where one is given. */
export const isDomainError = (error: unknown, type?: string): error is DomainError =>
  error instanceof DomainError && (type === undefined || error.type === type);
