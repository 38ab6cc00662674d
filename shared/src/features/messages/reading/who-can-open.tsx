import { Button, Field, Input, makeStyles, tokens } from '@fluentui/react-components';
import { LinkRegular } from '@fluentui/react-icons/svg/link';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAnnounce } from '../../../components/announcer.tsx';
import type { MessageHead } from '../../../contract/messages.ts';
import { paths } from '../paths.ts';
import { webAddress } from '../web-address.ts';
import { Fact } from './facts.tsx';
import { READING } from './reading-words.tsx';

const useStyles = makeStyles({
  root: { display: 'grid', gap: tokens.spacingVerticalS, justifyItems: 'start' },
  address: { width: '100%', maxWidth: '480px' },
});

/** The line of a message's facts that says that the sender's whole organisation may open it, with the link to pass on. */
export function WhoCanOpen({ head }: { readonly head: MessageHead }) {
  const styles = useStyles();
  const { t } = useTranslation(READING);
  const text = head.shareable ? 'own' : head.role === 'recipient' ? 'other' : 'ended';
  return (
    <Fact term={t('audience.term')}>
      <div className={styles.root}>
        {t(`audience.${text}`)}
        {head.shareable ? <CopyLink address={webAddress(paths.shared(head.id))} /> : null}
      </div>
    </Fact>
  );
}

/** Copies an address; where the browser or a frame forbids it, shows it to be copied by hand. */
function CopyLink({ address }: { readonly address: string }) {
  const styles = useStyles();
  const { t } = useTranslation(READING);
  const announce = useAnnounce();
  const [state, setState] = useState<'copied' | 'failed'>();
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(address);
      setState('copied');
      announce(t('audience.copied'));
    } catch {
      setState('failed');
    }
  };
  return (
    <>
      <Button size="small" icon={<LinkRegular />} onClick={() => void copy()}>
        {t('audience.copy')}
      </Button>
      {state === 'copied' ? <span>{t('audience.copied')}</span> : null}
      {state === 'failed' ? (
        <Field
          className={styles.address}
          label={t('audience.link')}
          validationState="warning"
          validationMessage={t('audience.copyFailed')}
        >
          <Input readOnly value={address} onFocus={(event) => event.currentTarget.select()} />
        </Field>
      ) : null}
    </>
  );
}
