import { DialogSurface } from '@fluentui/react-components';
import { expect, it } from '@jest/globals';
import { render, screen, waitFor } from '@testing-library/react';
import { Modal } from './modal.tsx';

const open = (name: string) => (
  <Modal>
    <DialogSurface aria-label={name}>{name}</DialogSurface>
  </Modal>
);

it('keeps the dialog on top from being hidden from screen readers, wherever the focus is; one below it may be', async () => {
  render(open('under'));
  render(open('ovan'));
  const [under, above] = ['under', 'ovan'].map((name) => screen.getByText(name));
  for (const dialog of [under, above]) dialog?.setAttribute('aria-hidden', 'true');
  await waitFor(() => expect(above?.getAttribute('aria-hidden')).toBeNull());
  expect(under?.getAttribute('aria-hidden')).toBe('true');
});
