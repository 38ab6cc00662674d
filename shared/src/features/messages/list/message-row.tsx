import { mergeClasses } from '@fluentui/react-components';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { useRowStyles } from './message-row.styles.ts';
import { MessageRowLink, type MessageRowLinkProps, useRowSubject } from './message-row-link.tsx';
import { RowCheck } from './row-check.tsx';
import type { RowChoosing } from './use-selection.ts';

export interface MessageRowProps extends Omit<MessageRowLinkProps, 'onShiftClick'> {
  /** Undefined where rows cannot be chosen. */
  readonly choosing: RowChoosing | undefined;
  readonly chosen: boolean;
  /** Some row is chosen: every row shows its box. */
  readonly anyChosen: boolean;
}

/** One row: a box to choose it, and the link. */
export const MessageRowItem = memo(({ choosing, chosen, anyChosen, ...link }: MessageRowProps) => {
  const styles = useRowStyles();
  const { t } = useTranslation();
  const subject = useRowSubject(link.folder, link.row);
  const { id } = link.row;
  return (
    <div
      className={mergeClasses(
        styles.row,
        choosing && styles.choosable,
        anyChosen && styles.choosing,
        (chosen || link.open) && styles.selected,
        link.open && styles.open,
      )}
    >
      {choosing ? (
        <div data-check>
          <RowCheck
            label={t('messages.list.select', { subject })}
            checked={chosen}
            tabbable={link.tabbable}
            onToggle={() => choosing.toggle(id)}
            onExtend={() => choosing.extendTo(id)}
          />
        </div>
      ) : null}
      <MessageRowLink {...link} onShiftClick={choosing?.extendTo} />
    </div>
  );
});
