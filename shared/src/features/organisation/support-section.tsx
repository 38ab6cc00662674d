import { Button, Field, Input, Select, Text } from '@fluentui/react-components';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { problemType } from '../../api/problem-error.ts';
import { Entry, EntryLine, EntryList } from '../../components/entry-list.tsx';
import { focusLater } from '../../components/focus-later.ts';
import { Loading } from '../../components/loading.tsx';
import { useNotice } from '../../components/notice.tsx';
import { ProblemMessage } from '../../components/problem-message.tsx';
import { useProblemText } from '../../components/problem-text.ts';
import { headingOf, Section, SectionBar } from '../../components/section.tsx';
import { useFormat } from '../../components/use-format.ts';
import type { SupportGrant } from '../../contract/support-grants.ts';
import { normaliseEmail } from '../../domain/email.ts';
import { LIMITS } from '../../domain/limits.ts';
import { FormParts } from './form-parts.tsx';
import { ORGANISATION } from './organisation-words.tsx';
import { useEndSupport, useGiveSupport, useSupportGrants } from './use-support.ts';
import { useUnsaved } from './use-unsaved.ts';

const HOURS = [1, 2, 4, 8, LIMITS.supportHours] as const;
const NOTHING = { email: '', hours: '2', reason: '' };

/** Support: whom the organisation lets in to help, for some hours. */
export function SupportSection() {
  const { t } = useTranslation(ORGANISATION);
  return (
    <Section title={t('support.title')} intro={t('support.intro')}>
      <SupportForm />
      <Grants />
    </Section>
  );
}

function SupportForm() {
  const { t } = useTranslation(ORGANISATION);
  const textOf = useProblemText();
  const notice = useNotice();
  const giving = useGiveSupport();
  const { edited, edit, forget } = useUnsaved('support', NOTHING);
  const typed = { ...NOTHING, ...edited };
  const [tried, setTried] = useState(false);
  const parts = useRef<HTMLDivElement>(null);
  const email = normaliseEmail(typed.email);
  const reason = typed.reason.trim();
  const give = () => {
    setTried(true);
    if (!email || !reason)
      return focusLater(() => parts.current?.querySelector<HTMLElement>(`[name=${email ? 'reason' : 'email'}]`));
    giving.mutate(
      { email, reason, hours: Number(typed.hours) },
      {
        onSuccess: () => {
          notice({ text: t('support.given', { email }), intent: 'success' });
          forget();
          setTried(false);
        },
      },
    );
  };
  return (
    <>
      {giving.error ? <ProblemMessage text={textOf(problemType(giving.error))} /> : null}
      <FormParts ref={parts}>
        <Field
          label={t('support.email')}
          hint={t('support.emailHint')}
          validationMessage={tried && !email ? t('support.emailMissing') : null}
        >
          <Input
            name="email"
            type="email"
            autoComplete="off"
            maxLength={254}
            value={typed.email}
            onChange={(_event, { value }) => edit({ email: value })}
          />
        </Field>
        <Field
          label={t('support.reason')}
          hint={t('support.reasonHint')}
          validationMessage={tried && !reason ? t('support.reasonMissing') : null}
        >
          <Input
            name="reason"
            autoComplete="off"
            maxLength={LIMITS.supportReasonCharacters}
            value={typed.reason}
            onChange={(_event, { value }) => edit({ reason: value })}
          />
        </Field>
        <Field label={t('support.hours')}>
          <Select value={typed.hours} onChange={(_event, { value }) => edit({ hours: value })}>
            {HOURS.map((hours) => (
              <option key={hours} value={hours}>
                {t('support.forHours', { count: hours })}
              </option>
            ))}
          </Select>
        </Field>
      </FormParts>
      <SectionBar>
        <Button appearance="primary" disabledFocusable={giving.isPending} onClick={give}>
          {t('support.give')}
        </Button>
      </SectionBar>
    </>
  );
}

const isLive = ({ endedAt, expiresAt }: SupportGrant) => endedAt === null && Date.parse(expiresAt) > Date.now();

function Grants() {
  const { t } = useTranslation(ORGANISATION);
  const textOf = useProblemText();
  const notice = useNotice();
  const grants = useSupportGrants();
  const ending = useEndSupport();
  const root = useRef<HTMLDivElement>(null);
  if (grants.isPending) return <Loading lines={1} />;
  if (!grants.data)
    return <ProblemMessage text={textOf(problemType(grants.error))} onRetry={() => void grants.refetch()} />;
  const end = ({ id, email }: SupportGrant) =>
    ending.mutate(id, {
      onSuccess: () => {
        notice({ text: t('support.ended', { email }), intent: 'success' });
        // The button goes with the grant.
        focusLater(() => headingOf(root.current));
      },
    });
  return (
    <div ref={root}>
      {ending.error ? <ProblemMessage text={textOf(problemType(ending.error))} /> : null}
      {grants.data.length === 0 ? <Text>{t('support.none')}</Text> : null}
      <EntryList label={t('support.list')}>
        {grants.data.map((grant) => (
          <Entry key={grant.id} text={<GrantText grant={grant} />}>
            {isLive(grant) ? (
              <Button
                aria-label={t('support.endOf', { email: grant.email })}
                disabledFocusable={ending.isPending}
                onClick={() => end(grant)}
              >
                {t('support.end')}
              </Button>
            ) : null}
          </Entry>
        ))}
      </EntryList>
    </div>
  );
}

function GrantText({ grant }: { readonly grant: SupportGrant }) {
  const { t } = useTranslation(ORGANISATION);
  const format = useFormat();
  const { email, reason, createdAt, expiresAt, endedAt, usedAt } = grant;
  const time = endedAt
    ? t('support.endedAt', { date: format.exact(endedAt) })
    : t(isLive(grant) ? 'support.until' : 'support.over', { date: format.exact(expiresAt) });
  return (
    <>
      <Text>{email}</Text>
      <EntryLine>{t('support.why', { reason, date: format.exact(createdAt) })}</EntryLine>
      <EntryLine>
        {time} {usedAt ? t('support.used', { date: format.exact(usedAt) }) : t('support.unused')}
      </EntryLine>
    </>
  );
}
