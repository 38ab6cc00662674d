import { Text } from '@fluentui/react-components';
import { Card } from '../components/card.tsx';
import { PageHeading } from '../components/page-heading.tsx';
import { useSpeech } from '../i18n/words.ts';

/** After "close": what is gone, and what the person should do herself on a computer that others use. */
export function ClosedScreen() {
  const { closed } = useSpeech().words;
  return (
    <Card>
      <PageHeading>{closed.title}</PageHeading>
      <Text size={400}>{closed.text}</Text>
      <Text size={400}>{closed.shared}</Text>
      <Text size={400}>{closed.again}</Text>
    </Card>
  );
}
