import { useTranslation } from 'react-i18next';
import { useLicence } from '../../../api/use-licence.ts';
import { SeatWarning } from '../../../components/seat-warning.tsx';
import { ACCOUNTS } from './accounts-words.tsx';

/** How many accounts of the licence are left, where they are added. */
export function LicenceLine() {
  const { t } = useTranslation(ACCOUNTS);
  const { data } = useLicence();
  return (
    <SeatWarning
      used={data?.used.accounts ?? 0}
      most={data?.terms?.accounts ?? null}
      textOf={(state, figures) => t(`licence.${state}`, figures)}
    />
  );
}
