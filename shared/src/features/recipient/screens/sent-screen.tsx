import { Button, Text } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import type { LinkView } from '../../../contract/links.ts';
import type { SenderAbsence } from '../api/recipient-api.ts';
import { asProblem, type RecipientProblem } from '../api/recipient-problem.ts';
import { Card } from '../components/card.tsx';
import { CloseButton } from '../components/close-button.tsx';
import { useFormStyles } from '../components/form.styles.ts';
import { PageHeading } from '../components/page-heading.tsx';
import { ProblemBar } from '../components/problem-bar.tsx';
import { formatInstant, formatLastDay } from '../i18n/format.ts';
import { fill, useSpeech } from '../i18n/words.ts';
import type { Recipient } from '../use-recipient.ts';

interface SentScreenProps {
  readonly recipient: Recipient;
  readonly link: LinkView;
  /** When the server took the reply. */
  readonly at: string;
}

/** Asked once the reply is with the server. Whether she is away is good to know, and nothing to fail on. */
function useAbsence({ api }: Recipient): SenderAbsence | undefined {
  const [absence, setAbsence] = useState<SenderAbsence>();
  useEffect(() => {
    let current = true;
    api.absence().then(
      (found) => {
        if (current && found) setAbsence(found);
      },
      () => undefined,
    );
    return () => {
      current = false;
    };
  }, [api]);
  return absence;
}

/** The end of a reply: it is sent, to whom and when. */
export function SentScreen({ recipient, link, at }: SentScreenProps) {
  const { language, words } = useSpeech();
  const styles = useFormStyles();
  const [problem, setProblem] = useState<RecipientProblem>();
  const absence = useAbsence(recipient);
  const values = { sender: link.senderName, organisation: link.organisation.name, time: formatInstant(language, at) };
  return (
    <Card>
      <PageHeading>{words.sent.title}</PageHeading>
      <Text size={400}>{fill(words.sent.text, values)}</Text>
      {absence ? (
        <div role="status">
          <Text size={400} block>
            {absence.until === null
              ? fill(words.sent.answers, { sender: link.senderName })
              : fill(words.sent.away, { sender: link.senderName, date: formatLastDay(language, absence.until) })}
          </Text>
          <blockquote className={styles.quote}>{absence.text}</blockquote>
        </div>
      ) : null}
      {problem ? <ProblemBar problem={problem} /> : null}
      <div className={styles.actions}>
        <Button size="large" onClick={() => recipient.send({ type: 'reply-left' })}>
          {words.sent.back}
        </Button>
        <CloseButton recipient={recipient} unsent={false} onProblem={(error) => setProblem(asProblem(error))} />
      </div>
    </Card>
  );
}
