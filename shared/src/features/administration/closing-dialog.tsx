import { MessageBar, MessageBarBody, MessageBarTitle, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { problemType } from '../../api/problem-error.ts';
import { FormDialog } from '../../components/form-dialog.tsx';
import { Loading } from '../../components/loading.tsx';
import { ProblemMessage } from '../../components/problem-message.tsx';
import { useProblemText } from '../../components/problem-text.ts';
import { useFormat } from '../../components/use-format.ts';
import type { ClosingView } from '../../contract/closing.ts';
import type { AdministeredOrganisation } from '../../contract/installation.ts';
import { ADMINISTRATION } from './administration-words.tsx';
import { BeginFields, useBeginning } from './begin-closing.tsx';
import { ClosingUnderWay } from './closing-under-way.tsx';
import { useClosing } from './use-closing.ts';

const useStyles = makeStyles({
  list: { margin: 0, paddingInlineStart: tokens.spacingHorizontalXL, overflowWrap: 'anywhere' },
  wide: { overflowWrap: 'anywhere' },
});

interface ClosingDialogProps {
  readonly organisation: Pick<AdministeredOrganisation, 'id' | 'name'>;
  readonly onClose: () => void;
}

/** Avsluta en organisation: what goes, what stands in the way, and how far it has come. */
export function ClosingDialog({ organisation, onClose }: ClosingDialogProps) {
  const { t } = useTranslation(ADMINISTRATION);
  const { t: common } = useTranslation();
  const textOf = useProblemText();
  const view = useClosing(organisation.id);
  const beginning = useBeginning(organisation);
  const { data } = view;
  const closing = data?.closing ?? null;
  const mayBegin = data !== undefined && closing === null && data.held.messages === 0;
  return (
    <FormDialog
      // Begun, it is another dialog, and the focus goes to its beginning.
      key={closing ? 'under-way' : 'begin'}
      title={t('closing.title', { name: organisation.name })}
      submit={mayBegin ? t('closing.begin') : undefined}
      cancel={mayBegin ? undefined : common('common.actions.close')}
      isPending={beginning.isPending}
      alert={mayBegin}
      onSubmit={mayBegin ? beginning.submit : onClose}
      onClose={onClose}
    >
      {view.isPending ? <Loading lines={4} /> : null}
      {view.error ? (
        <ProblemMessage text={textOf(problemType(view.error))} onRetry={() => void view.refetch()} />
      ) : null}
      {beginning.error ? <ProblemMessage text={textOf(problemType(beginning.error))} /> : null}
      {data && data.held.messages > 0 ? <Held held={data.held} /> : null}
      {data && closing ? (
        <ClosingUnderWay organisation={organisation} closing={closing} copies={data.copies} onClose={onClose} />
      ) : null}
      {data && !closing?.purgedAt ? <Contents view={data} /> : null}
      {mayBegin ? <BeginFields beginning={beginning} /> : null}
    </FormDialog>
  );
}

const NUMBERS = ['accounts', 'mailboxes', 'copies'] as const;

/** In numbers; what people wrote nobody here can read. */
function Contents({ view }: { readonly view: ClosingView }) {
  const styles = useStyles();
  const { t } = useTranslation(ADMINISTRATION);
  const format = useFormat();
  return (
    <>
      <Text>{t('closing.goes')}</Text>
      <ul className={styles.list}>
        {NUMBERS.map((number) => (
          <li key={number}>{t(`closing.${number}`, { count: view[number] })}</li>
        ))}
        <li>{t('closing.bytes', { size: format.size(view.bytes) })}</li>
      </ul>
      <Text>{t('closing.stays')}</Text>
    </>
  );
}

/** Whom to ask. */
function Held({ held }: { readonly held: ClosingView['held'] }) {
  const styles = useStyles();
  const { t } = useTranslation(ADMINISTRATION);
  return (
    <MessageBar intent="warning" layout="multiline">
      <MessageBarBody className={styles.wide}>
        <MessageBarTitle>{t('closing.held', { count: held.messages })}</MessageBarTitle>
        {t('closing.heldText')}
        <ul className={styles.list}>
          {held.by.map(({ name, messages }) => (
            <li key={name}>
              {name}: {messages}
            </li>
          ))}
        </ul>
      </MessageBarBody>
    </MessageBar>
  );
}
