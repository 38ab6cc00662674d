import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { problemType } from '../../../api/problem-error.ts';
import { ProblemMessage } from '../../../components/problem-message.tsx';
import { useProblemText } from '../../../components/problem-text.ts';
import { ACCOUNTS } from './accounts-words.tsx';
import type { BulkAction } from './use-accounts.ts';
import { useBulkNotice } from './use-bulk-notice.ts';

const ACTIONS: readonly BulkAction[] = ['freeze', 'thaw', 'invite', 'revoke'];

const useStyles = makeStyles({
  root: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
});

export interface BulkBarProps {
  readonly chosen: ReadonlySet<string>;
  readonly onDone: () => void;
}

/** What may be done to the chosen accounts, once there are any. */
export function BulkBar({ chosen, onDone }: BulkBarProps) {
  const styles = useStyles();
  const { t } = useTranslation(ACCOUNTS);
  const textOf = useProblemText();
  const { bulk, run } = useBulkNotice(onDone);
  return (
    <>
      {bulk.error ? <ProblemMessage text={textOf(problemType(bulk.error))} /> : null}
      <div className={styles.root}>
        <Text role="status">{chosen.size > 0 ? t('list.chosen', { count: chosen.size }) : ''}</Text>
        {chosen.size > 0 ? (
          <>
            {ACTIONS.map((action) => (
              <Button key={action} disabledFocusable={bulk.isPending} onClick={() => run({ action, ids: [...chosen] })}>
                {t(`list.${action}`)}
              </Button>
            ))}
            <Button appearance="subtle" onClick={onDone}>
              {t('list.clear')}
            </Button>
          </>
        ) : null}
      </div>
    </>
  );
}
