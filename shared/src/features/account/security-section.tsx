import { Button, Text } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/api-context.tsx';
import { useBearer } from '../../api/bearer-context.tsx';
import { factorRoutes } from '../../api/factor-routes.ts';
import { problemType } from '../../api/problem-error.ts';
import { FACTORS } from '../../components/factor-words.tsx';
import { Loading } from '../../components/loading.tsx';
import { ProblemMessage } from '../../components/problem-message.tsx';
import { useProblemText } from '../../components/problem-text.ts';
import { useFormat } from '../../components/use-format.ts';
import { useMethodName } from '../../components/use-method-name.ts';
import type { AccountFactors } from '../../contract/account-factors.ts';
import { FactorRow } from './factor-row.tsx';
import { PasskeyList } from './passkey-list.tsx';
import { PasswordDialog } from './password-dialog.tsx';
import { RecoveryDialog } from './recovery-dialog.tsx';
import { RemoveFactorDialog } from './remove-factor-dialog.tsx';
import { Section } from './section.tsx';
import { TotpDialog, type TotpSetup } from './totp-dialog.tsx';
import { useConfirmed, useFactors, useFactorsChanged } from './use-factors.ts';

/** Hur du loggar in: password, app, passkeys, SMS and recovery codes. Changed in the browser alone, where passkeys are. */
export function SecuritySection() {
  const { t } = useTranslation(FACTORS);
  const textOf = useProblemText();
  const known = useFactors();
  const canChange = !useBearer();
  return (
    <Section title={t('security.title')} intro={t('security.intro')}>
      {canChange ? null : <Text>{t('security.browserOnly')}</Text>}
      {known.data ? <Factors factors={known.data} canChange={canChange} /> : null}
      {!known.data && !known.error ? <Loading lines={4} /> : null}
      {!known.data && known.error ? (
        <ProblemMessage text={textOf(problemType(known.error))} onRetry={() => void known.refetch()} />
      ) : null}
    </Section>
  );
}

interface PartProps {
  readonly factors: AccountFactors;
  readonly canChange: boolean;
}

function Factors({ factors, canChange }: PartProps) {
  const { t } = useTranslation(FACTORS);
  const methodName = useMethodName();
  const [changing, setChanging] = useState(false);
  const { allowed, maskedPhone: phone } = factors;
  const change = <Button onClick={() => setChanging(true)}>{t('security.passwordChange')}</Button>;
  return (
    <>
      {factors.password ? <FactorRow title={t('security.password')} actions={canChange ? change : null} /> : null}
      {changing ? <PasswordDialog onClose={() => setChanging(false)} /> : null}
      {factors.providers.length > 0 ? (
        <FactorRow title={t('security.provider')} text={factors.providers.map(methodName).join(', ')} />
      ) : null}
      {allowed.passkey || factors.passkeys.length > 0 ? (
        <PasskeyList passkeys={factors.passkeys} canChange={canChange} canAdd={allowed.passkey} />
      ) : null}
      {factors.password && (allowed.totp || factors.totp) ? <Totp factors={factors} canChange={canChange} /> : null}
      {factors.password && phone ? (
        <FactorRow
          title={t('security.phone')}
          text={t(allowed.sms ? 'security.phoneText' : 'security.phoneOff', { phone })}
        />
      ) : null}
      {factors.password ? <RecoveryCodes factors={factors} canChange={canChange} /> : null}
    </>
  );
}

/** The app for codes: what there is of it, and the way to add or remove it. */
export function Totp({ factors: { totp }, canChange }: PartProps) {
  const { t } = useTranslation(FACTORS);
  const textOf = useProblemText();
  const format = useFormat();
  const api = useApi();
  const [setup, setSetup] = useState<TotpSetup>();
  const [removing, setRemoving] = useState(false);
  const begin = useConfirmed(() => api.call(factorRoutes.beginTotp, {}), setSetup);
  const action = totp ? (
    <Button onClick={() => setRemoving(true)}>{t('security.totpRemove')}</Button>
  ) : (
    <Button disabledFocusable={begin.isPending} onClick={() => begin.mutate()}>
      {t('security.totpAdd')}
    </Button>
  );
  return (
    <FactorRow
      title={t('security.totp')}
      text={totp ? t('security.totpOn', { date: format.short(totp.createdAt) }) : t('security.totpOff')}
      actions={canChange ? action : null}
    >
      {begin.error ? <ProblemMessage text={textOf(problemType(begin.error))} /> : null}
      {setup ? <TotpDialog setup={setup} onClose={() => setSetup(undefined)} /> : null}
      {removing ? (
        <RemoveFactorDialog
          name={t('security.totp')}
          run={() => api.call(factorRoutes.removeTotp, {})}
          onClose={() => setRemoving(false)}
        />
      ) : null}
    </FactorRow>
  );
}

function RecoveryCodes({ factors: { recoveryCodes }, canChange }: PartProps) {
  const { t } = useTranslation(FACTORS);
  const textOf = useProblemText();
  const api = useApi();
  const changed = useFactorsChanged();
  const [codes, setCodes] = useState<readonly string[]>();
  const make = useConfirmed(
    () => api.call(factorRoutes.makeRecoveryCodes, {}),
    (made) => {
      void changed();
      setCodes(made.codes);
    },
  );
  const has = recoveryCodes.createdAt !== null;
  const action = (
    <Button disabledFocusable={make.isPending} onClick={() => make.mutate()}>
      {t(has ? 'security.recoveryAgain' : 'security.recoveryMake')}
    </Button>
  );
  const text = has
    ? `${t('security.recoveryLeft', { count: recoveryCodes.left })} ${canChange ? t('security.recoveryAgainText') : ''}`
    : t('security.recoveryNone');
  return (
    <FactorRow title={t('security.recovery')} text={text.trim()} actions={canChange ? action : null}>
      {make.error ? <ProblemMessage text={textOf(problemType(make.error))} /> : null}
      {codes ? <RecoveryDialog codes={codes} onClose={() => setCodes(undefined)} /> : null}
    </FactorRow>
  );
}
