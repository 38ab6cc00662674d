import { afterEach, describe, expect, it } from '@jest/globals';
import { cleanup } from '@testing-library/react';
import type { ExternalMethod } from '../../../domain/levels.ts';
import type { Language } from '../../../i18n/languages.ts';
import { renderStaff } from '../../../testing/render-staff.tsx';
import { type Draft, emptyDraft, emptyExternal } from './draft.ts';
import { Summary } from './summary.tsx';

afterEach(cleanup);

const chip = (address: string) => ({ address, name: '', kind: 'external', organisation: null }) as const;

async function sentence(language: Language, methods: readonly ExternalMethod[]): Promise<string> {
  const chips = methods.map((_method, index) => chip(`p${index}@example.org`));
  const draft = {
    ...emptyDraft,
    to: chips,
    external: Object.fromEntries(
      methods.map((method, index) => [chips[index]?.address ?? '', { ...emptyExternal(language), method }]),
    ),
  } satisfies Draft;
  const view = await renderStaff(<Summary draft={draft} fileCount={0} />, { language });
  const text = view.container.textContent ?? '';
  view.unmount();
  return text;
}

describe('what happens when one sends', () => {
  it.each([
    ['sv', '1 identifierar sig med en kod i sms.', '2 identifierar sig med BankID.'],
    ['en', '1 identifies with a code by text message.', '2 identify with BankID.'],
    ['fi', '1 vastaanottaja tunnistautuu tekstiviestikoodilla.', '2 vastaanottajaa tunnistautuu BankID-tunnuksella.'],
  ] as const)('is a sentence as people write it in %s, for one and for several', async (language, one, two) => {
    expect(await sentence(language, ['sms'])).toContain(`; ${one}`);
    expect(await sentence(language, ['bankid', 'bankid'])).toContain(`; ${two}`);
  });
});
