import {
  Button,
  Menu,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  makeStyles,
  Text,
  tokens,
} from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons/svg/dismiss';
import { useTranslation } from 'react-i18next';
import { problemType } from '../../../api/problem-error.ts';
import { ProblemMessage } from '../../../components/problem-message.tsx';
import { useProblemText } from '../../../components/problem-text.ts';
import { useMedia } from '../../../components/use-media.ts';
import { ACCOUNTS } from './accounts-words.tsx';
import type { BulkAction } from './use-accounts.ts';
import { useBulkNotice } from './use-bulk-notice.ts';

const ACTIONS: readonly BulkAction[] = ['freeze', 'thaw', 'invite', 'revoke'];

const useStyles = makeStyles({
  // One line, there also when it is empty: a row that is chosen low on the screen stays where it is.
  root: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalS, minHeight: '32px' },
  action: { flexShrink: 0, minWidth: 'auto' },
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
  const act = (action: BulkAction) => run({ action, ids: [...chosen] });
  return (
    <>
      {bulk.error ? <ProblemMessage text={textOf(problemType(bulk.error))} /> : null}
      <div className={styles.root}>
        <Text role="status">{chosen.size > 0 ? t('list.chosen', { count: chosen.size }) : ''}</Text>
        {chosen.size > 0 ? (
          <>
            <Actions isBusy={bulk.isPending} onAct={act} />
            <Button
              className={styles.action}
              appearance="subtle"
              icon={<DismissRegular />}
              aria-label={t('list.clear')}
              title={t('list.clear')}
              onClick={onDone}
            />
          </>
        ) : null}
      </div>
    </>
  );
}

interface ActionsProps {
  readonly isBusy: boolean;
  readonly onAct: (action: BulkAction) => void;
}

/** A button each, or a menu of them where they do not stand on one line. */
function Actions({ isBusy, onAct }: ActionsProps) {
  const styles = useStyles();
  const { t } = useTranslation(ACCOUNTS);
  const isNarrow = useMedia('(max-width: 1199px)');
  if (!isNarrow)
    return ACTIONS.map((action) => (
      <Button key={action} className={styles.action} disabledFocusable={isBusy} onClick={() => onAct(action)}>
        {t(`list.${action}`)}
      </Button>
    ));
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <Button className={styles.action} disabledFocusable={isBusy}>
          {t('list.actions')}
        </Button>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {ACTIONS.map((action) => (
            <MenuItem key={action} onClick={() => onAct(action)}>
              {t(`list.${action}`)}
            </MenuItem>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
