import { useTranslation } from 'react-i18next';
import type { DraftRow } from '../../../contract/drafts.ts';
import { RowList, type RowListProps } from '../list/row-list.tsx';
import { DraftRowLink } from './draft-row.tsx';

export interface DraftListProps extends Pick<RowListProps<DraftRow>, 'rows' | 'hasMore' | 'loadingMore' | 'onMore'> {
  readonly onRemove: (id: string) => void;
  /** To what a message waits for. */
  readonly onAdd: (row: DraftRow) => void;
}

/** The drafts: arrows move, Enter opens, Delete removes, and the focus stays on the row that takes the place. */
export function DraftList({ onRemove, onAdd, ...list }: DraftListProps) {
  const { t } = useTranslation();
  return (
    <RowList
      {...list}
      label={t('staff.nav.drafts')}
      hint={t('messages.drafts.keys')}
      onKey={({ key }, row) => {
        if (key !== 'Delete') return false;
        onRemove(row.id);
        return true;
      }}
    >
      {(row, place) => <DraftRowLink {...place} row={row} onRemove={() => onRemove(row.id)} onAdd={() => onAdd(row)} />}
    </RowList>
  );
}
