import { Field, Input, Text } from '@fluentui/react-components';
import { type FormEvent, useState } from 'react';
import type { Language } from '../../../i18n/languages.ts';
import { isProblem, numberFact } from '../api/recipient-problem.ts';
import { BeSure } from '../components/be-sure.tsx';
import { Card } from '../components/card.tsx';
import { refusedField, useFormStyles } from '../components/form.styles.ts';
import { MainButton } from '../components/main-button.tsx';
import { PageHeading } from '../components/page-heading.tsx';
import { useElement } from '../components/use-element.ts';
import { counted, fill, useSpeech, type Words } from '../i18n/words.ts';
import type { Sender } from '../recipient-machine.ts';
import type { Recipient } from '../use-recipient.ts';

interface AddressScreenProps {
  readonly recipient: Recipient;
  readonly sender: Sender;
  /** Fetches the next screen's code while the server thinks. */
  readonly onSubmit: () => void;
}

/** Only what saves a round trip: the server knows which address is right. */
const ADDRESS = /^\S+@\S+$/;

type Refusal = 'empty' | { readonly triesLeft: number | undefined };

function explain(language: Language, words: Words['address'], reason: Refusal): string {
  if (reason === 'empty') return words.empty;
  return reason.triesLeft === undefined
    ? words.wrong
    : `${words.wrong} ${counted(language, words.tries, reason.triesLeft)}`;
}

/** First page: who has written, and the question for the address that the mail came to. */
export function AddressScreen({ recipient, sender, onSubmit }: AddressScreenProps) {
  const { language, words } = useSpeech();
  const styles = useFormStyles();
  const [input, learnInput] = useElement<HTMLInputElement>();
  const [email, setEmail] = useState('');
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refusal>();

  const refuse = (reason: Refusal) => {
    setRefusal(reason);
    input.current?.focus();
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const address = email.trim();
    if (busy) return;
    if (!ADDRESS.test(address)) return refuse('empty');
    setBusy(true);
    onSubmit();
    try {
      await recipient.confirm(address);
    } catch (error) {
      setBusy(false);
      if (isProblem(error, 'link-address-wrong')) refuse({ triesLeft: numberFact(error, 'triesLeft') });
      else if (isProblem(error, 'invalid-request')) refuse('empty');
      else recipient.fail(error);
    }
  };
  return (
    <>
      <Card>
        <PageHeading>{words.address.title}</PageHeading>
        <Text size={400}>
          {fill(words.address.text, { sender: `${sender.senderName}, ${sender.organisation.name},` })}
        </Text>
        <form noValidate onSubmit={submit} className={styles.form}>
          <Field
            size="large"
            label={words.address.label}
            {...refusedField(refusal && explain(language, words.address, refusal), styles.note)}
          >
            <Input
              ref={learnInput}
              type="email"
              inputMode="email"
              autoComplete="email"
              autoCapitalize="none"
              spellCheck={false}
              maxLength={254}
              className={styles.input}
              value={email}
              onChange={(_event, data) => {
                setEmail(data.value);
                if (refusal !== 'empty' || ADDRESS.test(data.value.trim())) setRefusal(undefined);
              }}
            />
          </Field>
          <MainButton type="submit" busy={busy}>
            {words.address.submit}
          </MainButton>
        </form>
      </Card>
      <BeSure link={sender} />
    </>
  );
}
