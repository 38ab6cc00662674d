import {
  Button,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  tokens,
} from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Modal } from '../../../components/modal.tsx';
import { TimeText } from '../../../components/time-text.tsx';
import { useMethodName } from '../../../components/use-method-name.ts';
import type { LogEntry } from '../../../contract/log.ts';
import { PlainTable } from '../plain-table.tsx';
import { entryFacts } from './entry-facts.ts';
import { LOG, useLogText } from './log-words.tsx';
import { useFactText } from './use-fact-text.ts';

const useStyles = makeStyles({
  content: { display: 'grid', gap: tokens.spacingVerticalL, gridTemplateColumns: 'minmax(0, 1fr)' },
  list: {
    display: 'grid',
    gridTemplateColumns: 'minmax(90px, max-content) minmax(0, 1fr)',
    gap: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
    margin: 0,
    '& dt': { color: tokens.colorNeutralForeground2 },
    '& dd': { margin: 0, overflowWrap: 'anywhere' },
  },
  bar: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

export interface LogEntryDialogProps {
  readonly entry: LogEntry;
  readonly onClose: () => void;
  /** Looks for everything by who did it, or about what it was about. */
  readonly onFollow: (question: { readonly actor: string } | { readonly target: string }) => void;
}

/** One entry, with everything that stands in it. */
export function LogEntryDialog({ entry, onClose, onFollow }: LogEntryDialogProps) {
  const styles = useStyles();
  const { t } = useTranslation(LOG);
  const text = useLogText();
  const { actor, target } = entry;
  return (
    <Modal onOpenChange={onClose}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{text.action(entry.action)}</DialogTitle>
          <DialogContent className={styles.content}>
            <Head entry={entry} />
            <Facts entry={entry} />
            <div className={styles.bar}>
              {actor.id === null ? null : (
                <Button onClick={() => onFollow({ actor: actor.id ?? '' })}>{t('detail.allByWho')}</Button>
              )}
              {target?.id == null ? null : (
                <Button onClick={() => onFollow({ target: target.id ?? '' })}>{t('detail.allAbout')}</Button>
              )}
            </div>
          </DialogContent>
          <DialogActions>
            <Button appearance="primary" onClick={onClose}>
              {t('detail.close')}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Modal>
  );
}

function Terms({ terms }: { readonly terms: readonly (readonly [name: string, value: ReactNode])[] }) {
  const styles = useStyles();
  return (
    <dl className={styles.list}>
      {terms.map(([name, value]) => [<dt key={`${name}-name`}>{name}</dt>, <dd key={name}>{value}</dd>])}
    </dl>
  );
}

function Head({ entry }: { readonly entry: LogEntry }) {
  const { t } = useTranslation(LOG);
  const text = useLogText();
  const methodName = useMethodName();
  const about = text.about(entry);
  const object = text.object(entry);
  const terms: [string, ReactNode][] = [
    [t('detail.when'), <TimeText key="when" at={entry.at} />],
    [t('detail.who'), text.who(entry)],
  ];
  if (about !== undefined || object !== '') terms.push([t('detail.what'), object || about]);
  if (entry.target?.id && !entry.target.name) terms.push([t('detail.id'), entry.target.id]);
  if (entry.method !== null) terms.push([t('detail.method'), methodName(entry.method)]);
  if (entry.level !== null) terms.push([t('detail.level'), String(entry.level)]);
  if (entry.ip !== null) terms.push([t('detail.network'), entry.ip]);
  terms.push([t('detail.number'), entry.sequence === null ? t('detail.notYet') : String(entry.sequence)]);
  if (entry.hash !== null) terms.push([t('detail.hash'), entry.hash]);
  return <Terms terms={terms} />;
}

function Facts({ entry }: { readonly entry: LogEntry }) {
  const { t } = useTranslation(LOG);
  const text = useLogText();
  const valueText = useFactText(entry);
  const { changes, others } = entryFacts(entry);
  return (
    <>
      {changes.length === 0 ? null : (
        <PlainTable
          label={t('detail.changes')}
          heads={[t('detail.field'), t('detail.before'), t('detail.after')]}
          rows={changes.map(({ name, before, after }) => ({
            id: name,
            cells: [text.fact(name), valueText(name, before), valueText(name, after)],
          }))}
        />
      )}
      {others.length === 0 ? null : (
        <Terms terms={others.map(([name, value]) => [text.fact(name), valueText(name, value)] as const)} />
      )}
    </>
  );
}
