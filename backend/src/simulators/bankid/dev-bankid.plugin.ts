// Gives route schemas their `hide`: pages under /dev are no part of the API's description.
import type {} from '@fastify/swagger';
import type { FastifyPluginAsync } from 'fastify';
import { acceptForms, fieldsOf, isForm, problem } from '../dev-forms.ts';
import { devPageHeaders } from '../dev-page.html.ts';
import { BANKID_SCRIPT, type BankIdNotice, type BankIdTestPerson, bankIdPage } from './dev-bankid.page.ts';
import {
  type BankIdOrderBook,
  FAILED_HINTS,
  type FailedHint,
  type OrderSelector,
  PENDING_HINTS,
  type PendingHint,
  type SimulatedOrder,
  type SimulatedState,
} from './orders.ts';

export type { BankIdTestPerson } from './dev-bankid.page.ts';

export interface DevBankIdOptions {
  readonly orders: BankIdOrderBook;
  readonly persons: readonly BankIdTestPerson[];
}

type Deed =
  | { readonly hint: PendingHint | FailedHint }
  | { readonly person: { readonly personalNumber: string; readonly givenName: string; readonly surname: string } };

const MAX_NOTICES = 50;

const readDeed = (fields: ReadonlyMap<string, string>): Deed | null => {
  const hint = [...PENDING_HINTS, ...FAILED_HINTS].find((known) => known === fields.get('hintCode'));
  if (fields.has('hintCode')) return hint ? { hint } : null;
  const personalNumber = fields.get('personalNumber')?.replaceAll(/[\s-]/g, '') ?? '';
  const givenName = fields.get('givenName')?.trim();
  const surname = fields.get('surname')?.trim();
  if (!/^\d{12}$/.test(personalNumber) || !givenName || !surname) return null;
  return { person: { personalNumber, givenName, surname } };
};

const readSelector = (fields: ReadonlyMap<string, string>): OrderSelector => {
  const orderRef = fields.get('orderRef');
  const autoStartToken = fields.get('autoStartToken');
  return { ...(orderRef ? { orderRef } : {}), ...(autoStartToken ? { autoStartToken } : {}) };
};

const perform = (orders: BankIdOrderBook, order: SimulatedOrder, deed: Deed): SimulatedState => {
  if ('hint' in deed) return orders.hint(order, deed.hint);
  const { givenName, surname } = deed.person;
  return orders.identify(order, { ...deed.person, name: `${givenName} ${surname}` });
};

const noticeOf = (order: SimulatedOrder, state: SimulatedState): BankIdNotice => {
  if (state.status === 'complete') {
    return { text: `${state.person.name} has identified.`, returnUrl: order.returnUrl };
  }
  return { text: `The order is ${state.status}: ${state.hint}.`, returnUrl: null };
};

const orderView = (order: SimulatedOrder) => ({
  orderRef: order.orderRef,
  autoStartToken: order.autoStartToken,
  startedAt: order.startedAt.toISOString(),
  hintCode: order.state.status === 'pending' ? order.state.hint : null,
  visibleText: order.visibleText,
  requiredPersonalNumber: order.requiredPersonalNumber,
  endUserIp: order.endUserIp,
  returnUrl: order.returnUrl,
});

/**
 * The BankID app as a page, for demo and test mode only: `GET /dev/bankid`, `GET /dev/bankid.json` and
 * `POST /dev/bankid/complete` (JSON or the page's forms). `?autostarttoken=` puts that order first, so that
 * `/dev/bankid` can stand where `https://app.bankid.com/` does.
 */
export const devBankIdPlugin: FastifyPluginAsync<DevBankIdOptions> = async (app, { orders, persons }) => {
  const notices = new Map<string, BankIdNotice>();
  const hidden = { schema: { hide: true } };
  acceptForms(app);
  const remember = (order: SimulatedOrder, state: SimulatedState): void => {
    notices.set(order.orderRef, noticeOf(order, state));
    const oldest = notices.keys().next().value;
    if (notices.size > MAX_NOTICES && oldest !== undefined) notices.delete(oldest);
  };

  app.get('/dev/bankid', hidden, (request, reply) => {
    const query = fieldsOf(request.query);
    const first = (order: SimulatedOrder) => (order.autoStartToken === query.get('autostarttoken') ? 0 : 1);
    const pending = orders.pending().toSorted((one, other) => first(one) - first(other));
    const notice = notices.get(query.get('done') ?? '') ?? null;
    return reply.headers(devPageHeaders()).send(bankIdPage(pending, persons, notice));
  });
  app.get('/dev/bankid.js', hidden, (_request, reply) =>
    reply.type('text/javascript; charset=utf-8').header('cache-control', 'no-cache').send(BANKID_SCRIPT),
  );
  app.get('/dev/bankid.json', hidden, (_request, reply) =>
    reply.header('cache-control', 'no-store').send(orders.pending().map(orderView)),
  );
  app.post('/dev/bankid/complete', hidden, (request, reply) => {
    const fields = fieldsOf(request.body);
    const deed = readDeed(fields);
    if (!deed) {
      const title = 'Give personalNumber (12 digits), givenName and surname, or a known hintCode';
      return problem(reply, 400, 'validation-failed', title);
    }
    const order = orders.find(readSelector(fields));
    if (!order && isForm(request)) return reply.redirect('/dev/bankid', 303);
    if (!order) return problem(reply, 404, 'bankid-order-not-found', 'No such BankID order is pending');
    const state = perform(orders, order, deed);
    remember(order, state);
    if (isForm(request)) return reply.redirect(`/dev/bankid?done=${order.orderRef}`, 303);
    const hintCode = state.status === 'complete' ? {} : { hintCode: state.hint };
    return reply.send({ orderRef: order.orderRef, status: state.status, ...hintCode });
  });
};
