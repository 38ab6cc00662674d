import { Button, MessageBar, MessageBarActions, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import { useQueryClient } from '@tanstack/react-query';
import { useContext } from 'react';
import { useTranslation } from 'react-i18next';
import { casesKey } from '../../../api/cases-key.ts';
import { StepUpContext } from '../../../api/step-up.ts';
import { PageHeading } from '../../../components/page-heading.tsx';
import type { MessageHead } from '../../../contract/messages.ts';
import { messageKeys } from '../message-keys.ts';

/** The session is below the message's level: asked to step up, not refused. */
export function StepUpNeeded({ head }: { readonly head: MessageHead }) {
  const { t } = useTranslation();
  const level = t(`common.level.loa${head.assuranceLevel}`);
  return (
    <>
      <PageHeading focusOn={head.id}>{t('messages.read.stepUp.title', { level })}</PageHeading>
      <StepUpBar head={head} />
    </>
  );
}

/** As StepUpNeeded, inside a page that has its heading. */
export function StepUpBar({ head }: { readonly head: MessageHead }) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const request = useContext(StepUpContext);
  const stepUp = async () => {
    if (!(await request(head.assuranceLevel))) return;
    await Promise.all([messageKeys.all, casesKey].map((queryKey) => queryClient.invalidateQueries({ queryKey })));
  };
  return (
    <MessageBar intent="warning" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>{t('problem.step-up-required')}</MessageBarTitle>
      </MessageBarBody>
      <MessageBarActions>
        <Button appearance="primary" onClick={() => void stepUp()}>
          {t('messages.read.stepUp.action')}
        </Button>
      </MessageBarActions>
    </MessageBar>
  );
}
