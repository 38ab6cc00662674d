import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { cleanup, render, screen } from '@testing-library/react';
import { PageHeading } from './page-heading.tsx';

const page = (focusOn: string | undefined) => (
  <>
    <button type="button">Ärende</button>
    <PageHeading focusOn={focusOn}>Ärende</PageHeading>
    <button type="button">Återkalla</button>
  </>
);

describe('a heading that comes before what it waits for', () => {
  beforeEach(() => {
    // The first heading of a page takes no focus; these are later ones.
    render(<PageHeading>Inkorg</PageHeading>);
    cleanup();
  });
  afterEach(cleanup);

  it('takes the focus when that has come', () => {
    const { rerender } = render(page('m0'));
    screen.getByRole('button', { name: 'Ärende' }).focus();
    rerender(page(undefined));
    rerender(page('m1'));
    expect(document.activeElement).toBe(screen.getByRole('heading'));
  });

  it('takes the focus when what had it is gone', () => {
    const { rerender } = render(page('m0'));
    screen.getByRole('button', { name: 'Ärende' }).focus();
    rerender(page(undefined));
    screen.getByRole('button', { name: 'Ärende' }).blur();
    rerender(page('m1'));
    expect(document.activeElement).toBe(screen.getByRole('heading'));
  });

  it('leaves it on the button that a person has gone on to meanwhile', () => {
    const { rerender } = render(page(undefined));
    screen.getByRole('button', { name: 'Återkalla' }).focus();
    rerender(page('m1'));
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Återkalla' }));
  });
});
