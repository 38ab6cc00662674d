import { Button, MessageBar, MessageBarActions, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';

export interface ProblemMessageProps {
  readonly title?: string | undefined;
  readonly text: string;
  /** What support needs to find the request. */
  readonly reference?: string | undefined;
  readonly onRetry?: (() => void) | undefined;
}

/** Something went wrong: said aloud, with what to do next. */
export function ProblemMessage({ title, text, reference, onRetry }: ProblemMessageProps) {
  const { t } = useTranslation();
  return (
    <MessageBar intent="error" layout="multiline" role="alert">
      <MessageBarBody>
        {title ? <MessageBarTitle>{title}</MessageBarTitle> : null} {text}
        {reference ? <div>{t('common.error.reference', { id: reference })}</div> : null}
      </MessageBarBody>
      {onRetry ? (
        <MessageBarActions>
          <Button onClick={onRetry}>{t('common.actions.retry')}</Button>
        </MessageBarActions>
      ) : null}
    </MessageBar>
  );
}
