import { Button, Card, Switch } from '@fluentui/react-components';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ComponentType, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/api-context.tsx';
import { problemType } from '../../api/problem-error.ts';
import { routes } from '../../api/routes.ts';
import { Loading } from '../../components/loading.tsx';
import { useNotice } from '../../components/notice.tsx';
import { ProblemMessage } from '../../components/problem-message.tsx';
import { useProblemText } from '../../components/problem-text.ts';
import { SafeHtml } from '../../components/safe-html.tsx';
import type { Signature } from '../../contract/signatures.ts';
import { LIMITS } from '../../domain/limits.ts';
import { ACCOUNT } from './account-words.tsx';
import { MailboxChoice } from './mailbox-choice.tsx';
import { Section, SectionBar } from './section.tsx';

/** The editor of messages, handed in by the page that knows both. */
export type BodyEditor = ComponentType<{
  readonly label: string;
  readonly html: string;
  readonly onHtml: (html: string) => void;
  readonly refusal?: string | undefined;
}>;

/** Where composers find it, too. */
const signatureKey = (mailboxId: string) => ['signature', mailboxId] as const;

/** Signatur: what is put below everything that one writes, for each mailbox. */
export function SignatureSection({ Editor }: { readonly Editor: BodyEditor }) {
  const { t } = useTranslation(ACCOUNT);
  return (
    <Section title={t('signature.title')} intro={t('signature.intro')}>
      <MailboxChoice>
        {(mailboxId) => (
          <SignatureOf key={mailboxId} mailboxId={mailboxId} Editor={Editor} label={t('signature.text')} />
        )}
      </MailboxChoice>
    </Section>
  );
}

/** The signature of one function mailbox. */
export function MailboxSignatureSection({ mailboxId, Editor }: Omit<SignatureOfProps, 'label'>) {
  const { t } = useTranslation(ACCOUNT);
  return (
    <Section title={t('signature.title')} intro={t('signature.mailboxIntro')}>
      <SignatureOf mailboxId={mailboxId} Editor={Editor} label={t('signature.mailboxText')} />
    </Section>
  );
}

interface SignatureOfProps {
  readonly mailboxId: string;
  readonly Editor: BodyEditor;
  readonly label: string;
}

function SignatureOf({ mailboxId, Editor, label }: SignatureOfProps) {
  const api = useApi();
  const textOf = useProblemText();
  const saved = useQuery({
    queryKey: signatureKey(mailboxId),
    queryFn: ({ signal }) => api.call(routes.getSignature, { params: { id: mailboxId }, signal }),
  });
  if (saved.data) return <SignatureForm mailboxId={mailboxId} saved={saved.data} Editor={Editor} label={label} />;
  if (!saved.error) return <Loading lines={4} />;
  return <ProblemMessage text={textOf(problemType(saved.error))} onRetry={() => void saved.refetch()} />;
}

interface FormProps extends SignatureOfProps {
  readonly saved: Signature;
}

function useSave(mailboxId: string) {
  const api = useApi();
  const queryClient = useQueryClient();
  const notice = useNotice();
  const { t } = useTranslation(ACCOUNT);
  return useMutation({
    mutationFn: (body: Signature) => api.call(routes.saveSignature, { params: { id: mailboxId }, body }),
    onSuccess: (signature) => {
      queryClient.setQueryData(signatureKey(mailboxId), signature);
      notice({
        text: t(signature.enabled && signature.bodyHtml !== '' ? 'signature.savedOn' : 'signature.savedOff'),
        intent: 'success',
      });
    },
  });
}

function SignatureForm({ mailboxId, saved, Editor, label }: FormProps) {
  const { t } = useTranslation(ACCOUNT);
  const textOf = useProblemText();
  const save = useSave(mailboxId);
  const [bodyHtml, setBodyHtml] = useState(saved.bodyHtml);
  const [chosen, setChosen] = useState<boolean>();
  // Whoever writes her first signature wants it used, unless she says otherwise.
  const enabled = chosen ?? (saved.enabled || (saved.bodyHtml === '' && bodyHtml !== ''));
  const over = bodyHtml.length - LIMITS.signatureHtmlCharacters;
  return (
    <>
      {save.error ? <ProblemMessage text={textOf(problemType(save.error))} /> : null}
      <Switch checked={enabled} label={t('signature.enabled')} onChange={(_event, data) => setChosen(data.checked)} />
      <Editor
        label={label}
        html={bodyHtml}
        onHtml={setBodyHtml}
        refusal={over > 0 ? t('signature.over', { count: over }) : undefined}
      />
      {enabled && bodyHtml !== '' ? (
        <Card role="group" aria-label={t('signature.preview')}>
          <strong>{t('signature.preview')}</strong>
          <SafeHtml html={bodyHtml} />
        </Card>
      ) : null}
      <SectionBar>
        <Button
          appearance="primary"
          disabledFocusable={save.isPending || over > 0}
          onClick={() => save.mutate({ enabled, bodyHtml })}
        >
          {t('signature.save')}
        </Button>
      </SectionBar>
    </>
  );
}
