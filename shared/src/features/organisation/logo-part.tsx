import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { problemType } from '../../api/problem-error.ts';
import { focusLater } from '../../components/focus-later.ts';
import { useNotice } from '../../components/notice.tsx';
import { ProblemMessage } from '../../components/problem-message.tsx';
import { useProblemText } from '../../components/problem-text.ts';
import { SectionBar } from '../../components/section.tsx';
import { useElement } from '../../components/use-element.ts';
import { LIMITS } from '../../domain/limits.ts';
import { LogoImage } from './logo-image.tsx';
import { ORGANISATION } from './organisation-words.tsx';
import { useSaveLogo } from './use-settings.ts';

const useStyles = makeStyles({
  root: { display: 'grid', gap: tokens.spacingVerticalM, gridTemplateColumns: 'minmax(0, 1fr)', justifyItems: 'start' },
  heading: { margin: 0, fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
});

const MOST = Math.floor(LIMITS.logoBytes / 1024);

/** A file as base64. */
async function base64Of(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}

/** The logo: shown, chosen and removed. */
export function LogoPart({ logo }: { readonly logo: string | null }) {
  const styles = useStyles();
  const { t } = useTranslation(ORGANISATION);
  const textOf = useProblemText();
  const notice = useNotice();
  const saving = useSaveLogo();
  const [tooLarge, setTooLarge] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const choose = useElement<HTMLButtonElement>();
  const save = (png: string | null) =>
    saving.mutate(
      { png, expected: logo },
      { onSuccess: () => notice({ text: t(png ? 'sender.logoSaved' : 'sender.logoRemoved'), intent: 'success' }) },
    );
  const take = async (file: File | undefined) => {
    if (input.current) input.current.value = '';
    setTooLarge(file !== undefined && file.size > LIMITS.logoBytes);
    saving.reset();
    if (file && file.size <= LIMITS.logoBytes) save(await base64Of(file));
  };
  const refusal = tooLarge ? t('sender.tooLarge', { most: MOST }) : undefined;
  const failure = refusal ?? (saving.error ? textOf(problemType(saving.error)) : undefined);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset draws a frame.
    <div role="group" aria-label={t('sender.logo')} className={styles.root}>
      <h3 className={styles.heading}>{t('sender.logo')}</h3>
      <Text>{t('sender.logoHint', { most: MOST })}</Text>
      {failure ? <ProblemMessage text={failure} /> : null}
      {logo ? <LogoImage hash={logo} alt={t('sender.logo')} /> : <Text>{t('sender.noLogo')}</Text>}
      <input
        ref={input}
        hidden
        type="file"
        accept="image/png"
        aria-label={t('sender.choose')}
        onChange={(event) => void take(event.target.files?.[0])}
      />
      <SectionBar>
        <Button ref={choose.set} disabledFocusable={saving.isPending} onClick={() => input.current?.click()}>
          {t('sender.choose')}
        </Button>
        {logo ? (
          <Button
            disabledFocusable={saving.isPending}
            onClick={() => {
              save(null);
              focusLater(() => choose.element.current);
            }}
          >
            {t('sender.remove')}
          </Button>
        ) : null}
      </SectionBar>
    </div>
  );
}
