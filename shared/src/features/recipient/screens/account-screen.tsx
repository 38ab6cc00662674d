import { Text } from '@fluentui/react-components';
import { Card } from '../components/card.tsx';
import { MainButton } from '../components/main-button.tsx';
import { PageHeading } from '../components/page-heading.tsx';
import { useEnvironment } from '../environment.ts';
import { useSpeech } from '../i18n/words.ts';

/** The address has an account: she reads the message signed in, where all her others are. */
export function AccountScreen({ messageId }: { readonly messageId: string }) {
  const { account } = useSpeech().words;
  const { navigate } = useEnvironment();
  return (
    <Card>
      <PageHeading>{account.title}</PageHeading>
      <Text size={400}>{account.text}</Text>
      <MainButton onClick={() => navigate(`/messages/inbox/${messageId}`)}>{account.submit}</MainButton>
    </Card>
  );
}
