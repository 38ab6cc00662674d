import { FluentProvider } from '@fluentui/react-components';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { act, fireEvent, render, screen } from '@testing-library/react';
import { ConsentButton } from './consent-button.tsx';

describe('the button that gives something away', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  const show = () => {
    const consented = jest.fn();
    render(
      <FluentProvider>
        <ConsentButton onConsent={consented}>Fortsätt</ConsentButton>
      </FluentProvider>,
    );
    return { consented, button: screen.getByRole('button', { name: 'Fortsätt' }) };
  };
  const pass = (milliseconds: number) => act(async () => void jest.advanceTimersByTime(milliseconds));

  it('does nothing in its first second, and can be reached by keyboard then', async () => {
    const { button, consented } = show();
    await pass(999);
    expect(button.getAttribute('aria-disabled')).toBe('true');
    expect(button.hasAttribute('disabled')).toBe(false);
    fireEvent.click(button);
    expect(consented).not.toHaveBeenCalled();
    await pass(1);
    expect(button.getAttribute('aria-disabled')).not.toBe('true');
    fireEvent.click(button);
    expect(consented).toHaveBeenCalledTimes(1);
  });

  it('takes no key that was held down since before, and one that is pressed on it', async () => {
    const { button } = show();
    await pass(1_000);
    // A browser clicks by the keys that nobody prevented: fireEvent answers false for one that was.
    for (const key of ['Enter', ' ']) {
      expect(fireEvent.keyDown(button, { key, repeat: true })).toBe(false);
      expect(fireEvent.keyUp(button, { key })).toBe(false);
      expect(fireEvent.keyDown(button, { key })).toBe(true);
      expect(fireEvent.keyDown(button, { key, repeat: true })).toBe(false);
      expect(fireEvent.keyUp(button, { key })).toBe(true);
    }
  });
});
