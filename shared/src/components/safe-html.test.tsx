import { afterEach, expect, it } from '@jest/globals';
import { cleanup, screen } from '@testing-library/react';
import { renderStaff } from '../testing/render-staff.tsx';
import { SafeHtml } from './safe-html.tsx';

afterEach(cleanup);

it('shows pictures with their words, never wider than where they stand, and in their own proportions', async () => {
  await renderStaff(
    <SafeHtml html='<p><img src="data:image/png;base64,AAAA" alt="Karta" width="5000" height="20"></p>' />,
  );
  const image = await screen.findByRole('img', { name: 'Karta' });
  const { maxWidth, height } = getComputedStyle(image);
  expect({ maxWidth, height }).toEqual({ maxWidth: '100%', height: 'auto' });
});
