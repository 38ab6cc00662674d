import { Text } from '@fluentui/react-components';
import { type ComponentType, useEffect, useState } from 'react';
import { useEnvironment } from '../environment.ts';
import { useSpeech } from '../i18n/words.ts';
import { Card } from './card.tsx';
import { MainButton } from './main-button.tsx';
import { PageHeading } from './page-heading.tsx';
import { Waiting } from './waiting.tsx';

interface LazyScreenProps<P> {
  /** Fetches the screen's code. */
  readonly load: () => Promise<ComponentType<P>>;
  readonly props: P;
}

/**
 * A screen whose code comes when it is needed. Code that does not come gives a page with a way to go on, never a
 * blank one. It is fetched by loading the page anew: after an upgrade of the server this page's files are gone.
 */
export function LazyScreen<P extends object>({ load, props }: LazyScreenProps<P>) {
  const { words } = useSpeech();
  const { reload } = useEnvironment();
  const [loaded, setLoaded] = useState<{ readonly Screen: ComponentType<P> }>();
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    let current = true;
    load().then(
      (Screen) => current && setLoaded({ Screen }),
      () => current && setFailed(true),
    );
    return () => {
      current = false;
    };
  }, [load]);
  if (loaded) return <loaded.Screen {...props} />;
  if (!failed) return <Waiting label={words.loading} />;
  const { title, text } = words.problem['page-not-loaded'];
  return (
    <Card>
      <PageHeading>{title}</PageHeading>
      <Text size={400}>{text}</Text>
      <MainButton onClick={reload}>{words.reload}</MainButton>
    </Card>
  );
}
