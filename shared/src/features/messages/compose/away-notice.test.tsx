import { expect, it } from '@jest/globals';
import { screen } from '@testing-library/react';
import { renderStaff } from '../../../testing/render-staff.tsx';
import { AwayNotice } from './away-notice.tsx';
import type { Chip } from './draft.ts';

const chip = (name: string, absentUntil?: string): Chip => ({
  ...{ address: `${name.toLowerCase()}@storkommun.example`, name, kind: 'internal', organisation: 'Storkommun' },
  absentUntil,
});

it('names those who are away and until when, and nobody when nobody is', async () => {
  const view = await renderStaff(<AwayNotice chips={[chip('Bo'), chip('Anna', '2026-11-29T23:00:00.000Z')]} />);
  expect(screen.getByText(/^Anna är borta till och med 29 november 2026\./).textContent).not.toContain('Bo');
  view.unmount();
  await renderStaff(<AwayNotice chips={[chip('Bo')]} />);
  expect(screen.queryByText(/är borta/)).toBeNull();
});
