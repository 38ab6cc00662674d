import { Text } from '@fluentui/react-components';
import { useState } from 'react';
import type { LinkView } from '../../../contract/links.ts';
import { Card } from '../components/card.tsx';
import { MainButton } from '../components/main-button.tsx';
import { PageHeading } from '../components/page-heading.tsx';
import { formatInstant } from '../i18n/format.ts';
import { fill, useSpeech } from '../i18n/words.ts';
import type { Recipient } from '../use-recipient.ts';

interface ReadyScreenProps {
  readonly recipient: Recipient;
  readonly link: LinkView;
  /** Fetches the next screen's code while the server thinks. */
  readonly onSubmit: () => void;
}

/** Identified: one button opens the message, and says beforehand what the sender will see. */
export function ReadyScreen({ recipient, link, onSubmit }: ReadyScreenProps) {
  const { language, words } = useSpeech();
  const [busy, setBusy] = useState(false);
  const open = async () => {
    setBusy(true);
    onSubmit();
    try {
      recipient.send({ type: 'opened', message: await recipient.api.open() });
    } catch (error) {
      setBusy(false);
      recipient.fail(error);
    }
  };
  return (
    <Card>
      <PageHeading>{words.ready.title}</PageHeading>
      <Text size={400}>
        {words.from}:{' '}
        <strong>{fill(words.sender, { sender: link.senderName, organisation: link.organisation.name })}</strong>
      </Text>
      <Text size={400}>
        {link.opened && !link.readReceipt
          ? words.ready.again
          : fill(words.ready[link.readReceipt ? 'receipt' : 'text'], { sender: link.senderName })}
      </Text>
      {link.organisationMayOpen ? (
        <Text>{fill(words.ready.organisation, { organisation: link.organisation.name })}</Text>
      ) : null}
      <MainButton busy={busy} onClick={open}>
        {words.ready.submit}
      </MainButton>
      <Text>{fill(words.ready.until, { time: formatInstant(language, link.expiresAt) })}</Text>
    </Card>
  );
}
