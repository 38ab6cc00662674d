import { makeStyles, tokens, typographyStyles } from '@fluentui/react-components';
import { type FocusEvent, useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { LIMITS } from '../../../domain/limits.ts';
import type { ListBarProps } from './list-bar.types.ts';
import { searchKeys } from './search-keys.ts';

const useStyles = makeStyles({
  // Looks like Fluent's, which takes its place.
  field: {
    ...typographyStyles.body1,
    boxSizing: 'border-box',
    width: '100%',
    minWidth: 0,
    height: '32px',
    // Where Fluent's text begins, behind its icon.
    padding: `0 ${tokens.spacingHorizontalMNudge} 0 34px`,
    color: tokens.colorNeutralForeground1,
    backgroundColor: tokens.colorNeutralBackground1,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke1}`,
    borderBottomColor: tokens.colorCompoundBrandStroke,
    borderRadius: tokens.borderRadiusMedium,
    boxShadow: `inset 0 -1px 0 ${tokens.colorCompoundBrandStroke}`,
    // Seen where colours are the system's.
    outline: '2px solid transparent',
    appearance: 'none',
    '::-webkit-search-cancel-button': { display: 'none' },
  },
});

export interface PlainSearchProps extends Pick<ListBarProps, 'search' | 'searchId' | 'onDown'> {
  /** She has gone on elsewhere before the real field came. */
  readonly onLeave: () => void;
}

/** Takes what is typed until the search field's code is there: keys pressed after `/` must not reach the rows. */
export function PlainSearch({ search, searchId, onDown, onLeave }: PlainSearchProps) {
  const styles = useStyles();
  const { t } = useTranslation();
  const field = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => {
    const { current } = field;
    current?.focus();
    current?.setSelectionRange(current.value.length, current.value.length);
  }, []);
  return (
    <input
      ref={field}
      id={searchId}
      className={styles.field}
      type="search"
      value={search.typed}
      maxLength={LIMITS.searchCharacters}
      placeholder={t('messages.list.search')}
      aria-label={t('messages.list.search')}
      aria-keyshortcuts="/"
      autoComplete="off"
      spellCheck={false}
      enterKeyHint="search"
      onChange={(event) => search.type(event.target.value)}
      onKeyDown={searchKeys({ search, onDown })}
      onBlur={(event: FocusEvent) => event.relatedTarget && onLeave()}
    />
  );
}
