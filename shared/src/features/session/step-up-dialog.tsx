import {
  Button,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Link,
  makeStyles,
  Subtitle2,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/api-context.tsx';
import { useBearer } from '../../api/bearer-context.tsx';
import { type ClientProblemType, problemType } from '../../api/problem-error.ts';
import { routes } from '../../api/routes.ts';
import { sessionQuery, useSession } from '../../api/session.tsx';
import { Modal } from '../../components/modal.tsx';
import { ProblemMessage } from '../../components/problem-message.tsx';
import { useProblemText } from '../../components/problem-text.ts';
import { useElement } from '../../components/use-element.ts';
import type { SessionView } from '../../contract/sign-in.ts';
import type { AssuranceLevel } from '../../domain/levels.ts';
import { BankIdPanel } from './bankid-panel.tsx';
import { openIdentificationWindow } from './identification-window.ts';
import { StepUpCodeForm } from './step-up-code-form.tsx';
import { useWindowStepUp } from './use-window-step-up.ts';

type Way = SessionView['stepUp'][number];

const useStyles = makeStyles({
  content: { display: 'grid', gap: tokens.spacingVerticalL },
  step: { margin: 0, ':focus': { outlineStyle: 'none' } },
  // Always there, so that what comes into it is heard; without words it takes no room.
  status: { ':empty': { position: 'absolute' } },
  // Big enough to hit (WCAG 2.5.8), also when it stands alone.
  link: { justifySelf: 'start', display: 'inline-flex', alignItems: 'center', minHeight: '32px' },
});

export interface StepUpDialogProps {
  readonly level: AssuranceLevel;
  /** Called once: true when the session has the level, false when the person gave up. */
  readonly onEnd: (reached: boolean) => void;
}

/** The ways up from this session, and what the last try said. */
function useStepUp({ level, onEnd }: StepUpDialogProps) {
  const api = useApi();
  const queryClient = useQueryClient();
  const { t } = useTranslation();
  const textOf = useProblemText();
  const bearer = useBearer();
  const hostWindow = useWindowStepUp(api);
  const [way, setWay] = useState<Way>();
  const [text, setText] = useState<string>();

  const check = async () => {
    const session = await queryClient.fetchQuery({ ...sessionQuery(api), staleTime: 0 });
    if (session.level >= level) return onEnd(true);
    hostWindow.stop();
    setText(t('staff.stepUp.refused', { level: t(`common.level.loa${level}`) }));
    setWay(undefined);
  };

  const failed = (problem: ClientProblemType) => {
    hostWindow.stop();
    setWay(undefined);
    setText(problem === 'unknown' ? t('staff.stepUp.again') : textOf(problem));
  };

  const inHostWindow = async (provider: string) => {
    try {
      await hostWindow.begin(provider, (event) => {
        if (event.kind === 'complete') return void check();
        if (event.kind === 'failed') return failed(event.problem);
        setText(t(`staff.stepUp.${event.kind}`));
        // Closed: the ways are offered again. Not opened: it still waits for whoever takes the link.
        if (event.kind === 'closed') setWay(undefined);
      });
    } catch (error) {
      failed(problemType(error));
    }
  };

  const choose = async (next: Way) => {
    setText(undefined);
    setWay(next);
    hostWindow.stop();
    if (next.kind === 'bankid' || !next.provider) return;
    if (bearer) return inHostWindow(next.provider);
    const opened = openIdentificationWindow();
    try {
      if (!opened) throw new Error('blocked');
      const { url } = await api.call(routes.beginOidcStepUp, { body: { provider: next.provider } });
      const problem = await opened.goTo(url);
      await check();
      if (problem) setText(textOf(problem));
    } catch (error) {
      opened?.close();
      setWay(undefined);
      setText(opened ? textOf(problemType(error)) : t('staff.stepUp.popupBlocked'));
    }
  };
  return { way, text, choose, check, failed, waiting: hostWindow.waiting };
}

const keyOf = ({ kind, provider }: Way) => `${kind}-${provider}`;

/** The focus follows the steps: to what the chosen way is called, and back to its button, which was gone meanwhile. */
function useFocusOnStep(way: Way | undefined) {
  const { element: content, set } = useElement<HTMLDivElement>();
  const chosen = useRef<string>(undefined);
  useEffect(() => {
    if (way) chosen.current = keyOf(way);
    if (!chosen.current) return;
    const elements = content.current?.querySelectorAll<HTMLElement>(way ? 'h3' : '[data-way]') ?? [];
    const target = way ? elements[0] : [...elements].find(({ dataset }) => dataset.way === chosen.current);
    target?.focus();
  }, [content, way]);
  return set;
}

/** Asks the person to identify more surely, above everything that she was doing. */
export function StepUpDialog({ level, onEnd }: StepUpDialogProps) {
  const styles = useStyles();
  const session = useSession();
  const { t } = useTranslation();
  const { way, text, choose, check, failed, waiting } = useStepUp({ level, onEnd });
  const setContent = useFocusOnStep(way);
  const ways = session.stepUp.filter((candidate) => candidate.level >= level);
  return (
    <Modal modalType="modal" onOpenChange={(_event, data) => data.open || onEnd(false)}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{t('staff.stepUp.title')}</DialogTitle>
          <DialogContent ref={setContent} className={styles.content}>
            <Text>
              {t('staff.stepUp.text', {
                level: t(`common.level.loa${level}`),
                current: t(`common.level.loa${session.level}`),
              })}
            </Text>
            {text ? <ProblemMessage text={text} /> : null}
            {ways.length === 0 ? <Text>{t('staff.stepUp.none')}</Text> : null}
            {way ? (
              <Subtitle2 as="h3" tabIndex={-1} className={styles.step}>
                {t('staff.stepUp.with', { method: way.label })}
              </Subtitle2>
            ) : null}
            {way?.kind === 'bankid' ? <BankIdPanel onComplete={() => void check()} /> : null}
            <div role="status" className={styles.status}>
              {way?.kind === 'oidc' ? t('staff.stepUp.popup') : null}
            </div>
            {waiting ? (
              <>
                {way ? (
                  <Link className={styles.link} href={waiting.href} target="_blank" rel="opener" inline>
                    {t('staff.stepUp.openWindow')}
                  </Link>
                ) : null}
                <StepUpCodeForm onCode={waiting.type} onRaised={() => void check()} onFailed={failed} />
              </>
            ) : null}
            {way
              ? null
              : ways.map((candidate, index) => (
                  <Button
                    key={keyOf(candidate)}
                    data-way={keyOf(candidate)}
                    appearance={index === 0 ? 'primary' : 'secondary'}
                    onClick={() => void choose(candidate)}
                  >
                    {t('staff.stepUp.with', { method: candidate.label })}
                  </Button>
                ))}
          </DialogContent>
          <DialogActions>
            <Button onClick={() => onEnd(false)}>{t('common.actions.cancel')}</Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Modal>
  );
}
