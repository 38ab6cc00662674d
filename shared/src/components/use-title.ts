import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';

const now = { title: '', count: 0 };
const write = () => {
  if (now.title) document.title = now.count > 0 ? `(${now.count}) ${now.title}` : now.title;
};

/** The page's title while the screen is shown. Never a subject or a name: titles stand in the browser's history. */
export function useTitle(title: string): void {
  const { t } = useTranslation();
  const product = t('common.product');
  useEffect(() => {
    now.title = title === product ? product : `${title} – ${product}`;
    write();
  }, [title, product]);
}

/** How much is unread, before every title while this is shown; 0 says nothing. */
export function useTitleCount(count: number): void {
  useEffect(() => {
    now.count = count;
    write();
    return () => {
      now.count = 0;
      write();
    };
  }, [count]);
}
