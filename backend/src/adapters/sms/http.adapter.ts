import type { SmsPort } from '../../ports/sms.port.ts';
import { assertE164, callGateway, checkedGatewayUrl, GATEWAY_TIMEOUT_MS } from './gateway-request.ts';

export interface HttpSmsOptions {
  readonly url: string;
  /** POST unless told. */
  readonly method?: 'POST' | 'PUT';
  /** The whole value of the Authorization header, such as `Bearer …`. Secret: never log. */
  readonly authorization?: string;
  readonly contentType: 'application/json' | 'application/x-www-form-urlencoded';
  /**
   * The body with `{to}`, `{text}` and `{from}` where the values go, such as `{"to":"{to}","body":"{text}"}` or
   * `to={to}&text={text}`. Values are escaped for the content type; in JSON they belong inside quotation marks.
   */
  readonly bodyTemplate: string;
  readonly from: string;
  /** Longest wait for the whole answer; 15 seconds unless told. */
  readonly timeoutMs?: number;
  /** Statuses by which the gateway refuses for good; 400, 404, 410, 413 and 422 unless told. */
  readonly refusedStatuses?: readonly number[];
}

const REFUSED = [400, 404, 410, 413, 422];
const PLACEHOLDER = /\{(to|text|from)\}/g;
type Values = Readonly<Record<'to' | 'text' | 'from', string>>;

/**
 * Sends through any gateway that takes one HTTP request per message.
 * @throws {Error} when a setting is wrong: a sentence that says what to change
 */
export const makeHttpSms = (options: HttpSmsOptions): SmsPort => {
  const url = checkedGatewayUrl(options.url, 'The SMS gateway URL').href;
  const escaped = options.contentType === 'application/json' ? escapeJson : encodeURIComponent;
  assertTemplate(options, escaped);
  return {
    send: async ({ to, text }) => {
      assertE164(to);
      await callGateway({
        url,
        method: options.method ?? 'POST',
        headers: {
          'content-type': options.contentType,
          ...(options.authorization === undefined ? {} : { authorization: options.authorization }),
        },
        body: fill(options.bodyTemplate, { to, text, from: options.from }, escaped),
        timeoutMs: options.timeoutMs ?? GATEWAY_TIMEOUT_MS,
        refusedStatuses: new Set(options.refusedStatuses ?? REFUSED),
      });
    },
  };
};

/** One pass, so that a text that happens to hold `{to}` is sent as it is. */
const fill = (template: string, values: Values, escaped: (value: string) => string): string =>
  template.replace(PLACEHOLDER, (_whole, name: keyof Values) => escaped(values[name]));

const escapeJson = (value: string): string => JSON.stringify(value).slice(1, -1);

const assertTemplate = (options: HttpSmsOptions, escaped: (value: string) => string): void => {
  if (!options.bodyTemplate.includes('{to}') || !options.bodyTemplate.includes('{text}')) {
    throw new Error('The SMS body template must hold {to} and {text}');
  }
  if (options.contentType !== 'application/json') return;
  try {
    JSON.parse(fill(options.bodyTemplate, { to: '+46701740605', text: 'a "text"\n', from: options.from }, escaped));
  } catch {
    throw new Error('The SMS body template must be JSON, with {to}, {text} and {from} inside quotation marks');
  }
};
