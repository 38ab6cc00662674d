import {
  Button,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Table,
  TableBody,
  TableCell,
  TableHeader,
  TableHeaderCell,
  TableRow,
  Text,
} from '@fluentui/react-components';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { problemType } from '../../api/problem-error.ts';
import { Modal } from '../../components/modal.tsx';
import { useNotice } from '../../components/notice.tsx';
import { ProblemMessage } from '../../components/problem-message.tsx';
import { useProblemText } from '../../components/problem-text.ts';
import { readTextFile } from '../../components/read-text-file.ts';
import type { ContactsImportReport } from '../../contract/contacts.ts';
import { LIMITS } from '../../domain/limits.ts';
import { useContactsStyles } from './contacts.styles.ts';
import { CONTACTS } from './contacts-words.tsx';
import { useImport } from './use-contacts.ts';

/** So many rows are shown before the import; those that are refused come first. */
const SHOWN_ROWS = 200;
/** A file is sent as JSON, which may need more bytes than it has. */
const FILE_BYTES = LIMITS.contactFileBytes * 0.8;

/** The file that was chosen, what it would change, and the import. */
function useImportSteps(onClose: () => void) {
  const { t } = useTranslation(CONTACTS);
  const notify = useNotice();
  const preview = useImport();
  const running = useImport();
  const [file, setFile] = useState<{ readonly name: string; readonly csv: string }>();
  const [isTooLarge, setIsTooLarge] = useState(false);
  const choose = async (chosen: File | undefined) => {
    if (!chosen) return;
    preview.reset();
    running.reset();
    setFile(undefined);
    setIsTooLarge(chosen.size > FILE_BYTES);
    if (chosen.size > FILE_BYTES) return;
    const csv = await readTextFile(chosen);
    setFile({ name: chosen.name, csv });
    preview.mutate({ csv, preview: true });
  };
  const run = () =>
    file &&
    running.mutate(
      { csv: file.csv, preview: false },
      {
        onSuccess: ({ created, changed }) => {
          notify({ text: t('import.done', { count: created + changed }), intent: 'success' });
          onClose();
        },
      },
    );
  const isBusy = preview.isPending || running.isPending;
  return { file, isTooLarge, isBusy, error: preview.error ?? running.error, report: preview.data, choose, run };
}

/** Importera: a file, what it would change row by row, and only then the import. */
export function ImportDialog({ onClose }: { readonly onClose: () => void }) {
  const styles = useContactsStyles();
  const { t } = useTranslation(CONTACTS);
  const { t: common } = useTranslation();
  const textOf = useProblemText();
  const input = useRef<HTMLInputElement>(null);
  const { file, isTooLarge, isBusy, error, report, choose, run } = useImportSteps(onClose);
  const count = report ? report.created + report.changed : 0;
  return (
    <Modal onOpenChange={(_event, { open, type }) => open || type === 'backdropClick' || onClose()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{t('import.title')}</DialogTitle>
          <DialogContent className={styles.form}>
            <Text>{t('import.intro')}</Text>
            <div className={styles.bar}>
              <input
                ref={input}
                className={styles.file}
                type="file"
                accept=".csv,text/csv,text/plain"
                aria-label={t('import.choose')}
                onChange={(event) => {
                  void choose(event.target.files?.[0]);
                  event.target.value = '';
                }}
              />
              <Button onClick={() => input.current?.click()}>{t('import.choose')}</Button>
              <Text>{file?.name}</Text>
            </div>
            {isTooLarge ? <ProblemMessage text={t('import.tooLarge')} /> : null}
            {error ? <ProblemMessage text={textOf(problemType(error))} /> : null}
            {isBusy && !report ? <Text role="status">{t('import.reading')}</Text> : null}
            {report ? <Report report={report} /> : null}
          </DialogContent>
          <DialogActions>
            <Button onClick={onClose}>{common('common.actions.cancel')}</Button>
            {count > 0 ? (
              <Button appearance="primary" disabledFocusable={isBusy} onClick={run}>
                {t('import.run', { count })}
              </Button>
            ) : null}
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Modal>
  );
}

/** What a file would change: in numbers, and row by row. */
function Report({ report }: { readonly report: ContactsImportReport }) {
  const styles = useContactsStyles();
  const { t } = useTranslation(CONTACTS);
  const { rows, created, changed, refused } = report;
  const first = [
    ...rows.filter(({ outcome }) => outcome === 'refused'),
    ...rows.filter(({ outcome }) => outcome !== 'refused'),
  ].slice(0, SHOWN_ROWS);
  const numbers = [
    t('import.new', { count: created }),
    t('import.changed', { count: changed }),
    t('import.refused', { count: refused }),
  ];
  return (
    <>
      <Text role="status" weight="semibold">
        {numbers.join(' · ')}
      </Text>
      {created + changed === 0 ? <Text>{t('import.nothing')}</Text> : null}
      {rows.length > 0 ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard.
        <section className={styles.table} tabIndex={0} aria-label={t('import.table')}>
          <Table size="small" aria-label={t('import.table')}>
            <TableHeader>
              <TableRow>
                <TableHeaderCell className={styles.line}>{t('import.line')}</TableHeaderCell>
                <TableHeaderCell>{t('import.name')}</TableHeaderCell>
                <TableHeaderCell>{t('import.what')}</TableHeaderCell>
              </TableRow>
            </TableHeader>
            <TableBody>
              {first.map(({ line, name, address, outcome, faults }) => (
                <TableRow key={line}>
                  <TableCell className={styles.line}>{line}</TableCell>
                  <TableCell className={styles.cell}>
                    {[name, address].filter((text) => text !== '').join(', ')}
                  </TableCell>
                  <TableCell className={styles.cell}>
                    {t(`import.outcome.${outcome}`)}
                    {faults.length > 0 ? `: ${faults.map((fault) => t(`import.fault.${fault}`)).join(', ')}` : null}
                  </TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        </section>
      ) : null}
      {rows.length > first.length ? <Text>{t('import.moreRows', { count: first.length })}</Text> : null}
    </>
  );
}
