import { MenuItem } from '@fluentui/react-components';
import { ArchiveRegular } from '@fluentui/react-icons/svg/archive';
import { lazy } from 'react';
import { useTranslation } from 'react-i18next';

/** The dialog of Exportera; its code comes when it is chosen, so it belongs into a Suspense, outside of the menu that closes. */
export const ExportDialog = lazy(() =>
  import(/* webpackChunkName: "export" */ './export-dialog.tsx').then((module) => ({ default: module.ExportDialog })),
);

/** Exportera, a line of the menu Hantera; `onChoose` shows the ExportDialog. */
export function ExportMenuItem({ onChoose }: { readonly onChoose: () => void }) {
  const { t } = useTranslation();
  return (
    <MenuItem icon={<ArchiveRegular />} onClick={onChoose}>
      {t('messages.export.action')}
    </MenuItem>
  );
}
