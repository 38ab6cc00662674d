import { Button, MessageBar, MessageBarBody, makeStyles, Spinner, Text, tokens } from '@fluentui/react-components';
import { useEffect, useRef, useState } from 'react';
import type { BankIdView } from '../../../contract/sign-in.ts';
import { FOCUS_RING, useFormStyles } from '../components/form.styles.ts';
import { MainButton } from '../components/main-button.tsx';
import { useEnvironment } from '../environment.ts';
import { useSpeech, type Words } from '../i18n/words.ts';
import type { Recipient } from '../use-recipient.ts';
import { useBankIdOrder } from './use-bankid-order.ts';

const QUIET_ZONE = 4;

const useStyles = makeStyles({
  launch: { minHeight: '48px', minWidth: '200px', '@media (max-width: 479px)': { maxWidth: 'none', width: '100%' } },
  // A code reader needs dark on light with a light rim whatever the theme (ISO/IEC 18004).
  qr: {
    display: 'block',
    width: 'min(100%, 260px)',
    height: 'auto',
    backgroundColor: 'white',
    borderRadius: tokens.borderRadiusLarge,
    forcedColorAdjust: 'none',
  },
  steps: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalL,
    borderRadius: tokens.borderRadiusMedium,
    outlineStyle: 'none',
    ':focus-visible': { ...FOCUS_RING, outlineOffset: tokens.spacingHorizontalXS },
  },
  state: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalM },
});

/** The text of a hintCode (BankID RP API v6), also of one that we do not know yet. */
export function hintText(words: Words['bankid']['hints'], hint: string | null, pending: boolean): string {
  const known = (Object.keys(words) as (keyof typeof words)[]).find((name) => name === hint);
  return words[known ?? (pending ? 'unknownPending' : 'unknown')];
}

/** BankID: begun by a click; on a phone the app opens here, on a computer a QR code is read by the phone. */
export function BankIdStep({ recipient }: { readonly recipient: Recipient }) {
  const { words } = useSpeech();
  const styles = useStyles();
  const { state, begin, cancel } = useBankIdOrder(recipient.api, recipient.resume, recipient.fail);
  const steps = useRef<HTMLDivElement>(null);
  const pending = state.kind === 'pending';
  const before = useRef(pending);
  // The button that was pressed is gone: the focus goes to what came instead.
  useEffect(() => {
    if (before.current !== pending) steps.current?.focus();
    before.current = pending;
  }, [pending]);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset belongs to forms.
    <div ref={steps} tabIndex={-1} role="group" aria-label={words.bankid.text} className={styles.steps}>
      {state.kind === 'pending' ? (
        <Pending order={state.order} slow={state.slow} onCancel={cancel} />
      ) : (
        <Begin
          failure={state.kind === 'failed' ? state.hint : undefined}
          busy={state.kind === 'starting'}
          onBegin={begin}
        />
      )}
    </div>
  );
}

interface BeginProps {
  /** The hintCode that the last order ended with. */
  readonly failure: string | undefined;
  readonly busy: boolean;
  readonly onBegin: () => void;
}

function Begin({ failure, busy, onBegin }: BeginProps) {
  const { words } = useSpeech();
  return (
    <>
      {failure === undefined ? (
        <Text size={400}>
          {words.bankid.text} {words.identify.why}
        </Text>
      ) : (
        <MessageBar intent="error" layout="multiline" role="alert">
          <MessageBarBody>
            <Text size={400}>{hintText(words.bankid.hints, failure, false)}</Text>
          </MessageBarBody>
        </MessageBar>
      )}
      <MainButton busy={busy} onClick={onBegin}>
        {failure === undefined ? words.identify.submit : words.bankid.again}
      </MainButton>
    </>
  );
}

interface PendingProps {
  readonly order: BankIdView;
  readonly slow: boolean;
  readonly onCancel: () => void;
}

function Pending({ order, slow, onCancel }: PendingProps) {
  const { words } = useSpeech();
  const { device } = useEnvironment();
  const styles = useStyles();
  const form = useFormStyles();
  const [qrWanted, setQrWanted] = useState(device === 'computer');
  const scanning = order.hint === 'outstandingTransaction' || order.hint === 'noClient' || order.hint === null;
  const token = encodeURIComponent(order.autoStartToken ?? '');
  const code =
    qrWanted && scanning && order.qr ? (
      <>
        <Text size={400}>{words.bankid.scan}</Text>
        <QrCode {...order.qr} label={words.bankid.qr} className={styles.qr} />
      </>
    ) : null;
  return (
    <>
      {device === 'computer' ? code : null}
      <div className={styles.state}>
        <Spinner size="tiny" aria-hidden />
        <Text size={400} role="status">
          {slow ? words.bankid.slow : hintText(words.bankid.hints, order.hint, true)}
        </Text>
      </div>
      {/* With redirect=null the app sends nobody back: the page goes on by itself as soon as it is seen again. */}
      {device === 'phone' ? <Text size={400}>{words.bankid.comeBack}</Text> : null}
      <div className={form.actions}>
        {scanning && order.autoStartToken ? (
          <Button
            as="a"
            appearance={device === 'phone' ? 'primary' : 'secondary'}
            size="large"
            className={styles.launch}
            href={
              device === 'phone'
                ? `https://app.bankid.com/?autostarttoken=${token}&redirect=null`
                : `bankid:///?autostarttoken=${token}&redirect=null`
            }
          >
            {device === 'phone' ? words.bankid.openHere : words.bankid.openOnThisDevice}
          </Button>
        ) : null}
        {device === 'phone' && scanning ? (
          <Button size="large" aria-expanded={qrWanted} onClick={() => setQrWanted((wanted) => !wanted)}>
            {words.bankid.useQr}
          </Button>
        ) : null}
        <Button size="large" appearance="subtle" onClick={onCancel}>
          {words.cancel}
        </Button>
      </div>
      {device === 'phone' ? code : null}
    </>
  );
}

interface QrCodeProps {
  /** Modules along one side. */
  readonly size: number;
  readonly path: string;
  readonly label: string;
  readonly className: string;
}

function QrCode({ size, path, label, className }: QrCodeProps) {
  const side = size + 2 * QUIET_ZONE;
  return (
    <svg
      role="img"
      aria-label={label}
      className={className}
      viewBox={`${-QUIET_ZONE} ${-QUIET_ZONE} ${side} ${side}`}
      shapeRendering="crispEdges"
    >
      <path d={path} fill="black" />
    </svg>
  );
}
