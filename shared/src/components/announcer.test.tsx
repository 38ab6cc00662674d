import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { act, render, screen } from '@testing-library/react';
import { AnnouncerProvider, useAnnounce } from './announcer.tsx';

function Speaker() {
  const announce = useAnnounce();
  return (
    <button type="button" onClick={() => announce('Sparat')}>
      Say
    </button>
  );
}

describe('the announcer', () => {
  afterEach(() => {
    jest.useRealTimers();
  });

  it('is emptied some seconds after the last words, so that nobody comes upon them later', () => {
    jest.useFakeTimers();
    render(
      <AnnouncerProvider>
        <Speaker />
      </AnnouncerProvider>,
    );
    const region = screen.getByRole('status');
    const say = () => act(() => screen.getByRole('button').click());
    say();
    expect(region.textContent?.trim()).toBe('Sparat');
    act(() => void jest.advanceTimersByTime(5_000));
    const first = region.textContent;
    say();
    expect(region.textContent).not.toBe(first);
    act(() => void jest.advanceTimersByTime(5_000));
    expect(region.textContent?.trim()).toBe('Sparat');
    act(() => void jest.advanceTimersByTime(2_000));
    expect(region.textContent).toBe('');
  });
});
