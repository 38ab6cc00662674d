import { Text } from '@fluentui/react-components';
import { useState } from 'react';
import { BeSure } from '../components/be-sure.tsx';
import { Card } from '../components/card.tsx';
import { MainButton } from '../components/main-button.tsx';
import { PageHeading } from '../components/page-heading.tsx';
import { useEnvironment } from '../environment.ts';
import { useSpeech } from '../i18n/words.ts';
import type { Recipient } from '../use-recipient.ts';
import { BankIdStep } from './bankid-step.tsx';
import { CodeStep } from './code-step.tsx';
import type { StepProps } from './step-props.ts';

/** Second page: exactly the way of identification that the sender chose. */
export function IdentifyScreen({ recipient, link }: StepProps) {
  const { words } = useSpeech();
  return (
    <>
      <Card>
        <PageHeading>{link.method === 'email' ? words.mailCode.title : words.identify.title}</PageHeading>
        <Method recipient={recipient} link={link} />
      </Card>
      <BeSure link={link} />
    </>
  );
}

function Method({ recipient, link }: StepProps) {
  const { words } = useSpeech();
  switch (link.method) {
    // By e-mail only after a shared link: whoever comes by her own has shown that it was in her mailbox.
    case 'email':
    case 'sms':
      return <CodeStep recipient={recipient} link={link} />;
    case 'bankid':
      return <BankIdStep recipient={recipient} />;
    case 'freja':
    case 'siths':
      return <ElsewhereStep recipient={recipient} text={words.identify[link.method]} />;
  }
}

/** Freja and SITHS: the browser goes to the provider and comes back to this link's page. */
function ElsewhereStep({ recipient, text }: { readonly recipient: Recipient; readonly text: string }) {
  const { words } = useSpeech();
  const environment = useEnvironment();
  const [busy, setBusy] = useState(false);
  const begin = async () => {
    setBusy(true);
    try {
      environment.navigate((await recipient.api.beginOidc()).url);
    } catch (error) {
      setBusy(false);
      recipient.fail(error);
    }
  };
  return (
    <>
      <Text size={400}>{text}</Text>
      <Text size={400}>{words.identify.why}</Text>
      <MainButton busy={busy} onClick={begin}>
        {words.identify.submit}
      </MainButton>
    </>
  );
}
