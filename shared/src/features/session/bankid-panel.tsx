import { Button, makeStyles, Spinner, Text, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
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
  root: { display: 'grid', gap: tokens.spacingVerticalL, justifyItems: 'center', textAlign: 'center' },
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

  if (problem) return <ProblemMessage text={textOf(problem)} onRetry={restart} />;
  if (!order) return <Spinner label={t('staff.bankId.starting')} />;
  const hint = t(
    `staff.bankId.hints.${isHint(order.hint) ? order.hint : order.status === 'failed' ? 'failed' : 'unknown'}`,
  );
  if (order.status === 'failed') return <ProblemMessage text={hint} onRetry={restart} />;
  const touch = window.matchMedia('(pointer: coarse)').matches;
  return (
    <div className={styles.root}>
      {order.qr ? <QrCode size={order.qr.size} path={order.qr.path} label={t('staff.bankId.qr')} /> : null}
      <Text role="status">{hint}</Text>
      {order.autoStartToken ? (
        <Button as="a" href={launchUrl(order.autoStartToken, touch)} appearance={touch ? 'primary' : 'secondary'}>
          {t('staff.bankId.launch')}
        </Button>
      ) : null}
    </div>
  );
}
