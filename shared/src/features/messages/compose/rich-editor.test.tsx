import { expect, it } from '@jest/globals';
import { lazy, Suspense } from 'react';
import { createRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import { makeStaffI18n } from '../../../i18n/staff-i18n.ts';
import { RichEditor } from './rich-editor.tsx';

it('is shown with the focus that it takes over, though React shows it later than it was made', async () => {
  const i18n = await makeStaffI18n('sv');
  const failures: unknown[] = [];
  const root = createRoot(document.body.appendChild(document.createElement('div')), {
    onUncaughtError: (error) => failures.push(error),
  });
  // Where its code comes soon after the page, React makes it and shows it up to 300 ms later; Tiptap has thrown it away by then.
  const Late = lazy(async () => {
    await new Promise((resolve) => setTimeout(resolve, 20));
    return { default: RichEditor };
  });
  const content = (
    <Suspense fallback={<textarea />}>
      <Late labelId="label" html="<p>Hej</p>" onHtml={() => undefined} focusAtEnd={{ current: true }} />
    </Suspense>
  );
  root.render(<I18nextProvider i18n={i18n}>{content}</I18nextProvider>);
  const editor = async () => {
    for (let tries = 0; tries < 100 && failures.length === 0; tries++) {
      const found = document.querySelector<HTMLElement>('[role="textbox"]');
      if (found && document.activeElement === found) return found;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    return document.querySelector<HTMLElement>('[role="textbox"]');
  };
  const shown = await editor();
  expect(failures).toEqual([]);
  expect(shown?.textContent).toBe('Hej');
  expect(document.activeElement).toBe(shown);
  root.unmount();
});
