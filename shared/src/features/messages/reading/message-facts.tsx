import { useTranslation } from 'react-i18next';
import { LevelBadge } from '../../../components/level-badge.tsx';
import { TimeText } from '../../../components/time-text.tsx';
import { useFormat } from '../../../components/use-format.ts';
import { WrappingText } from '../../../components/wrapping-text.tsx';
import type { MessageHead, RecipientView } from '../../../contract/messages.ts';
import { senderLine } from '../../../domain/sender-line.ts';
import { Fact } from './facts.tsx';
import { useReadingStyles } from './reading.styles.ts';
import { READING, ReadingWords } from './reading-words.tsx';
import { WhoCanOpen } from './who-can-open.tsx';

const nameAndAddress = ({ name, address }: { readonly name: string; readonly address: string }) =>
  name && name !== address ? `${name} (${address})` : address;

const KINDS = [
  { kind: 'to', label: 'messages.read.to' },
  { kind: 'cc', label: 'messages.read.copy' },
  { kind: 'bcc', label: 'messages.read.blindCopy' },
] as const satisfies readonly { readonly kind: RecipientView['kind']; readonly label: string }[];

/** From, to, when and at which level. */
export function MessageFacts({ head }: { readonly head: MessageHead }) {
  const styles = useReadingStyles();
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <dl className={styles.facts}>
      <Fact term={t('messages.read.from')}>
        <WrappingText text={nameAndAddress({ ...head.from, name: senderLine(format.language, head.from) })} />
      </Fact>
      {head.writtenBy ? (
        <Fact term={t('messages.read.writtenBy')}>
          <WrappingText text={head.writtenBy} />
        </Fact>
      ) : null}
      {KINDS.map(({ kind, label }) => {
        const people = head.recipients.filter((recipient) => recipient.kind === kind);
        if (people.length === 0) return null;
        return (
          <Fact key={kind} term={t(label)}>
            <WrappingText text={people.map(nameAndAddress).join(', ')} />
          </Fact>
        );
      })}
      <Fact term={t('messages.read.sentAt')}>
        <TimeText at={head.at} />
      </Fact>
      <Fact term={t('messages.link.level')}>
        <LevelBadge level={head.assuranceLevel} />
      </Fact>
      {head.validUntil ? <Fact term={t('messages.read.validUntil')}>{format.exact(head.validUntil)}</Fact> : null}
      {head.readReceipt && head.role === 'sender' ? (
        <Fact term={t('messages.read.receipt')}>{t('messages.read.receiptOn')}</Fact>
      ) : null}
      {head.maxDownloads && head.attachmentCount > 0 ? (
        <Fact term={t('messages.read.downloads')}>
          {t(`messages.read.${head.role === 'sender' ? 'max' : 'own'}Downloads`, { count: head.maxDownloads })}
        </Fact>
      ) : null}
      {head.held ? (
        <ReadingWords>
          <Held />
        </ReadingWords>
      ) : null}
      {head.audience === 'recipientsAndOrganisation' ? (
        <ReadingWords>
          <WhoCanOpen head={head} />
        </ReadingWords>
      ) : null}
    </dl>
  );
}

/** That the message is kept whatever its age. */
function Held() {
  const { t } = useTranslation(READING);
  return <Fact term={t('hold.term')}>{t('hold.fact')}</Fact>;
}
