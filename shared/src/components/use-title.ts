import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';

/** The page's title while the screen is shown. Never a subject or a name: titles stand in the browser's history. */
export function useTitle(title: string): void {
  const { t } = useTranslation();
  const product = t('common.product');
  useEffect(() => {
    document.title = title === product ? product : `${title} – ${product}`;
  }, [title, product]);
}
