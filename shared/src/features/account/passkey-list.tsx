import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/api-context.tsx';
import { factorRoutes } from '../../api/factor-routes.ts';
import { hasPasskeys } from '../../api/passkeys.ts';
import { FACTORS } from '../../components/factor-words.tsx';
import { useFormat } from '../../components/use-format.ts';
import type { PasskeyView } from '../../contract/account-factors.ts';
import { FactorRow } from './factor-row.tsx';
import { PasskeyDialog } from './passkey-dialog.tsx';
import { RemoveFactorDialog } from './remove-factor-dialog.tsx';

const useStyles = makeStyles({
  list: { display: 'grid', gap: tokens.spacingVerticalS, margin: 0, padding: 0, listStyleType: 'none' },
  item: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: tokens.spacingHorizontalS,
  },
  words: { display: 'grid', overflowWrap: 'anywhere', minWidth: 0 },
  note: { color: tokens.colorNeutralForeground2 },
  actions: { display: 'flex', gap: tokens.spacingHorizontalS },
});

type Open = { readonly what: 'add' } | { readonly what: 'rename' | 'remove'; readonly passkey: PasskeyView };

/** Passnycklar: those that there are, and one more. */
export function PasskeyList({
  passkeys,
  canChange,
  canAdd = true,
}: {
  readonly passkeys: readonly PasskeyView[];
  readonly canChange: boolean;
  readonly canAdd?: boolean;
}) {
  const styles = useStyles();
  const api = useApi();
  const { t } = useTranslation(FACTORS);
  const [open, setOpen] = useState<Open>();
  const close = () => setOpen(undefined);
  const isSupported = hasPasskeys();
  const add = (
    <Button disabled={!isSupported} onClick={() => setOpen({ what: 'add' })}>
      {t('security.passkeyAdd')}
    </Button>
  );
  return (
    <FactorRow
      title={t('security.passkeys')}
      text={t(canChange && !isSupported ? 'security.passkeyUnsupported' : 'security.passkeysText')}
      actions={canChange && canAdd ? add : null}
    >
      <ul className={styles.list}>
        {passkeys.map((passkey) => (
          <li key={passkey.id} className={styles.item}>
            <Words passkey={passkey} />
            {canChange ? (
              <div className={styles.actions}>
                <Button
                  aria-label={t('security.passkeyRenameOf', { name: passkey.name })}
                  onClick={() => setOpen({ what: 'rename', passkey })}
                >
                  {t('security.passkeyRename')}
                </Button>
                <Button
                  aria-label={t('security.passkeyRemoveOf', { name: passkey.name })}
                  onClick={() => setOpen({ what: 'remove', passkey })}
                >
                  {t('security.passkeyRemove')}
                </Button>
              </div>
            ) : null}
          </li>
        ))}
      </ul>
      {open?.what === 'add' ? <PasskeyDialog onClose={close} /> : null}
      {open?.what === 'rename' ? <PasskeyDialog passkey={open.passkey} onClose={close} /> : null}
      {open?.what === 'remove' ? (
        <RemoveFactorDialog
          name={open.passkey.name}
          run={() => api.call(factorRoutes.removePasskey, { params: { id: open.passkey.id } })}
          onClose={close}
        />
      ) : null}
    </FactorRow>
  );
}

function Words({ passkey }: { readonly passkey: PasskeyView }) {
  const styles = useStyles();
  const { t } = useTranslation(FACTORS);
  const format = useFormat();
  const created = format.short(passkey.createdAt);
  return (
    <div className={styles.words}>
      <Text weight="semibold">{passkey.name}</Text>
      <Text size={200} className={styles.note}>
        {passkey.usedAt
          ? t('security.passkeyUsed', { created, used: format.short(passkey.usedAt) })
          : t('security.passkeyUnused', { created })}
        {passkey.synced ? ` ${t('security.passkeySynced')}` : null}
      </Text>
    </div>
  );
}
