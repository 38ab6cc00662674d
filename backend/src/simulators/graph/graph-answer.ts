/** An answer of the simulated Graph. */
export interface GraphAnswer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
}

/** An error in Graph's form. */
export const refusal = (
  status: number,
  code: string,
  headers: Record<string, string> = {},
  message = code,
): GraphAnswer => ({
  status,
  headers,
  body: { error: { code, message, innerError: { 'request-id': 'simulated' } } },
});
