import { Link, makeStyles, Text, tokens } from '@fluentui/react-components';
import { fill, useSpeech } from '../i18n/words.ts';
import type { Sender } from '../recipient-machine.ts';

const useStyles = makeStyles({
  root: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXS,
    padding: `${tokens.spacingVerticalXL} ${tokens.spacingHorizontalXXL} 0`,
    color: tokens.colorNeutralForeground2,
    '@media (max-width: 479px)': { padding: `${tokens.spacingVerticalL} ${tokens.spacingHorizontalL} 0` },
    '@media print': { display: 'none' },
  },
  title: { margin: 0 },
  phone: { display: 'inline-flex', alignItems: 'center', minHeight: '44px' },
});

/** How a person who fears a trick can make sure: by calling a number that she finds herself. */
export function BeSure({ link }: { readonly link?: Sender | undefined }) {
  const { words } = useSpeech();
  const styles = useStyles();
  const switchboard = link?.organisation.switchboard;
  return (
    <section className={styles.root} aria-label={words.sure.title}>
      <Text as="h2" weight="semibold" size={300} className={styles.title}>
        {words.sure.title}
      </Text>
      <Text>
        {link
          ? fill(words.sure.text, { organisation: link.organisation.name, sender: link.senderName })
          : words.sure.textUnknown}
      </Text>
      {switchboard ? (
        <Text>
          {words.sure.switchboard}{' '}
          <Link className={styles.phone} href={`tel:${switchboard.replace(/[^\d+]/g, '')}`}>
            {switchboard}
          </Link>
        </Text>
      ) : null}
    </section>
  );
}
