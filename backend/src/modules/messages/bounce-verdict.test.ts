import { describe, expect, it } from '@jest/globals';
import type { DeliveryStatus } from '../../ports/mail-return.port.ts';
import { refusal, verdictOf } from './bounce-verdict.ts';

const said = (
  action: DeliveryStatus['action'],
  addresses: string[],
  code: string | null = '5.1.1',
): DeliveryStatus => ({
  action,
  code,
  addresses,
});

describe('what a notification means', () => {
  it('is what it says of the address itself, in whatever case', () => {
    const statuses = [said('delivered', ['bo@x.se']), said('failed', ['anna@x.se'])];
    expect(verdictOf(statuses, 'Anna@x.se')).toEqual({ kind: 'bounced', reason: 'unknown-address' });
    expect(verdictOf(statuses, 'bo@x.se')).toBeNull();
  });

  it('is about our address when it names none, as a notice in plain words does', () => {
    expect(verdictOf([said('failed', [])], 'anna@x.se')).toEqual({ kind: 'bounced', reason: 'unknown-address' });
    expect(verdictOf([said('failed', [], null)], 'anna@x.se')).toEqual({ kind: 'bounced', reason: null });
  });

  it('is come back for an address that leads on only when it has come back from everywhere', () => {
    const failed = said('failed', ['a@y.se'], '5.2.2');
    expect(verdictOf([failed], 'lista@x.se')).toEqual({ kind: 'bounced', reason: 'mailbox-full' });
    expect(verdictOf([failed, said('relayed', ['b@y.se'])], 'lista@x.se')).toBeNull();
    expect(verdictOf([failed, said('delayed', ['b@y.se'], '4.4.1')], 'lista@x.se')).toEqual({
      kind: 'delayed',
      reason: 'unreachable',
    });
  });

  it.each(['delivered', 'relayed', 'expanded'] as const)('is nothing when it was %s', (action) => {
    expect(verdictOf([said(action, ['anna@x.se'], '2.1.5')], 'anna@x.se')).toBeNull();
    expect(verdictOf([], 'anna@x.se')).toBeNull();
  });

  it.each([
    ['5.1.1', 'unknown-address'],
    ['5.1.10', 'unknown-address'],
    ['5.4.1', 'unknown-address'],
    ['5.2.2', 'mailbox-full'],
    ['4.2.2', 'mailbox-full'],
    ['5.7.1', 'refused'],
    ['5.2.1', 'refused'],
    ['5.3.4', 'refused'],
    ['4.4.1', 'unreachable'],
    ['5.4.7', 'unreachable'],
    ['5.0.0', null],
    ['5.6.1', null],
  ])('%s is %s', (smtpStatus, reason) => {
    expect(refusal({ smtpStatus })).toEqual({ kind: 'bounced', reason });
  });

  it('has no reason when the server gave none', () => {
    expect(refusal({ smtpCode: 550 })).toEqual({ kind: 'bounced', reason: null });
  });
});
