import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import Fastify, { type FastifyInstance } from 'fastify';
import { devBankIdPlugin } from './dev-bankid.plugin.ts';
import { BankIdOrderBook, DEMO_LIFETIMES, type SimulatedOrder } from './orders.ts';

const ANNA = { personalNumber: '199001012385', givenName: 'Anna', surname: 'Åkesson' };
const person = { label: 'Anna Åkesson', ...ANNA };

describe('the BankID page under /dev', () => {
  let app: FastifyInstance;
  let orders: BankIdOrderBook;
  let now: Date;
  beforeEach(async () => {
    now = new Date('2026-11-02T08:00:00Z');
    orders = new BankIdOrderBook({ now: () => now }, DEMO_LIFETIMES);
    app = Fastify();
    await app.register(devBankIdPlugin, { orders, persons: [person] });
  });
  afterEach(async () => app.close());

  const open = (visibleText = 'Läs meddelandet', requiredPersonalNumber: string | null = null): SimulatedOrder => {
    const returnUrl = 'https://sefos.example/back';
    const order = orders.open({ endUserIp: '192.0.2.1', visibleText, requiredPersonalNumber, returnUrl });
    if (!order) throw new Error('already in progress');
    return order;
  };
  const complete = (payload: Record<string, unknown>) =>
    app.inject({ method: 'POST', url: '/dev/bankid/complete', payload });
  const submit = (fields: Record<string, string>) =>
    app.inject({
      method: 'POST',
      url: '/dev/bankid/complete',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams(fields).toString(),
    });

  it('shows pending orders with their text, escaped, and a button for each test person', async () => {
    open('<script>alert(1)</script>');
    const { body } = await app.inject('/dev/bankid');
    expect(body).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(body).not.toContain('<script>alert');
    expect(body).toContain('>Anna Åkesson</button>');
  });

  it('lists pending orders as JSON, newest first, without the QR secret', async () => {
    const first = open('one');
    const second = open('two');
    const answer = await app.inject('/dev/bankid.json');
    expect(answer.json().map((order: { orderRef: string }) => order.orderRef)).toEqual([
      second.orderRef,
      first.orderRef,
    ]);
    expect(answer.body).not.toContain(first.qrStartSecret);
  });

  it('completes the newest pending order when none is named', async () => {
    const first = open();
    const second = open();
    const answer = await complete(ANNA);
    expect(answer.json()).toEqual({ orderRef: second.orderRef, status: 'complete' });
    expect(orders.collect(second.orderRef)?.state).toMatchObject({
      status: 'complete',
      person: { ...ANNA, name: 'Anna Åkesson' },
    });
    expect(first.state.status).toBe('pending');
  });

  it.each(['orderRef', 'autoStartToken'] as const)('completes the order that %s names', async (key) => {
    const first = open();
    open();
    expect((await complete({ ...ANNA, [key]: first[key] })).json()).toMatchObject({ orderRef: first.orderRef });
  });

  it('cancels by hint code', async () => {
    const order = open();
    expect((await complete({ hintCode: 'userCancel' })).json()).toEqual({
      orderRef: order.orderRef,
      status: 'failed',
      hintCode: 'userCancel',
    });
  });

  it('keeps an order pending at a pending hint code', async () => {
    open();
    expect((await complete({ hintCode: 'userSign' })).json()).toMatchObject({
      status: 'pending',
      hintCode: 'userSign',
    });
  });

  it('answers a JSON problem 404 when nothing is pending, and when the order is another', async () => {
    const none = await complete(ANNA);
    expect(none.statusCode).toBe(404);
    expect(none.headers['content-type']).toContain('application/problem+json');
    open();
    expect((await complete({ ...ANNA, orderRef: 'other' })).statusCode).toBe(404);
  });

  it.each([{}, { personalNumber: '123', givenName: 'A', surname: 'B' }, { hintCode: 'invented' }])(
    'answers 400 to %j',
    async (payload) => {
      open();
      expect((await complete(payload)).statusCode).toBe(400);
    },
  );

  it('fails the order when it was for somebody else', async () => {
    open('text', '198505052386');
    expect((await complete(ANNA)).json()).toMatchObject({ status: 'failed', hintCode: 'startFailed' });
  });

  it('takes the forms of its own page and leads back to the service', async () => {
    const order = open();
    const answer = await submit({ orderRef: order.orderRef, ...ANNA });
    expect(answer.statusCode).toBe(303);
    const { body } = await app.inject(String(answer.headers.location));
    expect(body).toContain('Anna Åkesson has identified.');
    expect(body).toContain('href="https://sefos.example/back"');
  });

  it('puts the order of a launch link first', async () => {
    const first = open('the launched one');
    open('a later one');
    const { body } = await app.inject(`/dev/bankid?autostarttoken=${first.autoStartToken}`);
    expect(body.indexOf('the launched one')).toBeLessThan(body.indexOf('a later one'));
  });

  it('forgets an order after the demo’s five minutes', async () => {
    open();
    now = new Date('2026-11-02T08:05:00Z');
    expect((await app.inject('/dev/bankid.json')).json()).toEqual([]);
  });
});
