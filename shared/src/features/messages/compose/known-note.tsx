import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useKnownWords } from './known-words.ts';
import type { Usable } from './use-known-details.ts';

const useStyles = makeStyles({
  root: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
});

/** That a number is known, masked, in place of the field; the way to write another one. */
export function KnownNote({ usable, onOther }: { readonly usable: Usable; readonly onOther: () => void }) {
  const styles = useStyles();
  const words = useKnownWords();
  return (
    <div className={styles.root}>
      <Text>{words(usable.from, { masked: usable.masked })}</Text>
      <Button size="small" onClick={onOther}>
        {words('other')}
      </Button>
    </div>
  );
}
