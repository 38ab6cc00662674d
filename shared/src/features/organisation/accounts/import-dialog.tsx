import { Button, Checkbox, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ClientProblemType, problemType } from '../../../api/problem-error.ts';
import { useSession } from '../../../api/session.tsx';
import { FormDialog } from '../../../components/form-dialog.tsx';
import { useNotice } from '../../../components/notice.tsx';
import { ProblemMessage } from '../../../components/problem-message.tsx';
import { useProblemText } from '../../../components/problem-text.ts';
import { readTextFile } from '../../../components/read-text-file.ts';
import { SectionBar } from '../../../components/section.tsx';
import type { ImportedRow } from '../../../contract/accounts.ts';
import { LIMITS } from '../../../domain/limits.ts';
import { ACCOUNTS } from './accounts-words.tsx';
import { useImportAccounts } from './use-accounts.ts';
import { useTemplate } from './use-template.ts';

const useStyles = makeStyles({
  rows: {
    display: 'grid',
    gap: tokens.spacingVerticalS,
    margin: 0,
    padding: 0,
    listStyleType: 'none',
    maxHeight: '40dvh',
    overflowY: 'auto',
  },
  report: { display: 'grid', gap: tokens.spacingVerticalM, gridTemplateColumns: 'minmax(0, 1fr)' },
  row: { display: 'grid', overflowWrap: 'anywhere' },
  name: { alignSelf: 'center', overflowWrap: 'anywhere', minWidth: 0 },
});

/** Rows that are shown; the number of those that will be made is said beside. */
const SHOWN = 200;
const ORDER = { refused: 0, there: 1, new: 2, made: 3 } as const;
const OUTCOMES = ['made', 'new', 'there', 'refused'] as const;

/** Importera: a file, what would happen with each row, and then what did. */
export function ImportDialog({ onClose }: { readonly onClose: () => void }) {
  const styles = useStyles();
  const { account } = useSession();
  const { t } = useTranslation(ACCOUNTS);
  const textOf = useProblemText();
  const notice = useNotice();
  const importing = useImportAccounts();
  const input = useRef<HTMLInputElement>(null);
  const [{ csv, name }, setFile] = useState({ csv: '', name: '' });
  const [invite, setInvite] = useState(true);
  const template = useTemplate();
  const root = useRef<HTMLDivElement>(null);
  // Kept while it is saved: a dialog that shrinks would lead a second press past it.
  const [rows, setRows] = useState<readonly ImportedRow[]>();
  const count = rows?.filter(({ outcome }) => outcome === 'new').length ?? 0;
  const isDone = rows?.some(({ outcome }) => outcome === 'made') ?? false;
  // The button that was pressed is gone once everything is made.
  useEffect(() => {
    if (isDone) root.current?.querySelector('ul')?.focus();
  }, [isDone]);
  const isTooBig = csv.length > LIMITS.importCharacters;
  const run = (save: boolean) =>
    importing.mutate(
      { csv, save, invite, language: account.language },
      {
        onSuccess: (report) => {
          setRows(report.rows);
          const made = report.rows.filter(({ outcome }) => outcome === 'made').length;
          if (save) notice({ text: t('import.done', { count: made }), intent: 'success' });
        },
      },
    );
  const read = async (file: File | undefined) => {
    importing.reset();
    setRows(undefined);
    setFile(file ? { csv: await readTextFile(file), name: file.name } : { csv: '', name: '' });
  };
  const isChecked = rows !== undefined && !isDone;
  const canCheck = csv !== '' && !isTooBig && rows === undefined;
  const save = isChecked && count > 0 ? t('import.save', { count }) : undefined;
  return (
    <FormDialog
      title={t('import.title')}
      submit={save ?? (canCheck ? t('import.check') : undefined)}
      cancel={isDone ? t('import.close') : undefined}
      isPending={importing.isPending}
      onSubmit={() => run(isChecked)}
      onClose={() => importing.isPending || onClose()}
    >
      {importing.error ? <ProblemMessage text={textOf(problemType(importing.error))} /> : null}
      <Text>{t('import.text')}</Text>
      {isTooBig ? <ProblemMessage text={t('import.big')} /> : null}
      <input
        ref={input}
        hidden
        type="file"
        accept=".csv,text/csv,text/plain"
        aria-label={t('import.file')}
        onChange={(event) => {
          void read(event.currentTarget.files?.[0]);
          // The same file, mended, can be chosen again.
          event.currentTarget.value = '';
        }}
      />
      <SectionBar>
        <Button onClick={() => input.current?.click()}>{t('import.file')}</Button>
        {template ? <Button onClick={template}>{t('import.template')}</Button> : null}
        <Text className={styles.name}>{name}</Text>
      </SectionBar>
      <Checkbox
        label={t('import.invite')}
        checked={invite}
        onChange={(_event, { checked }) => setInvite(checked === true)}
      />
      {isChecked && count === 0 ? (
        <Text role="status">{t(rows.some(({ problem }) => problem) ? 'import.noneFits' : 'import.nothing')}</Text>
      ) : null}
      <div ref={root} className={styles.report}>
        {rows ? <Report rows={rows} /> : null}
      </div>
    </FormDialog>
  );
}

function Report({ rows }: { readonly rows: readonly ImportedRow[] }) {
  const styles = useStyles();
  const { t } = useTranslation(ACCOUNTS);
  const textOf = useProblemText();
  const counted = OUTCOMES.map((outcome) => [outcome, rows.filter((row) => row.outcome === outcome).length] as const)
    .filter(([, count]) => count > 0)
    .map(([outcome, count]) => t(`import.counts.${outcome}`, { count }));
  const shown = rows.toSorted((a, b) => ORDER[a.outcome] - ORDER[b.outcome] || a.line - b.line).slice(0, SHOWN);
  return (
    <>
      <Text role="status">{counted.join(', ')}</Text>
      {rows.length > SHOWN ? <Text>{t('import.first', { count: SHOWN })}</Text> : null}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <ul className={styles.rows} aria-label={t('import.report')} tabIndex={0}>
        {shown.map(({ line, email, displayName, role, outcome, problem }) => (
          <li key={line} className={styles.row}>
            <Text>
              {t('import.line', { line })}: {displayName} {email}
            </Text>
            <Text size={200}>
              {t(`import.${outcome}`)}
              {role === 'organisation-administrator' ? ` (${t('role.organisation-administrator')})` : null}
              {problem ? `: ${textOf(problem as ClientProblemType)}` : null}
            </Text>
          </li>
        ))}
      </ul>
    </>
  );
}
