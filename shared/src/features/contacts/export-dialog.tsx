import {
  Button,
  Checkbox,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Field,
  Text,
} from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { problemType } from '../../api/problem-error.ts';
import { Modal } from '../../components/modal.tsx';
import { ProblemMessage } from '../../components/problem-message.tsx';
import { useProblemText } from '../../components/problem-text.ts';
import { useFormat } from '../../components/use-format.ts';
import { useHost } from '../../host/host-context.tsx';
import { useContactsStyles } from './contacts.styles.ts';
import { CONTACTS } from './contacts-words.tsx';
import { useExport } from './use-contacts.ts';

/** The browser has read the file by then. */
const KEPT_MILLISECONDS = 60_000;

/** Exportera: the whole address book as a file; personnummer only when somebody asks for them. */
export function ExportDialog({ onClose }: { readonly onClose: () => void }) {
  const styles = useContactsStyles();
  const { t } = useTranslation(CONTACTS);
  const { t: common } = useTranslation();
  const textOf = useProblemText();
  const host = useHost();
  const { language } = useFormat();
  const exporting = useExport();
  const [personalNumbers, setPersonalNumbers] = useState(false);
  const run = () =>
    exporting.mutate(
      { personalNumbers, language },
      {
        onSuccess: ({ csv }) => {
          const url = URL.createObjectURL(new Blob([csv], { type: 'text/csv;charset=utf-8' }));
          setTimeout(() => URL.revokeObjectURL(url), KEPT_MILLISECONDS);
          void host.download({ url, fileName: t('export.file'), ticket: null });
          onClose();
        },
      },
    );
  return (
    <Modal onOpenChange={(_event, { open }) => open || onClose()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{t('export.title')}</DialogTitle>
          <DialogContent className={styles.form}>
            {exporting.error ? <ProblemMessage text={textOf(problemType(exporting.error))} /> : null}
            <Text>{t(host.canDownload ? 'export.intro' : 'export.elsewhere')}</Text>
            {host.canDownload ? (
              <Field hint={t('export.identifiersHint')}>
                <Checkbox
                  label={t('export.identifiers')}
                  checked={personalNumbers}
                  onChange={(_event, { checked }) => setPersonalNumbers(checked === true)}
                />
              </Field>
            ) : null}
          </DialogContent>
          <DialogActions>
            <Button onClick={onClose}>{common('common.actions.cancel')}</Button>
            {host.canDownload ? (
              <Button appearance="primary" disabledFocusable={exporting.isPending} onClick={run}>
                {t('export.run')}
              </Button>
            ) : null}
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Modal>
  );
}
