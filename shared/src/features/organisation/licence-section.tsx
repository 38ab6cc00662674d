import { MessageBar, MessageBarBody, Text } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { problemType } from '../../api/problem-error.ts';
import { useLicence } from '../../api/use-licence.ts';
import { Loading } from '../../components/loading.tsx';
import { ProblemMessage } from '../../components/problem-message.tsx';
import { useProblemText } from '../../components/problem-text.ts';
import { Section } from '../../components/section.tsx';
import { useFormat } from '../../components/use-format.ts';
import type { LicenceTerms, LicenceView } from '../../contract/installation.ts';
import { licenceEnd, seatState } from '../../domain/licence.ts';
import { ORGANISATION } from './organisation-words.tsx';

/** Licens: how much the organisation may use, and what happens when it is used up. */
export function LicenceSection() {
  const { t } = useTranslation(ORGANISATION);
  const textOf = useProblemText();
  const licence = useLicence();
  return (
    <Section title={t('licence.title')} intro={t('licence.intro')}>
      {licence.isPending ? <Loading lines={2} /> : null}
      {licence.error ? (
        <ProblemMessage text={textOf(problemType(licence.error))} onRetry={() => void licence.refetch()} />
      ) : null}
      {licence.data ? <Licence view={licence.data} /> : null}
    </Section>
  );
}

const KINDS = ['accounts', 'functionMailboxes'] as const;

function Licence({ view: { terms, used } }: { readonly view: LicenceView }) {
  const { t } = useTranslation(ORGANISATION);
  return (
    <>
      {terms ? <Warnings terms={terms} used={used} /> : null}
      {KINDS.map((kind) => {
        const most = terms?.[kind] ?? null;
        return (
          <Text key={kind}>
            {most === null
              ? t(`licence.${kind}.free`, { used: used[kind] })
              : t(`licence.${kind}.of`, { used: used[kind], most })}
          </Text>
        );
      })}
      {terms ? <End terms={terms} /> : <Text>{t('licence.none')}</Text>}
    </>
  );
}

function End({ terms: { endsAt, contact } }: { readonly terms: LicenceTerms }) {
  const { t } = useTranslation(ORGANISATION);
  const format = useFormat();
  return (
    <>
      <Text>{endsAt === null ? t('licence.open') : t('licence.until', { date: format.lastDay(endsAt) })}</Text>
      {contact ? <Text>{t('licence.contact', { contact })}</Text> : null}
    </>
  );
}

/** Said before it happens: what is near its limit, and what then. */
function Warnings({ terms, used }: { readonly terms: LicenceTerms; readonly used: LicenceView['used'] }) {
  const { t } = useTranslation(ORGANISATION);
  const end = licenceEnd(terms.endsAt === null ? null : Date.parse(terms.endsAt), Date.now());
  const texts = [
    ...KINDS.flatMap((kind) => {
      const state = seatState(used[kind], terms[kind]);
      return state === 'free' ? [] : [t(`licence.${kind}.${state}`)];
    }),
    ...(end === 'open' ? [] : [t(`licence.${end}`)]),
  ];
  return texts.map((text) => (
    <MessageBar key={text} intent="warning" layout="multiline">
      <MessageBarBody>{text}</MessageBarBody>
    </MessageBar>
  ));
}
