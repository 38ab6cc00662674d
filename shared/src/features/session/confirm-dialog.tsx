import {
  Button,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Text,
} from '@fluentui/react-components';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/api-context.tsx';
import { factorKeys, factorRoutes } from '../../api/factor-routes.ts';
import { askForPasskey, hasPasskeys } from '../../api/passkeys.ts';
import { type ClientProblemType, problemType } from '../../api/problem-error.ts';
import { sessionKey, sessionQuery } from '../../api/session.tsx';
import { FACTORS } from '../../components/factor-words.tsx';
import { Loading } from '../../components/loading.tsx';
import { Modal } from '../../components/modal.tsx';
import { ProblemMessage } from '../../components/problem-message.tsx';
import { useProblemText } from '../../components/problem-text.ts';
import type { ConfirmWay, FactorChallenge } from '../../contract/account-factors.ts';
import type { SessionView } from '../../contract/sign-in.ts';
import { BankIdPanel } from './bankid-panel.tsx';
import { ConfirmPassword } from './confirm-password.tsx';
import { type FactorActions, FactorStep } from './factor-step.tsx';
import { useFormStyles } from './sign-in.styles.ts';

const LABELS = {
  passkey: 'confirm.withPasskey',
  bankid: 'confirm.withBankId',
  password: 'confirm.withPassword',
} as const satisfies Record<ConfirmWay, string>;

/** What the dialog does with the server; the session that comes back has a new CSRF token. */
function useConfirmActions(ticket: string) {
  const api = useApi();
  const passkey = async () => {
    const asked = await api.call(factorRoutes.askConfirmPasskey, {});
    const response = await askForPasskey(asked);
    const answer = { kind: 'passkey', challengeId: asked.challengeId, response } as const;
    return api.call(factorRoutes.confirmSession, { body: { answer } });
  };
  return {
    sendSms: () => api.call(factorRoutes.sendConfirmSms, { body: { ticket } }),
    passkey,
    code: (answer) => api.call(factorRoutes.confirmSession, { body: { ticket, answer } }),
  } satisfies FactorActions;
}

/** Takes the renewed session over, and ends. */
function useTakeOver(onEnd: (confirmed: boolean) => void) {
  const api = useApi();
  const queryClient = useQueryClient();
  return (session: SessionView) => {
    api.setCsrfToken(session.csrfToken);
    queryClient.setQueryData(sessionKey, session);
    onEnd(true);
  };
}

/** Asks the person to show that it is she, by what her account has. */
export function ConfirmDialog({ onEnd }: { readonly onEnd: (confirmed: boolean) => void }) {
  const styles = useFormStyles();
  const api = useApi();
  const { t } = useTranslation(FACTORS);
  const { t: common } = useTranslation();
  const textOf = useProblemText();
  const known = useQuery({
    queryKey: factorKeys.factors,
    queryFn: ({ signal }) => api.call(factorRoutes.getAccountFactors, { signal }),
  });
  return (
    <Modal modalType="modal" onOpenChange={(_event, data) => data.open || onEnd(false)}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{t('confirm.title')}</DialogTitle>
          <DialogContent className={styles.form}>
            <Text>{t('confirm.text')}</Text>
            {known.error ? <ProblemMessage text={textOf(problemType(known.error))} /> : null}
            {known.data ? <Ways ways={known.data.confirmBy} onEnd={onEnd} /> : <Loading lines={2} />}
          </DialogContent>
          <DialogActions>
            <Button onClick={() => onEnd(false)}>{common('common.actions.cancel')}</Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Modal>
  );
}

function Ways({
  ways: all,
  onEnd,
}: {
  readonly ways: readonly ConfirmWay[];
  readonly onEnd: (confirmed: boolean) => void;
}) {
  const styles = useFormStyles();
  const api = useApi();
  const queryClient = useQueryClient();
  const { t } = useTranslation(FACTORS);
  const textOf = useProblemText();
  const ways = all.filter((way) => way !== 'passkey' || hasPasskeys());
  const only = ways.length === 1 && ways[0] !== 'passkey' ? ways[0] : undefined;
  const [way, setWay] = useState<ConfirmWay | undefined>(only);
  const [challenge, setChallenge] = useState<FactorChallenge>();
  const [problem, setProblem] = useState<ClientProblemType>();
  const takeOver = useTakeOver(onEnd);
  const actions = useConfirmActions(challenge?.ticket ?? '');
  const passkey = useMutation({
    mutationFn: actions.passkey,
    onMutate: () => setProblem(undefined),
    onSuccess: takeOver,
    onError: (error) => setProblem(problemType(error)),
  });
  const readSession = async () => takeOver(await queryClient.fetchQuery({ ...sessionQuery(api), staleTime: 0 }));
  const back = (why?: ClientProblemType) => {
    setProblem(why);
    setChallenge(undefined);
  };
  if (ways.length === 0) return <Text>{t('confirm.none')}</Text>;
  if (challenge) return <FactorStep challenge={challenge} actions={actions} onDone={takeOver} onBack={back} />;
  return (
    <div className={styles.form}>
      {problem ? <ProblemMessage text={textOf(problem)} /> : null}
      {way === 'password' ? <ConfirmPassword onChallenge={setChallenge} /> : null}
      {way === 'bankid' ? <BankIdPanel onComplete={() => void readSession()} /> : null}
      {ways
        .filter((other) => other !== way)
        .map((other) => (
          <Button
            key={other}
            size="large"
            disabledFocusable={passkey.isPending}
            onClick={() => (other === 'passkey' ? passkey.mutate() : setWay(other))}
          >
            {t(LABELS[other])}
          </Button>
        ))}
    </div>
  );
}
