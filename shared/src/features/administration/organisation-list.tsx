import { Badge, Link, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../components/use-format.ts';
import type { AdministeredOrganisation, LicenceView } from '../../contract/installation.ts';
import { licenceEnd, seatState } from '../../domain/licence.ts';
import { ADMINISTRATION } from './administration-words.tsx';

const useStyles = makeStyles({
  list: { margin: 0, padding: 0, listStyleType: 'none', display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)' },
  row: {
    display: 'grid',
    gap: tokens.spacingVerticalXXS,
    overflowWrap: 'anywhere',
    paddingBlock: tokens.spacingVerticalS,
    '&:not(:last-child)': { borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}` },
  },
  line: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
  small: { color: tokens.colorNeutralForeground2 },
});

interface OrganisationListProps {
  readonly rows: readonly AdministeredOrganisation[];
  readonly onOpen: (organisation: AdministeredOrganisation) => void;
}

/** Organisations with their figures. */
export function OrganisationList({ rows, onOpen }: OrganisationListProps) {
  const styles = useStyles();
  const { t } = useTranslation(ADMINISTRATION);
  return (
    // biome-ignore lint/a11y/noRedundantRoles: Safari takes a list without markers for none
    <ul className={styles.list} role="list" aria-label={t('organisations.title')}>
      {rows.map((organisation) => (
        <li key={organisation.id} className={styles.row}>
          <div className={styles.line}>
            <Link as="button" data-organisation={organisation.id} onClick={() => onOpen(organisation)}>
              {organisation.name}
            </Link>
            {organisation.own ? (
              <Badge appearance="tint" color="brand">
                {t('organisations.own')}
              </Badge>
            ) : null}
            <StateBadge organisation={organisation} />
            {organisation.awaited ? (
              <Badge appearance="tint" color="informative">
                {t('organisations.awaited')}
              </Badge>
            ) : null}
            <LicenceBadge licence={organisation.licence} />
          </div>
          <Text size={200} className={styles.small}>
            {organisation.domains.join(', ')}
          </Text>
          <Figures licence={organisation.licence} />
        </li>
      ))}
    </ul>
  );
}

/** Frozen, being closed, or closed: one says the most. */
function StateBadge({ organisation: { frozenAt, closing } }: { readonly organisation: AdministeredOrganisation }) {
  const { t } = useTranslation(ADMINISTRATION);
  if (frozenAt === null) return null;
  const isClosed = closing !== null && closing.purgedAt !== null;
  const state = isClosed ? 'closed' : closing ? 'closing' : 'frozen';
  return (
    <Badge appearance="tint" color={isClosed ? 'informative' : 'danger'}>
      {t(`organisations.${state}`)}
    </Badge>
  );
}

/** What needs a look: a licence that has ended or is about to, or is used up. */
function LicenceBadge({ licence: { terms, used } }: { readonly licence: LicenceView }) {
  const { t } = useTranslation(ADMINISTRATION);
  if (!terms) return null;
  const end = licenceEnd(terms.endsAt === null ? null : Date.parse(terms.endsAt), Date.now());
  const seats = [seatState(used.accounts, terms.accounts), seatState(used.functionMailboxes, terms.functionMailboxes)];
  const found = [end, ...seats];
  // What stops most comes first.
  const state = (['ended', 'full', 'soon', 'near'] as const).find((one) => found.includes(one));
  if (state === undefined) return null;
  return (
    <Badge appearance="tint" color={state === 'full' || state === 'ended' ? 'danger' : 'warning'}>
      {t(`licence.state.${state}`)}
    </Badge>
  );
}

function Figures({ licence: { terms, used } }: { readonly licence: LicenceView }) {
  const styles = useStyles();
  const { t } = useTranslation(ADMINISTRATION);
  const format = useFormat();
  const parts = (['accounts', 'functionMailboxes'] as const).map((kind) => {
    const most = terms?.[kind] ?? null;
    return most === null
      ? t(`licence.used.${kind}`, { used: used[kind] })
      : t(`licence.usedOf.${kind}`, { used: used[kind], most });
  });
  const end = terms?.endsAt ? [t('licence.until', { date: format.lastDay(terms.endsAt) })] : [];
  return (
    <Text size={200} className={styles.small}>
      {[...parts, ...end].join(' · ')}
    </Text>
  );
}
