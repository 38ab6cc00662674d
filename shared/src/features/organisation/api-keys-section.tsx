import { Button, Text } from '@fluentui/react-components';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { problemType } from '../../api/problem-error.ts';
import { Entry, EntryLine, EntryList } from '../../components/entry-list.tsx';
import { focusLater } from '../../components/focus-later.ts';
import { Loading } from '../../components/loading.tsx';
import { useNotice } from '../../components/notice.tsx';
import { ProblemMessage } from '../../components/problem-message.tsx';
import { useProblemText } from '../../components/problem-text.ts';
import { headingOf, Section } from '../../components/section.tsx';
import { useFormat } from '../../components/use-format.ts';
import type { ApiKeyView } from '../../contract/api-keys.ts';
import { ApiKeyForm, SCOPE_WORDS } from './api-key-form.tsx';
import { ORGANISATION } from './organisation-words.tsx';
import { PurgeDialog } from './purge-dialog.tsx';
import { useApiKeys, useRevokeApiKey } from './use-api-keys.ts';

/** API-nycklar: made, listed and revoked. */
export function ApiKeysSection() {
  const { t } = useTranslation(ORGANISATION);
  return (
    <Section title={t('apiKeys.title')} intro={t('apiKeys.intro')}>
      <ApiKeyForm />
      <Keys />
    </Section>
  );
}

function Keys() {
  const { t } = useTranslation(ORGANISATION);
  const textOf = useProblemText();
  const notice = useNotice();
  const keys = useApiKeys();
  const revoking = useRevokeApiKey();
  const [asked, setAsked] = useState<ApiKeyView>();
  const root = useRef<HTMLDivElement>(null);
  if (keys.isPending) return <Loading lines={1} />;
  if (!keys.data) return <ProblemMessage text={textOf(problemType(keys.error))} onRetry={() => void keys.refetch()} />;
  const close = () => {
    setAsked(undefined);
    focusLater(() => root.current?.querySelector<HTMLElement>(`[data-revokes="${asked?.id}"]`));
  };
  const revoke = ({ id, name }: ApiKeyView) =>
    revoking.mutate(id, {
      onSuccess: () => {
        notice({ text: t('apiKeys.revoked', { name }), intent: 'success' });
        // Its button goes with the key: on to the next one, or to the heading.
        focusLater(() => root.current?.querySelector<HTMLElement>('[data-revokes]') ?? headingOf(root.current));
      },
    });
  return (
    <div ref={root}>
      {revoking.error ? <ProblemMessage text={textOf(problemType(revoking.error))} /> : null}
      {keys.data.length === 0 ? <Text>{t('apiKeys.none')}</Text> : null}
      <EntryList label={t('apiKeys.list')}>
        {keys.data.map((key) => (
          <Entry key={key.id} text={<KeyText shown={key} />}>
            {isLive(key) ? (
              <Button
                data-revokes={key.id}
                disabledFocusable={revoking.isPending}
                aria-label={t('apiKeys.revokeOf', { name: key.name })}
                onClick={() => setAsked(key)}
              >
                {t('apiKeys.revoke')}
              </Button>
            ) : null}
          </Entry>
        ))}
      </EntryList>
      {asked ? (
        <PurgeDialog
          title={t('apiKeys.revokeTitle')}
          confirm={t('apiKeys.revoke')}
          onConfirm={() => {
            close();
            revoke(asked);
          }}
          onClose={close}
        >
          {t('apiKeys.revokeText', { name: asked.name })}
        </PurgeDialog>
      ) : null}
    </div>
  );
}

const isLive = ({ revokedAt, expiresAt }: ApiKeyView) => revokedAt === null && Date.parse(expiresAt) > Date.now();

function KeyText({ shown }: { readonly shown: ApiKeyView }) {
  const { t } = useTranslation(ORGANISATION);
  const format = useFormat();
  const { name, address, scopes, expiresAt, revokedAt, usedAt, mailboxId } = shown;
  const end = revokedAt
    ? t('apiKeys.revokedAt', { date: format.exact(revokedAt) })
    : t(isLive(shown) ? 'apiKeys.until' : 'apiKeys.ended', { date: format.exact(expiresAt) });
  const used = usedAt ? t('apiKeys.used', { date: format.exact(usedAt) }) : t('apiKeys.unused');
  const may = scopes.map((scope) => t(`apiKeys.scope.${SCOPE_WORDS[scope]}`)).join(', ');
  return (
    <>
      <Text>{t('apiKeys.row', { name, address })}</Text>
      <EntryLine>{t('apiKeys.may', { scopes: may })}</EntryLine>
      <EntryLine>
        {end} {used}
      </EntryLine>
      <EntryLine>{t('apiKeys.mailbox', { id: mailboxId })}</EntryLine>
    </>
  );
}
