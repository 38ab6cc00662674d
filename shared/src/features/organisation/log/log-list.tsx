import { Button, makeStyles, tokens, typographyStyles } from '@fluentui/react-components';
import { useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { problemType } from '../../../api/problem-error.ts';
import { EmptyState } from '../../../components/empty-state.tsx';
import { focusLater } from '../../../components/focus-later.ts';
import { Loading } from '../../../components/loading.tsx';
import { ProblemMessage } from '../../../components/problem-message.tsx';
import { useProblemText } from '../../../components/problem-text.ts';
import { useFormat } from '../../../components/use-format.ts';
import type { LogEntry, LogFilter } from '../../../contract/log.ts';
import { LogEntryDialog, type LogEntryDialogProps } from './log-entry-dialog.tsx';
import { LOG, useLogText } from './log-words.tsx';
import { useLog } from './use-log.ts';

const useStyles = makeStyles({
  list: { display: 'grid', margin: 0, padding: 0, listStyleType: 'none', gridTemplateColumns: 'minmax(0, 1fr)' },
  row: {
    display: 'grid',
    gap: `0 ${tokens.spacingHorizontalM}`,
    gridTemplateColumns: 'minmax(0, 2fr) minmax(0, 1.5fr) max-content',
    justifyContent: 'stretch',
    justifyItems: 'start',
    textAlign: 'start',
    width: '100%',
    minHeight: '44px',
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalS}`,
    borderRadius: 0,
    fontWeight: tokens.fontWeightRegular,
    overflowWrap: 'anywhere',
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    '@media (max-width: 599px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  day: { margin: `${tokens.spacingVerticalL} 0 ${tokens.spacingVerticalXS}`, ...typographyStyles.subtitle2 },
  small: { color: tokens.colorNeutralForeground2 },
  more: { justifySelf: 'start' },
});

interface DayOfEntries {
  readonly key: string;
  readonly entries: LogEntry[];
}

/** Entries by the day on which they happened, where the person is. */
const daysOf = (entries: readonly LogEntry[]): readonly DayOfEntries[] => {
  const days: DayOfEntries[] = [];
  for (const entry of entries) {
    const key = new Date(entry.at).toDateString();
    const last = days.at(-1);
    if (last?.key === key) last.entries.push(entry);
    else days.push({ key, entries: [entry] });
  }
  return days;
};

/** Entries, newest first; each opens with all that stands in it. */
export function LogList({ filter, onFollow }: { readonly filter: LogFilter } & Pick<LogEntryDialogProps, 'onFollow'>) {
  const styles = useStyles();
  const { t } = useTranslation(LOG);
  const textOf = useProblemText();
  const { language } = useFormat();
  const log = useLog(filter);
  const [opened, setOpened] = useState<LogEntry>();
  const list = useRef<HTMLElement>(null);
  const status = useRef<HTMLDivElement>(null);
  const rows = log.data?.pages.flatMap((page) => page.rows) ?? [];
  const more = async () => {
    const count = rows.length;
    const { isError } = await log.fetchNextPage();
    // The button goes on below: whoever reads on stands at the first new row.
    if (!isError) focusLater(() => list.current?.querySelectorAll<HTMLElement>('[data-entry]')[count]);
  };
  const close = () => {
    const id = opened?.id;
    setOpened(undefined);
    focusLater(() => list.current?.querySelector(`[data-entry="${id}"]`));
  };
  const follow: LogEntryDialogProps['onFollow'] = (question) => {
    setOpened(undefined);
    onFollow(question);
    focusLater(() => status.current);
  };
  return (
    <>
      {/* Stands there all the time: what comes into it is read out. */}
      <div ref={status} role="status" tabIndex={-1}>
        {log.data && rows.length === 0 ? <EmptyState title={t('list.empty')} text={t('list.emptyText')} /> : null}
        {rows.length > 0 ? t('list.shown', { count: rows.length, number: rows.length.toLocaleString(language) }) : null}
      </div>
      {log.isPending ? <Loading lines={8} /> : null}
      {log.error && !log.data ? (
        <ProblemMessage title={t('failed')} text={textOf(problemType(log.error))} onRetry={() => void log.refetch()} />
      ) : null}
      <section ref={list} aria-label={t('list.label')}>
        {daysOf(rows).map((day) => (
          <Day key={day.key} entries={day.entries} onOpen={setOpened} />
        ))}
      </section>
      {log.isFetchNextPageError ? (
        <ProblemMessage title={t('list.moreFailed')} text={textOf(problemType(log.error))} />
      ) : null}
      {log.hasNextPage ? (
        <Button className={styles.more} disabledFocusable={log.isFetchingNextPage} onClick={() => void more()}>
          {t('list.more')}
        </Button>
      ) : null}
      {opened ? <LogEntryDialog entry={opened} onClose={close} onFollow={follow} /> : null}
    </>
  );
}

interface DayProps {
  readonly entries: readonly LogEntry[];
  readonly onOpen: (entry: LogEntry) => void;
}

function Day({ entries, onOpen }: DayProps) {
  const styles = useStyles();
  const format = useFormat();
  const id = useId();
  return (
    <>
      <h2 id={id} className={styles.day}>
        {entries[0] ? format.day(entries[0].at) : null}
      </h2>
      {/* biome-ignore lint/a11y/noRedundantRoles: Safari takes a list without markers for none */}
      <ul className={styles.list} role="list" aria-labelledby={id}>
        {entries.map((entry) => (
          <Row key={entry.id} entry={entry} onOpen={() => onOpen(entry)} />
        ))}
      </ul>
    </>
  );
}

function Row({ entry, onOpen }: { readonly entry: LogEntry; readonly onOpen: () => void }) {
  const styles = useStyles();
  const text = useLogText();
  const { exact, time } = useFormat();
  const object = text.object(entry);
  return (
    <li>
      <Button appearance="subtle" className={styles.row} data-entry={entry.id} onClick={onOpen}>
        <span>
          {text.action(entry.action)}
          {object === '' ? null : `: ${object}`}
        </span>
        <span className={styles.small}>{text.who(entry)}</span>
        <time className={styles.small} dateTime={entry.at} title={exact(entry.at)}>
          {time(entry.at)}
        </time>
      </Button>
    </li>
  );
}
