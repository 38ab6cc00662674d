import { Link, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { ACCOUNTS } from './accounts-words.tsx';

const useStyles = makeStyles({
  root: { display: 'grid', gap: tokens.spacingVerticalXS, justifyItems: 'start' },
  // Big enough for a finger.
  reset: { minHeight: '24px', textAlign: 'start' },
});

/** What is to be done about a number that is wrong: `reset` is offered, `thaw` comes first, `self` is somebody else's to do. */
export type WrongPhone = 'reset' | 'thaw' | 'self';

export interface AccountPhoneLineProps {
  /** Masked; null = there is none, undefined = not known yet. */
  readonly phone: string | null | undefined;
  /** None where nobody signs in by it. */
  readonly wrong: WrongPhone | null;
  readonly onReset: () => void;
}

/** The number that codes are sent to, and the way to another one: only the person herself gives it (ADR 0036). */
export function AccountPhoneLine({ phone, wrong, onReset }: AccountPhoneLineProps) {
  const styles = useStyles();
  const { t } = useTranslation(ACCOUNTS);
  const said = phone === undefined ? '…' : (phone ?? t('edit.phoneNone'));
  return (
    <div className={styles.root}>
      <Text>{t('edit.phone', { phone: said })}</Text>
      {wrong ? <Text size={200}>{t(`edit.phoneWrong.${wrong}`)}</Text> : null}
      {wrong === 'reset' ? (
        <Link as="button" type="button" className={styles.reset} onClick={onReset}>
          {t('edit.phoneReset')}
        </Link>
      ) : null}
    </div>
  );
}
