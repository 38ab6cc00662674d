import { expect, it } from '@jest/globals';
import { act, fireEvent, screen } from '@testing-library/react';
import { useTranslation } from 'react-i18next';
import { showLanguage } from '../../i18n/staff-i18n.ts';
import { renderStaff } from '../../testing/render-staff.tsx';
import { ACCOUNT, AccountWords } from './account-words.tsx';

function Finnish() {
  const { i18n } = useTranslation();
  return (
    <button type="button" onClick={() => void showLanguage(i18n, 'fi')}>
      suomi
    </button>
  );
}

function Part() {
  const { t } = useTranslation(ACCOUNT);
  return <input aria-label={t('signature.title')} />;
}

it('comes in another language with what has been typed', async () => {
  await renderStaff(
    <>
      <Finnish />
      <AccountWords>
        <Part />
      </AccountWords>
    </>,
  );
  fireEvent.change(await screen.findByLabelText('Signatur'), { target: { value: 'halva' } });
  await act(async () => void fireEvent.click(screen.getByText('suomi')));
  expect(await screen.findByLabelText('Allekirjoitus')).toHaveProperty('value', 'halva');
});
