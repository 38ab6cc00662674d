import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { problemType } from '../../api/problem-error.ts';
import { useSaveFile } from '../../api/use-save-file.ts';
import { useNotice } from '../../components/notice.tsx';
import { ProblemMessage } from '../../components/problem-message.tsx';
import { useProblemText } from '../../components/problem-text.ts';
import { useFormat } from '../../components/use-format.ts';
import type { Closing } from '../../contract/closing.ts';
import type { AdministeredOrganisation } from '../../contract/installation.ts';
import { LIMITS } from '../../domain/limits.ts';
import { useHost } from '../../host/host-context.tsx';
import { ADMINISTRATION } from './administration-words.tsx';
import { useClosingChanged, useUndoClosing } from './use-closing.ts';

const useStyles = makeStyles({
  part: { display: 'grid', gap: tokens.spacingVerticalS, justifyItems: 'start' },
});

interface ClosingUnderWayProps {
  readonly organisation: Pick<AdministeredOrganisation, 'id' | 'name'>;
  readonly closing: Closing;
  /** Copies of messages that are left. */
  readonly copies: number;
  readonly onClose: () => void;
}

/** When it can be taken back no more, once the export was handed over. */
const goneAt = ({ purgeAfter, exportedAt }: { readonly purgeAfter: string; readonly exportedAt: string }): string =>
  new Date(
    Math.max(Date.parse(purgeAfter), Date.parse(exportedAt) + LIMITS.closingAfterExportSeconds * 1000),
  ).toISOString();

/** How far it has come, and what there is to do. */
export function ClosingUnderWay({ organisation, closing, copies, onClose }: ClosingUnderWayProps) {
  const { t } = useTranslation(ADMINISTRATION);
  const format = useFormat();
  if (closing.purgedAt) return <Text>{t('closing.closed', { date: format.exact(closing.purgedAt) })}</Text>;
  if (closing.purgeBegunAt) return <Text role="status">{t('closing.purging', { count: copies })}</Text>;
  return (
    <>
      <Text>
        {closing.exportedAt === null
          ? t('closing.waits', { date: format.exact(closing.purgeAfter) })
          : t('closing.until', { date: format.exact(goneAt({ ...closing, exportedAt: closing.exportedAt })) })}
      </Text>
      <Export organisation={organisation} exportedAt={closing.exportedAt} />
      <Undo organisation={organisation} onClose={onClose} />
    </>
  );
}

/** Nothing is destroyed before somebody has it. */
function Export({
  organisation: { id, name },
  exportedAt,
}: Pick<ClosingUnderWayProps, 'organisation'> & Pick<Closing, 'exportedAt'>) {
  const styles = useStyles();
  const { t } = useTranslation(ADMINISTRATION);
  const textOf = useProblemText();
  const format = useFormat();
  const host = useHost();
  const saving = useSaveFile();
  const changed = useClosingChanged(id);
  const path = `/installation/organisations/${id}/closing/export`;
  const save = () => saving.mutate({ path, fileName: t('closing.fileName', { name }) }, { onSettled: changed });
  return (
    <div className={styles.part}>
      <Text role="status">{exportedAt ? t('closing.exported', { date: format.exact(exportedAt) }) : null}</Text>
      {saving.error ? <ProblemMessage text={textOf(problemType(saving.error))} /> : null}
      {host.canDownload ? (
        <Button disabledFocusable={saving.isPending} onClick={save}>
          {t('closing.export')}
        </Button>
      ) : (
        <Text>{t('usage.elsewhere')}</Text>
      )}
    </div>
  );
}

function Undo({ organisation: { id, name }, onClose }: Pick<ClosingUnderWayProps, 'organisation' | 'onClose'>) {
  const styles = useStyles();
  const { t } = useTranslation(ADMINISTRATION);
  const textOf = useProblemText();
  const notice = useNotice();
  const undoing = useUndoClosing(id);
  const undo = () =>
    undoing.mutate(undefined, {
      onSuccess: () => {
        notice({ text: t('closing.undone', { name }), intent: 'success' });
        onClose();
      },
    });
  return (
    <div className={styles.part}>
      {undoing.error ? <ProblemMessage text={textOf(problemType(undoing.error))} /> : null}
      <Button disabledFocusable={undoing.isPending} onClick={undo}>
        {t('closing.undo')}
      </Button>
    </div>
  );
}
