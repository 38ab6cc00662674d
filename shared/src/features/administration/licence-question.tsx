import { MessageBar, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { LicenceTerms, LicenceView } from '../../contract/installation.ts';
import { licenceEnd } from '../../domain/licence.ts';
import { ADMINISTRATION } from './administration-words.tsx';

const KINDS = ['accounts', 'functionMailboxes'] as const;

interface LicenceQuestionProps {
  readonly terms: LicenceTerms | null;
  readonly used: LicenceView['used'];
}

const hasEnded = (terms: LicenceTerms | null): boolean =>
  terms?.endsAt ? licenceEnd(Date.parse(terms.endsAt), Date.now()) === 'ended' : false;

const overused = (terms: LicenceTerms | null, used: LicenceView['used']) =>
  KINDS.flatMap((kind) => {
    const most = terms?.[kind] ?? null;
    return most !== null && used[kind] > most ? [{ kind, most, used: used[kind] }] : [];
  });

/** A licence below what is in use, or over already: it may be meant, and is asked about. */
export const isTight = (terms: LicenceTerms | null, used: LicenceView['used']): boolean =>
  hasEnded(terms) || overused(terms, used).length > 0;

/** Says what such a licence means before it is saved. */
export function LicenceQuestion({ terms, used }: LicenceQuestionProps) {
  const { t } = useTranslation(ADMINISTRATION);
  const texts = [
    ...overused(terms, used).map(({ kind, ...figures }) => t(`licence.question.${kind}`, figures)),
    ...(hasEnded(terms) ? [t('licence.question.ended')] : []),
    t('licence.question.after'),
  ];
  return (
    <MessageBar intent="warning" layout="multiline" role="alert">
      <MessageBarBody>
        <MessageBarTitle>{t('licence.question.title')}</MessageBarTitle> {texts.join(' ')}
      </MessageBarBody>
    </MessageBar>
  );
}
