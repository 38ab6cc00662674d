import {
  Button,
  CounterBadge,
  makeStyles,
  Popover,
  PopoverSurface,
  PopoverTrigger,
  Subtitle2,
  tokens,
} from '@fluentui/react-components';
import { FilterRegular } from '@fluentui/react-icons/svg/filter';
import { useTranslation } from 'react-i18next';
import { focusLater } from '../../../../components/focus-later.ts';
import type { useElement } from '../../../../components/use-element.ts';
import type { FilterProps } from '../list-bar.types.ts';
import { activeFilters, FILTERS, without } from '../list-look.ts';
import { FilterFields } from './filter-fields.tsx';
import { LIST_TOOLS } from './list-words.tsx';
import { useOpenWhenWanted } from './use-open-when-wanted.ts';

const useStyles = makeStyles({
  surface: { maxWidth: 'calc(100vw - 48px)', maxHeight: 'min(560px, calc(100dvh - 48px))', overflowY: 'auto' },
  form: { display: 'grid', gap: tokens.spacingVerticalM, width: '280px', maxWidth: '100%' },
  foot: { display: 'flex', justifyContent: 'space-between', gap: tokens.spacingHorizontalM },
  icon: { position: 'relative', display: 'inline-flex' },
  count: { position: 'absolute', insetBlockStart: '-8px', insetInlineEnd: '-10px' },
});

export interface FilterPopoverProps extends FilterProps {
  readonly wanted: boolean;
  readonly onWanted: () => void;
  readonly onDone: () => void;
  readonly button: ReturnType<typeof useElement<HTMLButtonElement>>;
}

/** Filter: what the list is narrowed by. Each choice works at once. */
export function FilterPopover({ wanted, onWanted, onDone, button, ...filters }: FilterPopoverProps) {
  const styles = useStyles();
  const { t } = useTranslation();
  const { t: words } = useTranslation(LIST_TOOLS);
  const [open, setOpen] = useOpenWhenWanted(wanted, onWanted, button.element);
  const { look, onLook } = filters;
  const count = activeFilters(look).length;
  const label = t('messages.list.filter');
  return (
    <Popover
      open={open}
      trapFocus
      positioning={{ position: 'below', align: 'end', autoSize: true }}
      onOpenChange={(_event, data) => setOpen(data.open)}
    >
      <PopoverTrigger disableButtonEnhancement>
        <Button
          ref={button.set}
          appearance="subtle"
          icon={
            <span className={styles.icon}>
              <FilterRegular />
              {count > 0 ? (
                <CounterBadge className={styles.count} count={count} size="small" color="brand" aria-hidden="true" />
              ) : null}
            </span>
          }
          title={label}
          aria-label={count > 0 ? `${label}, ${words('filter.count', { count })}` : label}
        />
      </PopoverTrigger>
      <PopoverSurface className={styles.surface} aria-label={label}>
        <form
          className={styles.form}
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            setOpen(false);
            focusLater(() => button.element.current);
            // A name that was typed a moment ago applies first.
            setTimeout(onDone);
          }}
        >
          <Subtitle2 as="h2">{words('filter.title')}</Subtitle2>
          <FilterFields {...filters} />
          <div className={styles.foot}>
            <Button disabledFocusable={count === 0} onClick={() => onLook(without(look, FILTERS))}>
              {words('filter.clear')}
            </Button>
            <Button type="submit" appearance="primary">
              {words('filter.done')}
            </Button>
          </div>
        </form>
      </PopoverSurface>
    </Popover>
  );
}
