import { Button, MessageBar, MessageBarActions, MessageBarBody, makeStyles } from '@fluentui/react-components';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useElement } from '../../../components/use-element.ts';

const useStyles = makeStyles({ bar: { borderRadius: 0 } });

export interface RemovedDraftsProps {
  readonly count: number;
  readonly onUndo: () => void;
  /** True while the pointer or the focus is here: the time to change one's mind does not run out. */
  readonly onHold: (held: boolean) => void;
}

/** What was removed, and the way back. */
export function RemovedDrafts({ count, onUndo, onHold }: RemovedDraftsProps) {
  const styles = useStyles();
  const { t } = useTranslation();
  const button = useElement<HTMLButtonElement>();
  // The last row took the focus away with it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: after each removal.
  useEffect(() => {
    if (document.activeElement === document.body) button.element.current?.focus();
    return () => onHold(false);
  }, [count]);
  return (
    <MessageBar
      className={styles.bar}
      intent="success"
      onMouseEnter={() => onHold(true)}
      onMouseLeave={() => onHold(false)}
      onFocus={() => onHold(true)}
      onBlur={() => onHold(false)}
    >
      <MessageBarBody>{t('messages.drafts.removed', { count })}</MessageBarBody>
      <MessageBarActions>
        <Button ref={button.set} size="small" onClick={onUndo}>
          {t('common.actions.undo')}
        </Button>
      </MessageBarActions>
    </MessageBar>
  );
}
