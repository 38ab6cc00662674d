import { useTranslation } from 'react-i18next';
import { useSession } from '../../../api/session.tsx';
import { useHost } from '../../../host/host-context.tsx';
import { ACCOUNTS } from './accounts-words.tsx';

/** The browser has read the file by then. */
const KEPT_MILLISECONDS = 60_000;

/** Saves a file with one row to follow, made here; undefined where no files can be saved. */
export function useTemplate(): (() => void) | undefined {
  const host = useHost();
  const { account } = useSession();
  const { t } = useTranslation(ACCOUNTS);
  if (!host.canDownload) return undefined;
  return () => {
    const domain = account.email.slice(account.email.indexOf('@') + 1);
    // The mark makes spreadsheets read å, ä and ö.
    const csv = `\ufeff${t('import.templateCsv', { domain })}\r\n`;
    const url = URL.createObjectURL(new Blob([csv], { type: 'text/csv;charset=utf-8' }));
    setTimeout(() => URL.revokeObjectURL(url), KEPT_MILLISECONDS);
    void host.download({ url, fileName: t('import.templateName'), ticket: null });
  };
}
