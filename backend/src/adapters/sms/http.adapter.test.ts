import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { smsContract } from '../../ports/sms.contract.ts';
import { type HttpSmsOptions, makeHttpSms } from './http.adapter.ts';

const REFUSED_NUMBER = '+46701740000';
const JSON_TEMPLATE = '{"sender":"{from}","recipients":["{to}"],"body":"{text}"}';
const FORM_TEMPLATE = 'sender={from}&number={to}&body={text}';

/** A gateway of nobody in particular: takes JSON or a form, refuses one number with 422. */
const setUp = async (contentType: HttpSmsOptions['contentType']) => {
  const seen: { to: string; text: string; from: string; method: string; headers: IncomingHttpHeaders }[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8');
      const form = new URLSearchParams(body);
      const {
        sender,
        recipients,
        body: text,
      } = contentType === 'application/json'
        ? (JSON.parse(body) as { sender: string; recipients: string[]; body: string })
        : { sender: form.get('sender') ?? '', recipients: form.getAll('number'), body: form.get('body') ?? '' };
      const to = recipients.join();
      if (to === REFUSED_NUMBER) {
        response.writeHead(422).end(`no ${to}`);
        return;
      }
      seen.push({ to, text, from: sender, method: request.method ?? '', headers: request.headers });
      response.writeHead(202).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const stopGateway = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  const options: HttpSmsOptions = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/send`,
    authorization: 'Bearer abc',
    contentType,
    bodyTemplate: contentType === 'application/json' ? JSON_TEMPLATE : FORM_TEMPLATE,
    from: 'Storkommun',
  };
  return {
    sms: makeHttpSms(options),
    options,
    seen,
    received: () => seen.map(({ to, text }) => ({ to, text })),
    refusedNumber: REFUSED_NUMBER,
    stopGateway,
    teardown: stopGateway,
  };
};

smsContract('generic HTTP (JSON)', () => setUp('application/json'));
smsContract('generic HTTP (form)', () => setUp('application/x-www-form-urlencoded'));

describe('generic HTTP adapter', () => {
  it('sends the sender, the method and the authorization that were configured', async () => {
    const { options, seen, teardown } = await setUp('application/json');
    await makeHttpSms({ ...options, method: 'PUT' }).send({ to: '+46701740605', text: 'hej' });
    expect(seen[0]).toMatchObject({ from: 'Storkommun', method: 'PUT', headers: { authorization: 'Bearer abc' } });
    await teardown();
  });

  it('lets an installation say which statuses are final', async () => {
    const { options, teardown } = await setUp('application/json');
    const sms = makeHttpSms({ ...options, refusedStatuses: [410] });
    await expect(sms.send({ to: REFUSED_NUMBER, text: 'hej' })).rejects.toMatchObject({ type: 'sms-unavailable' });
    await teardown();
  });

  it.each([
    [{ bodyTemplate: '{"to":"{to}"}' }, 'must hold {to} and {text}'],
    [{ bodyTemplate: '{"to":{to},"body":{text}}' }, 'inside quotation marks'],
    [{ url: 'http://sms.example.se' }, 'https://'],
  ])('refuses the setting %j with a sentence', (wrong, sentence) => {
    const right = {
      url: 'https://sms.example.se',
      contentType: 'application/json',
      bodyTemplate: JSON_TEMPLATE,
      from: 'S',
    } as const;
    expect(() => makeHttpSms({ ...right, ...wrong })).toThrow(sentence);
  });
});
