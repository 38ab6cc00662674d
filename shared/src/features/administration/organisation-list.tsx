import { Badge, Link, makeStyles } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../components/use-format.ts';
import type { AdministeredOrganisation, LicenceView } from '../../contract/installation.ts';
import { licenceEnd, seatState } from '../../domain/licence.ts';
import { ADMINISTRATION } from './administration-words.tsx';
import { Fact, LinedList, LinedRow } from './lined-list.tsx';

// Big enough for a finger.
const useStyles = makeStyles({ open: { minHeight: '24px', minWidth: '24px', textAlign: 'start' } });

interface OrganisationListProps {
  readonly rows: readonly AdministeredOrganisation[];
  readonly onOpen: (organisation: AdministeredOrganisation) => void;
}

/** Organisations with their figures. */
export function OrganisationList({ rows, onOpen }: OrganisationListProps) {
  const styles = useStyles();
  const { t } = useTranslation(ADMINISTRATION);
  return (
    <LinedList label={t('organisations.title')}>
      {rows.map((organisation) => (
        <LinedRow
          key={organisation.id}
          head={
            <>
              <Link
                as="button"
                className={styles.open}
                data-organisation={organisation.id}
                onClick={() => onOpen(organisation)}
              >
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
            </>
          }
        >
          <Fact>{organisation.domains.join(', ')}</Fact>
          <Figures licence={organisation.licence} />
        </LinedRow>
      ))}
    </LinedList>
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
  const { t } = useTranslation(ADMINISTRATION);
  const format = useFormat();
  const parts = (['accounts', 'functionMailboxes'] as const).map((kind) => {
    const most = terms?.[kind] ?? null;
    return most === null
      ? t(`licence.used.${kind}`, { used: used[kind] })
      : t(`licence.usedOf.${kind}`, { used: used[kind], most });
  });
  const end = terms?.endsAt ? [t('licence.until', { date: format.lastDay(terms.endsAt) })] : [];
  return <Fact>{[...parts, ...end].join(' · ')}</Fact>;
}
