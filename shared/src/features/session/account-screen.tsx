import { Button, Field, makeStyles, Select, Text, tokens } from '@fluentui/react-components';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useContext } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/api-context.tsx';
import { problemType } from '../../api/problem-error.ts';
import { routes } from '../../api/routes.ts';
import { sessionKey, useSession } from '../../api/session.tsx';
import { StepUpContext } from '../../api/step-up.ts';
import { useAnnounce } from '../../components/announcer.tsx';
import { LanguageMenu } from '../../components/language-menu.tsx';
import { LevelBadge } from '../../components/level-badge.tsx';
import { PageHeading } from '../../components/page-heading.tsx';
import { ProblemMessage } from '../../components/problem-message.tsx';
import { useProblemText } from '../../components/problem-text.ts';
import { useFormat } from '../../components/use-format.ts';
import { useMethodName } from '../../components/use-method-name.ts';
import { useTitle } from '../../components/use-title.ts';
import type { SessionView } from '../../contract/sign-in.ts';
import type { AssuranceLevel } from '../../domain/levels.ts';
import { useHost } from '../../host/host-context.tsx';
import { showLanguage } from '../../i18n/staff-i18n.ts';
import type { ThemeChoice } from '../../theme/resolve-theme.ts';

const THEMES = ['system', 'light', 'dark', 'contrast'] as const satisfies readonly ThemeChoice[];

const useStyles = makeStyles({
  root: {
    display: 'grid',
    gap: tokens.spacingVerticalXL,
    alignContent: 'start',
    padding: tokens.spacingHorizontalXXL,
    maxWidth: '560px',
    '@media (max-width: 599px)': { padding: tokens.spacingHorizontalL },
  },
  facts: { display: 'grid', gap: tokens.spacingVerticalS, margin: 0 },
  fact: { display: 'grid', gridTemplateColumns: 'minmax(120px, 160px) 1fr', gap: tokens.spacingHorizontalM },
  term: { color: tokens.colorNeutralForeground2 },
  value: { margin: 0, overflowWrap: 'anywhere' },
  session: { display: 'grid', gap: tokens.spacingVerticalM, justifyItems: 'start' },
});

function Fact({ term, children }: { readonly term: string; readonly children: ReactNode }) {
  const styles = useStyles();
  return (
    <div className={styles.fact}>
      <dt className={styles.term}>{term}</dt>
      <dd className={styles.value}>{children}</dd>
    </div>
  );
}

/** Changes language or theme on the account; the session's answer is what the screens follow. */
function useUpdateAccount() {
  const api = useApi();
  const queryClient = useQueryClient();
  const announce = useAnnounce();
  const { t, i18n } = useTranslation();
  return useMutation({
    mutationFn: (body: { language?: SessionView['account']['language']; theme?: ThemeChoice }) =>
      api.call(routes.updateAccount, { body }),
    onSuccess: async (session, { language }) => {
      api.setCsrfToken(session.csrfToken);
      // The words first: "saved" is said in the new language, and only when the screens really can be shown in it.
      if (language) await showLanguage(i18n, language);
      queryClient.setQueryData(sessionKey, session);
      announce(language ? i18n.t('staff.account.saved') : t('staff.account.saved'));
    },
  });
}

/** Mitt konto: the name (`name`, a form of its own), language, theme, and how surely one is signed in. */
export function AccountScreen({ name }: { readonly name: ReactNode }) {
  const styles = useStyles();
  const { account, organisation } = useSession();
  const { t } = useTranslation();
  const { program } = useHost();
  const asHost = program
    ? t('staff.account.themeHost', { host: t(`staff.hostSignIn.host.${program}`) })
    : t('common.theme.system');
  const textOf = useProblemText();
  const update = useUpdateAccount();
  useTitle(t('staff.account.title'));
  return (
    <div className={styles.root}>
      <PageHeading focusOn="account">{t('staff.account.title')}</PageHeading>
      {update.error ? <ProblemMessage text={textOf(problemType(update.error))} /> : null}
      {name}
      <dl className={styles.facts}>
        <Fact term={t('staff.account.email')}>{account.email}</Fact>
        <Fact term={t('staff.account.organisation')}>{organisation.name}</Fact>
      </dl>
      <Field label={t('common.language.label')}>
        <LanguageMenu labelled language={account.language} onLanguage={(language) => update.mutate({ language })} />
      </Field>
      <Field label={t('common.theme.label')}>
        <Select
          value={account.theme}
          onChange={(_event, data) => {
            const theme = THEMES.find((candidate) => candidate === data.value);
            if (theme) update.mutate({ theme });
          }}
        >
          {THEMES.map((theme) => (
            <option key={theme} value={theme}>
              {theme === 'system' ? asHost : t(`common.theme.${theme}`)}
            </option>
          ))}
        </Select>
      </Field>
      <SessionSection />
    </div>
  );
}

function SessionSection() {
  const styles = useStyles();
  const session = useSession();
  const requestStepUp = useContext(StepUpContext);
  const { t } = useTranslation();
  const format = useFormat();
  const methodName = useMethodName();
  const highest = Math.max(session.level, ...session.stepUp.map((way) => way.level)) as AssuranceLevel;
  return (
    <section className={styles.session}>
      <PageHeading level={2}>{t('staff.account.session')}</PageHeading>
      <LevelBadge level={session.level} />
      <Text>
        {t('staff.account.sessionText', {
          method: methodName(session.method),
          level: t(`common.level.loa${session.level}`),
          until: format.exact(session.expiresAt),
        })}
      </Text>
      {highest > session.level ? (
        <Button onClick={() => void requestStepUp(highest)}>{t('staff.account.raise')}</Button>
      ) : (
        <Text>{t('staff.account.highest')}</Text>
      )}
    </section>
  );
}
