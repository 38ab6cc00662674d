import { describe, expect, it } from '@jest/globals';
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { useState } from 'react';
import type { KnownDetails } from '../../../contract/contacts.ts';
import { fakeApi, problem, renderStaff } from '../../../testing/render-staff.tsx';
import { addChips, type Draft, type ExternalDraft, emptyDraft } from './draft.ts';
import type { DraftEntry } from './draft-store.ts';
import { fromDraftContent, toKeptDraft } from './draft-wire.ts';
import { ExternalPart } from './external-part.tsx';
import { RecipientsField } from './recipients-field.tsx';
import { externalRefusals } from './refusals.ts';
import { testRules } from './testing/rules.ts';
import { toSendMessage } from './to-send-message.ts';

const ADDRESS = 'anna@example.org';
const contact: KnownDetails = {
  ...{ address: ADDRESS, name: 'Anna Andersson', id: 'known-1', from: 'contact', method: 'bankid', language: 'fi' },
  ...{ maskedPhone: null, maskedPersonalNumber: '19121212-••••' },
};
const earlier: KnownDetails = {
  ...{ address: ADDRESS, name: '', id: 'known-2', from: 'earlier', method: 'sms', language: 'sv' },
  ...{ maskedPhone: '••• •• 67', maskedPersonalNumber: null },
};
const LEVELS = [1, 2, 3].map((level) => ({
  ...{ level, active: true, description: null },
  methods: level === 1 ? ['email', 'sms', 'bankid'] : level === 2 ? ['sms', 'bankid'] : ['bankid'],
}));
const KNOWN = '/mailboxes/:id/recipients/known';
const SUGGEST = '/mailboxes/:id/recipients/suggest';
const chip = { address: ADDRESS, name: '', kind: 'external', organisation: null } as const;

/** The step of one recipient; `draft()` is what is written now. */
const step = async (answer: unknown, external: Partial<ExternalDraft> = {}, level: 1 | 2 | 3 = 1) => {
  let now: Draft = {
    ...{ ...emptyDraft, to: [chip], level },
    external:
      Object.keys(external).length > 0
        ? { [ADDRESS]: { method: undefined, phone: '', personalNumber: '', language: 'sv', openText: '', ...external } }
        : {},
  };
  function Step() {
    const [draft, setDraft] = useState(now);
    const update = (change: (before: Draft) => Draft) => {
      now = change(now);
      setDraft(now);
    };
    return <ExternalPart entry={{ update } as unknown as DraftEntry} draft={draft} index={0} refusals={[]} />;
  }
  const api = fakeApi({ '/organisation/levels': LEVELS, '/organisation/message-rules': testRules, [KNOWN]: answer });
  await renderStaff(<Step />, { api });
  return { api, written: () => now.external[ADDRESS], draft: () => now };
};

describe('what a mailbox knows of a recipient', () => {
  it('fills in the preferred way and language, and is shown masked in place of the field', async () => {
    const { written, draft } = await step([contact, earlier]);
    await screen.findByText('Från adressboken: 19121212-••••');
    screen.getByRole('heading', { name: `Så identifieras Anna Andersson (${ADDRESS})` });
    for (const name of ['Personnummer', 'Jag har inte uppgiften än']) expect(screen.queryByLabelText(name)).toBeNull();
    expect(written()).toMatchObject({ method: 'bankid', language: 'fi', known: 'known-1', personalNumber: '' });
    expect(externalRefusals(written() as ExternalDraft, 3)).toEqual([]);
    expect(toSendMessage(draft(), 'mailbox-1', []).recipients[0]?.external).toEqual({
      ...{ method: 'bankid', language: 'fi', known: 'known-1' },
    });
  });

  it('follows the method that is chosen, and leaves the field where nothing serves it', async () => {
    const { written } = await step([contact, earlier]);
    await screen.findByText('Från adressboken: 19121212-••••');
    fireEvent.change(screen.getByLabelText('Identifieringsmetod'), { target: { value: 'sms' } });
    await screen.findByText('Från förra gången: ••• •• 67');
    expect(written()).toMatchObject({ method: 'sms', known: 'known-2' });
    fireEvent.change(screen.getByLabelText('Identifieringsmetod'), { target: { value: 'email' } });
    await waitFor(() => expect(written()?.known).toBeUndefined());
  });

  it('gives way to another number', async () => {
    const { written, draft } = await step([earlier]);
    await screen.findByText('Från förra gången: ••• •• 67');
    fireEvent.click(screen.getByRole('button', { name: 'Skriv ett annat' }));
    const field = await screen.findByLabelText('Mobilnummer');
    expect(document.activeElement).toBe(field);
    fireEvent.change(field, { target: { value: '0709999999' } });
    expect(written()).toMatchObject({ phone: '0709999999', known: null });
    expect(toSendMessage(draft(), 'mailbox-1', []).recipients[0]?.external).toMatchObject({ phone: '0709999999' });
    expect(toSendMessage(draft(), 'mailbox-1', []).recipients[0]?.external).not.toHaveProperty('known');
  });

  it('never stands above what somebody has typed, nor chooses a method below the level', async () => {
    const { written } = await step([earlier], { method: 'sms', phone: '0701111111' });
    await waitFor(() => expect(screen.getByLabelText('Mobilnummer')).toHaveProperty('value', '0701111111'));
    expect(written()?.known).toBeUndefined();
    const high = await step([earlier], {}, 3);
    await waitFor(() => expect(high.written()?.method).toBe('bankid'));
    expect(high.written()?.known).toBeUndefined();
  });

  it('is forgotten in a draft where it is another by now, and everything is typed where it cannot be asked for', async () => {
    const { written } = await step([earlier], { method: 'sms', known: 'known-0' });
    await waitFor(() => expect(written()?.known).toBe('known-2'));
    const broken = await step(problem('temporarily-unavailable'));
    await waitFor(() => expect(broken.written()?.method).toBe('email'));
  });

  it('is kept with the draft by its id alone', () => {
    const external: ExternalDraft = {
      method: 'sms',
      phone: '',
      personalNumber: '',
      language: 'sv',
      openText: '',
      known: 'k',
    };
    const kept = toKeptDraft({ ...emptyDraft, to: [chip], external: { [ADDRESS]: external } }, []);
    expect(kept.recipients[0]?.external).toMatchObject({ known: 'k', phone: '' });
    const content = { ...kept, id: 'd', revision: 1, savedAt: '', uploads: [] } as Parameters<
      typeof fromDraftContent
    >[0];
    expect(fromDraftContent(content).external[ADDRESS]).toMatchObject({ known: 'k' });
  });
});

describe('suggestions', () => {
  const group = { kind: 'group', name: 'Nämnden', address: null, groupId: 'group-1', memberCount: 2 };
  const suggestions = [group, { kind: 'contact', name: 'Anna Ek', address: ADDRESS }];
  const members = [
    { id: '1', name: 'Anna Ek', address: ADDRESS },
    { id: '2', name: 'Bo', address: 'bo@example.org' },
  ];
  const field = async (answers: Readonly<Record<string, unknown>>) => {
    let added: readonly string[] = [];
    function Field() {
      const [draft, setDraft] = useState(emptyDraft);
      return (
        <RecipientsField
          label="Mottagare"
          chips={draft.to}
          onAdd={(typed) => {
            added = typed;
            setDraft((before) => addChips(before, 'to', typed));
          }}
          onRemove={() => undefined}
        />
      );
    }
    const api = fakeApi({ [SUGGEST]: suggestions, ...answers });
    await renderStaff(<Field />, { api });
    const input = screen.getByRole('combobox', { name: 'Mottagare' });
    fireEvent.change(input, { target: { value: 'nä' } });
    fireEvent.click(input);
    return { api, added: () => added };
  };

  it('say what each is, and put the members of a chosen group in its place', async () => {
    const { added, api } = await field({ '/mailboxes/:id/contact-groups/:groupId': { members } });
    await screen.findByText('Grupp, 2 kontakter');
    screen.getByText(`${ADDRESS} · Kontakt`);
    fireEvent.click(screen.getByRole('option', { name: /Nämnden/ }));
    await waitFor(() => expect(added()).toEqual([ADDRESS, 'bo@example.org']));
    expect(api.calls.find(({ path }) => path === SUGGEST)?.input.body).toEqual({ text: 'nä' });
  });

  it('say so where a group is empty', async () => {
    const { added } = await field({ '/mailboxes/:id/contact-groups/:groupId': { members: [] } });
    fireEvent.click(await screen.findByRole('option', { name: /Nämnden/ }));
    await screen.findByText('Gruppen Nämnden har inga kontakter.');
    expect(added()).toEqual([]);
  });
});
