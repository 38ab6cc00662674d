import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { cleanup, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { fakeApi, renderStaff } from '../../../testing/render-staff.tsx';
import { emptyExternal } from './draft.ts';
import { ExternalStepForm, type ExternalStepFormProps } from './external-step.tsx';
import { testRules } from './testing/rules.ts';

afterEach(cleanup);

describe('external step', () => {
  const base = {
    address: 'anna@example.org',
    onChange: () => undefined,
    level: 2,
    methods: ['sms', 'bankid'],
    refusals: [],
  } as const;
  const show = (part: Partial<ExternalStepFormProps> & Pick<ExternalStepFormProps, 'external'>) =>
    renderStaff(<ExternalStepForm {...base} {...part} />, {
      api: fakeApi({ '/organisation/message-rules': testRules }),
    });

  it('offers only the methods that reach the level, by UX.md’s labels', async () => {
    await show({ external: { ...emptyExternal('sv'), method: 'sms' } });
    const options = screen.getByLabelText('Identifieringsmetod').querySelectorAll('option');
    expect([...options].map((option) => option.textContent)).toEqual(['SMS', 'BankID']);
    for (const label of ['Mobilnummer', 'Språk', 'Öppet meddelande']) expect(screen.getByLabelText(label)).toBeTruthy();
    expect(screen.queryByLabelText('Personnummer')).toBeNull();
  });

  it('asks for the personnummer of an eID, and moves the focus to it when it is wrong', async () => {
    const refusals = [{ field: 'personalNumber', reason: 'personalNumber' }] as const;
    const external = { ...emptyExternal('sv'), method: 'bankid' as const };
    await show({ external, refusals });
    expect(document.activeElement).toBe(screen.getByLabelText('Personnummer'));
    expect(screen.getByText('Personnumret stämmer inte. Kontrollera siffrorna.')).toBeTruthy();
    // Read with the field that has the focus, inside the group that says whose it is.
    expect(screen.queryByRole('alert')).toBeNull();
    const group = screen.getByRole('group', { name: 'Så identifieras anna@example.org' });
    expect(group.contains(document.activeElement)).toBe(true);
  });

  it('leaves the focus where the first cause is', async () => {
    const refusals = [{ field: 'personalNumber', reason: 'personalNumber' }] as const;
    const external = { ...emptyExternal('sv'), method: 'bankid' as const };
    await show({ external, refusals, takesFocus: false });
    const field = screen.getByLabelText('Personnummer');
    expect(field.getAttribute('aria-invalid')).toBe('true');
    expect(document.activeElement).toBe(document.body);
  });

  it('tells the change of method', async () => {
    const onChange = jest.fn();
    const external = { ...emptyExternal('sv'), method: 'sms' as const };
    await show({ external, onChange });
    await userEvent.selectOptions(screen.getByLabelText('Identifieringsmetod'), 'bankid');
    expect(onChange).toHaveBeenCalledWith({ method: 'bankid' });
  });

  it('points out a personnummer in the open message', async () => {
    const external = { ...emptyExternal('sv'), method: 'sms' as const, openText: 'Gäller 811228-9874' };
    await show({ external });
    expect(screen.getByText(/ser ut att stå ett personnummer/)).toBeTruthy();
  });

  it('says so when the organisation has no method for the level', async () => {
    await show({ level: 3, methods: [], external: emptyExternal('sv') });
    expect(screen.getByRole('alert').textContent).toContain('LoA3');
  });
});
