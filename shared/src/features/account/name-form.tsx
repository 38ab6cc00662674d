import { Button, Field, Input, makeStyles, tokens } from '@fluentui/react-components';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/api-context.tsx';
import { factorRoutes } from '../../api/factor-routes.ts';
import { problemType } from '../../api/problem-error.ts';
import { sessionKey, useSession } from '../../api/session.tsx';
import { useAnnounce } from '../../components/announcer.tsx';
import { useNotice } from '../../components/notice.tsx';
import { ProblemMessage } from '../../components/problem-message.tsx';
import { useProblemText } from '../../components/problem-text.ts';
import { useElement } from '../../components/use-element.ts';
import type { SessionView } from '../../contract/sign-in.ts';
import { LIMITS } from '../../domain/limits.ts';
import { ACCOUNT } from './account-words.tsx';
import { SectionBar } from './section.tsx';

const useStyles = makeStyles({
  root: { display: 'grid', gap: tokens.spacingVerticalM, gridTemplateColumns: 'minmax(0, 1fr)' },
});

/** Saves one's own name; the screens show it from the session at once, and the way back is offered once. */
function useSaveName() {
  const { t } = useTranslation(ACCOUNT);
  const { t: common } = useTranslation();
  const api = useApi();
  const queryClient = useQueryClient();
  const notice = useNotice();
  const textOf = useProblemText();
  const saving = useMutation({
    mutationFn: (displayName: string) => api.call(factorRoutes.changeOwnName, { body: { displayName } }),
    onSuccess: ({ displayName }) =>
      queryClient.setQueryData<SessionView>(
        sessionKey,
        (session) => session && { ...session, account: { ...session.account, displayName } },
      ),
  });
  const save = (name: string, before: string | null, onSaved?: () => void): void =>
    // A promise: the way back is taken on another page, too.
    void saving.mutateAsync(name).then(
      () => {
        const undo = before !== null && { label: common('common.actions.undo'), run: () => save(before, null) };
        notice({ text: t('name.saved'), intent: 'success', ...(undo ? { action: undo } : {}) });
        onSaved?.();
      },
      (error: unknown) => {
        if (before === null) notice({ text: textOf(problemType(error)), intent: 'error' });
      },
    );
  return { saving, save };
}

/** One's own name: changed here, or shown with the reason why not. */
export function NameForm() {
  const styles = useStyles();
  const { account } = useSession();
  const { t } = useTranslation(ACCOUNT);
  const textOf = useProblemText();
  const announce = useAnnounce();
  const { saving, save } = useSaveName();
  const [edited, setEdited] = useState<string>();
  const [refused, setRefused] = useState(false);
  const input = useElement<HTMLInputElement>();
  const label = t('name.label');
  if (account.provisioned)
    return (
      <Field label={label} hint={textOf('name-from-directory')}>
        <Input readOnly value={account.displayName} />
      </Field>
    );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const name = (edited ?? account.displayName).trim();
    setRefused(name === '');
    if (name === '') return input.element.current?.focus();
    if (name === account.displayName) return announce(t('name.same'));
    if (!saving.isPending) save(name, account.displayName, () => setEdited(undefined));
  };
  return (
    <form className={styles.root} noValidate onSubmit={submit}>
      {saving.error ? <ProblemMessage text={textOf(problemType(saving.error))} /> : null}
      <Field label={label} hint={t('name.hint')} validationMessage={refused ? t('name.missing') : null}>
        <Input
          ref={input.set}
          autoComplete="name"
          maxLength={LIMITS.accountNameCharacters}
          value={edited ?? account.displayName}
          onChange={(_event, { value }) => {
            setEdited(value);
            setRefused(false);
          }}
        />
      </Field>
      <SectionBar>
        <Button type="submit" disabledFocusable={saving.isPending}>
          {t('name.save')}
        </Button>
      </SectionBar>
    </form>
  );
}
