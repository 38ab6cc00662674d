import { Text } from '@fluentui/react-components';
import { BuildingRegular } from '@fluentui/react-icons/svg/building';
import { CloudRegular } from '@fluentui/react-icons/svg/cloud';
import { DocumentRegular } from '@fluentui/react-icons/svg/document';
import { ErrorCircleRegular } from '@fluentui/react-icons/svg/error-circle';
import { GlobeRegular } from '@fluentui/react-icons/svg/globe';
import { PeopleRegular } from '@fluentui/react-icons/svg/people';
import { PersonRegular } from '@fluentui/react-icons/svg/person';
import { QuestionCircleRegular } from '@fluentui/react-icons/svg/question-circle';
import type { ComponentType, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../components/use-format.ts';
import { WrappingText } from '../../../components/wrapping-text.tsx';
import { normaliseEmail } from '../../../domain/email.ts';
import type { HostAddress } from '../../../host/compose-item.port.ts';
import type { Chip, ChipKind, Draft } from '../compose/draft.ts';
import { useChipText } from '../compose/recipients-field.tsx';
import { usePaneStyles } from './pane.styles.ts';
import type { PaneFile, PaneItem } from './pane-item.ts';

const ICONS: Readonly<Record<ChipKind, ComponentType>> = {
  checking: QuestionCircleRegular,
  unknown: QuestionCircleRegular,
  invalid: ErrorCircleRegular,
  internal: PersonRegular,
  'other-organisation': BuildingRegular,
  external: GlobeRegular,
};

interface RowProps {
  readonly icon: ComponentType;
  readonly text: string;
  readonly detail: string;
  readonly problem?: boolean;
}

function Row({ icon: Icon, text, detail, problem = false }: RowProps) {
  const styles = usePaneStyles();
  return (
    <li className={styles.row}>
      <span className={styles.icon} aria-hidden="true">
        <Icon />
      </span>
      <span className={styles.rowText}>
        <Text>
          <WrappingText text={text} />
        </Text>
        <Text size={200} className={problem ? styles.problem : styles.quiet}>
          {detail}
        </Text>
      </span>
    </li>
  );
}

function Fact({ term, children }: { readonly term: string; readonly children: ReactNode }) {
  const styles = usePaneStyles();
  return (
    <div className={styles.fact}>
      <dt className={styles.term}>{term}</dt>
      <dd className={styles.value}>{children}</dd>
    </div>
  );
}

const withAddress = (name: string, address: string) =>
  name === '' || name.toLowerCase() === address ? address : `${name} (${address})`;

interface PeopleProps {
  readonly term: string;
  readonly people: readonly HostAddress[];
  readonly chips: readonly Chip[];
}

/** One field's recipients, each with what it is; also those who cannot be sent to. */
function People({ term, people, chips }: PeopleProps) {
  const styles = usePaneStyles();
  const { t } = useTranslation();
  const textOf = useChipText();
  const apart = people.filter(({ isList, emailAddress }) => isList || normaliseEmail(emailAddress) === null);
  const apartText = ({ isList, emailAddress }: HostAddress) =>
    isList
      ? t('paneCompose.content.list')
      : t(emailAddress === '' ? 'paneCompose.content.noAddress' : 'compose.chip.invalid');
  if (chips.length + apart.length === 0) return null;
  // The mail's own name for somebody stands when the server knows none.
  const nameOf = ({ name, address }: Chip) =>
    name || people.find((one) => normaliseEmail(one.emailAddress) === address)?.displayName || '';
  return (
    <Fact term={term}>
      <ul className={styles.list} aria-label={term}>
        {chips.map((chip) => (
          <Row
            key={chip.address}
            icon={ICONS[chip.kind]}
            text={withAddress(nameOf(chip), chip.address)}
            detail={textOf(chip)}
            problem={chip.kind === 'invalid'}
          />
        ))}
        {apart.map((person, index) => (
          <Row
            // biome-ignore lint/suspicious/noArrayIndexKey: the same name may stand there twice.
            key={`${person.displayName} ${index}`}
            icon={person.isList ? PeopleRegular : ErrorCircleRegular}
            text={person.displayName || person.emailAddress || '?'}
            detail={apartText(person)}
            problem
          />
        ))}
      </ul>
    </Fact>
  );
}

interface FilesProps {
  readonly item: PaneItem;
  readonly skipped: ReadonlySet<string>;
  /** The host gives no attachments, so nobody knows whether there are any. */
  readonly filesUnreadable?: boolean;
}

function Files({ item, skipped, filesUnreadable = false }: FilesProps) {
  const styles = usePaneStyles();
  const { t } = useTranslation();
  const format = useFormat();
  const files: readonly (PaneFile & { readonly kind?: string })[] = [...item.files, ...item.cloud];
  const detail = (file: PaneFile & { readonly kind?: string }) => {
    if (skipped.has(file.id)) return t('paneCompose.content.notSent');
    // The host knows no size of what lies elsewhere.
    return file.kind === 'cloud' ? t('paneCompose.content.cloud') : format.size(file.sizeBytes);
  };
  return (
    <Fact term={t('paneCompose.content.files')}>
      {files.length === 0 ? (
        <Text className={styles.quiet}>
          {t(filesUnreadable ? 'paneCompose.content.filesUnreadable' : 'paneCompose.content.noFiles')}
        </Text>
      ) : (
        <ul className={styles.list} aria-label={t('paneCompose.content.files')}>
          {files.map((file) => (
            <Row
              key={file.id}
              icon={file.kind === 'cloud' ? CloudRegular : DocumentRegular}
              text={file.fileName}
              detail={detail(file)}
            />
          ))}
        </ul>
      )}
    </Fact>
  );
}

/** What becomes of the pictures in the text, where that is not as in the mail. */
function useImageNotes({ body }: PaneItem): readonly string[] {
  const { t } = useTranslation();
  const format = useFormat();
  const large = body.asFiles.map(({ fileName }) => fileName);
  return [
    ...(large.length > 0 ? [t('paneCompose.content.largeImages', { names: format.names(large) })] : []),
    ...(body.remoteImages > 0 ? [t('paneCompose.content.remoteImages', { count: body.remoteImages })] : []),
    ...(body.missingImages > 0 ? [t('paneCompose.content.missingImages', { count: body.missingImages })] : []),
  ];
}

export interface PaneContentsProps extends FilesProps {
  readonly draft: Draft;
}

/** What will be encrypted, as it was read. */
export function PaneContents({ item, draft, skipped, filesUnreadable }: PaneContentsProps) {
  const styles = usePaneStyles();
  const { t } = useTranslation();
  const notes = useImageNotes(item);
  const { mail, body } = item;
  const images = body.imageCount > 0 ? [t('paneCompose.content.images', { count: body.imageCount })] : [];
  return (
    <dl className={styles.facts}>
      <People term={t('paneCompose.content.to')} people={mail.to} chips={draft.to} />
      <People term={t('paneCompose.content.cc')} people={mail.copy} chips={draft.cc} />
      <People term={t('paneCompose.content.bcc')} people={mail.blindCopy} chips={draft.bcc} />
      <Fact term={t('paneCompose.content.subject')}>{mail.subject.trim() || t('paneCompose.content.noSubject')}</Fact>
      <Fact term={t('paneCompose.content.body')}>
        {item.beginning || t('paneCompose.content.noText')}
        {[...images, ...notes].map((note) => (
          <Text key={note} block size={200} className={styles.quiet}>
            {note}
          </Text>
        ))}
      </Fact>
      <Files item={item} skipped={skipped} {...(filesUnreadable ? { filesUnreadable } : {})} />
    </dl>
  );
}
