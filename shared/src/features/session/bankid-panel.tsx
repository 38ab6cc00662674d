import { Button, makeStyles, Spinner, Text, tokens } from '@fluentui/react-components';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Delayed } from '../../components/delayed.tsx';
import { ProblemMessage } from '../../components/problem-message.tsx';
import { useProblemText } from '../../components/problem-text.ts';
import { QrCode } from '../../components/qr-code.tsx';
import { useBankIdOrder } from './use-bankid-order.ts';

const HINTS = [
  'outstandingTransaction',
  'noClient',
  'started',
  'userMrtd',
  'userCallConfirm',
  'userSign',
  'processing',
  'expiredTransaction',
  'certificateErr',
  'userCancel',
  'cancelled',
  'startFailed',
  'userDeclinedCall',
  'notSupportedByUserApp',
  'transactionRiskBlocked',
] as const;
type Hint = (typeof HINTS)[number];

const useStyles = makeStyles({
  root: {
    display: 'grid',
    gap: tokens.spacingVerticalL,
    justifyItems: 'center',
    textAlign: 'center',
    ':focus': { outlineStyle: 'none' },
  },
  // Always there, so that what comes into it is heard; without words it takes no room.
  status: { ':empty': { position: 'absolute' } },
});

const isHint = (value: string | null): value is Hint => (HINTS as readonly (string | null)[]).includes(value);

/** Opens the app on this device; `redirect=null` lets the app bring the person back here (BankID RP API v6, launching). */
export function launchUrl(autoStartToken: string, touch: boolean): string {
  const query = `autostarttoken=${encodeURIComponent(autoStartToken)}&redirect=null`;
  return touch ? `https://app.bankid.com/?${query}` : `bankid:///?${query}`;
}

/** BankID by QR code or on this device, every state in words. */
export function BankIdPanel({ onComplete }: { readonly onComplete: () => void }) {
  const styles = useStyles();
  const { t } = useTranslation();
  const textOf = useProblemText();
  const { order, problem, restart } = useBankIdOrder(onComplete);
  const root = useRef<HTMLElement>(null);

  const hint =
    order &&
    t(`staff.bankId.hints.${isHint(order.hint) ? order.hint : order.status === 'failed' ? 'failed' : 'unknown'}`);
  const wrong = problem ? textOf(problem) : order?.status === 'failed' ? hint : undefined;
  const shown = wrong ? undefined : order;
  const touch = window.matchMedia('(pointer: coarse)').matches;
  const again = () => {
    // The button goes with what it was offered for.
    root.current?.focus();
    restart();
  };
  return (
    <section ref={root} aria-label={t('staff.bankId.title')} tabIndex={-1} className={styles.root}>
      {wrong ? <ProblemMessage text={wrong} onRetry={again} /> : null}
      {wrong || order ? null : <Spinner aria-hidden="true" />}
      {shown?.qr ? <QrCode size={shown.qr.size} path={shown.qr.path} label={t('staff.bankId.qr')} /> : null}
      <Text role="status" className={styles.status}>
        {shown ? hint : wrong ? null : <Delayed>{t('staff.bankId.starting')}</Delayed>}
      </Text>
      {shown?.autoStartToken ? (
        <Button as="a" href={launchUrl(shown.autoStartToken, touch)} appearance={touch ? 'primary' : 'secondary'}>
          {t('staff.bankId.launch')}
        </Button>
      ) : null}
    </section>
  );
}
