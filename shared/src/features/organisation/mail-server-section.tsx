import { Button, Text } from '@fluentui/react-components';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { problemType } from '../../api/problem-error.ts';
import { focusLater } from '../../components/focus-later.ts';
import { Loading } from '../../components/loading.tsx';
import { useNotice } from '../../components/notice.tsx';
import { ProblemMessage } from '../../components/problem-message.tsx';
import { useProblemText } from '../../components/problem-text.ts';
import { headingOf, Section, SectionBar } from '../../components/section.tsx';
import { useFormat } from '../../components/use-format.ts';
import type { MailServerView, SaveMailServer } from '../../contract/mail-server.ts';
import { FormParts } from './form-parts.tsx';
import { MailServerFields, type TypedServer } from './mail-server-fields.tsx';
import { ORGANISATION } from './organisation-words.tsx';
import { PurgeDialog } from './purge-dialog.tsx';
import { useMailServer, useSaveMailServer } from './use-mail-server.ts';
import { useUnsaved } from './use-unsaved.ts';

const typedServer = (server: MailServerView | null): TypedServer => ({
  host: server?.host ?? '',
  port: server?.port ?? 587,
  user: server?.user ?? '',
  password: '',
  from: server?.from ?? '',
});

const toServer = ({ host, port, user, password, from }: TypedServer): SaveMailServer['server'] => ({
  ...{ host: host.trim(), from: from.trim(), user: user.trim() || null },
  port: port as 25 | 465 | 587 | 2525,
  tls: port === 465 ? 'implicit' : 'required',
  ...(password ? { password } : {}),
});

/** Egen e-postserver: through which notifications go, tried before it is saved. */
export function MailServerSection() {
  const { t } = useTranslation(ORGANISATION);
  const textOf = useProblemText();
  const saved = useMailServer();
  if (saved.isPending) return <Loading lines={4} />;
  return (
    <Section title={t('mailServer.title')} intro={t('mailServer.intro')}>
      {saved.data ? (
        <ServerForm server={saved.data.server} />
      ) : (
        <ProblemMessage text={textOf(problemType(saved.error))} onRetry={() => void saved.refetch()} />
      )}
    </Section>
  );
}

function ServerForm({ server }: { readonly server: MailServerView | null }) {
  const { t } = useTranslation(ORGANISATION);
  const textOf = useProblemText();
  const notice = useNotice();
  const format = useFormat();
  const saving = useSaveMailServer();
  const { edited, edit, forget } = useUnsaved('mail-server', typedServer(server));
  const [password, setPassword] = useState('');
  const [asked, setAsked] = useState(false);
  const [isMissing, setIsMissing] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const typed = { ...typedServer(server), ...edited, password };
  const save = (next: SaveMailServer['server']) =>
    saving.mutate(
      { server: next, expected: server?.revision ?? 0 },
      {
        onSuccess: () => {
          forget();
          setPassword('');
          notice({ text: t(next ? 'mailServer.saved' : 'mailServer.removed'), intent: 'success' });
          // The button goes with the server.
          if (!next) focusLater(() => headingOf(root.current));
        },
      },
    );
  const test = () => {
    const wanted = toServer(typed);
    const missing = wanted?.host ? (wanted.from ? undefined : 'from') : 'host';
    setIsMissing(missing !== undefined);
    if (missing) return focusLater(() => root.current?.querySelector<HTMLElement>(`[name=${missing}]`));
    save(wanted);
  };
  const failure = saving.error ? textOf(problemType(saving.error)) : undefined;
  const problem = isMissing ? t('mailServer.missing') : failure;
  return (
    <FormParts ref={root}>
      {problem ? <ProblemMessage text={problem} /> : null}
      <Text>{server ? t('mailServer.now', { host: server.host, from: server.from }) : t('mailServer.none')}</Text>
      {server?.failedAt ? <Text>{t('mailServer.failed', { date: format.exact(server.failedAt) })}</Text> : null}
      <MailServerFields
        typed={typed}
        hasPassword={server?.user != null}
        onTyped={({ password: secret, ...part }) => {
          if (secret !== undefined) setPassword(secret);
          edit(part);
        }}
      />
      <SectionBar>
        <Button appearance="primary" disabledFocusable={saving.isPending} onClick={test}>
          {t(saving.isPending ? 'mailServer.trying' : 'mailServer.save')}
        </Button>
        {server ? (
          <Button disabledFocusable={saving.isPending} onClick={() => setAsked(true)}>
            {t('mailServer.remove')}
          </Button>
        ) : null}
      </SectionBar>
      {asked ? (
        <PurgeDialog
          title={t('mailServer.removeTitle')}
          confirm={t('mailServer.remove')}
          onConfirm={() => {
            setAsked(false);
            save(null);
          }}
          onClose={() => setAsked(false)}
        >
          {t('mailServer.removeText')}
        </PurgeDialog>
      ) : null}
    </FormParts>
  );
}
