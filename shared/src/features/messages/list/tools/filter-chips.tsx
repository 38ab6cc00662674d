import { Button, makeStyles, Tag, TagGroup, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { useAnnounce } from '../../../../components/announcer.tsx';
import type { FilterProps } from '../list-bar.types.ts';
import { activeFilters, FILTERS, type Filter, type ListLook, without } from '../list-look.ts';
import { LIST_TOOLS } from './list-words.tsx';

const useStyles = makeStyles({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalXS,
    paddingTop: tokens.spacingVerticalS,
  },
  tags: { flexWrap: 'wrap', rowGap: tokens.spacingVerticalXS, minWidth: 0 },
  tag: { maxWidth: '100%', overflow: 'hidden' },
});

/** What a filter says on its chip. */
function useFilterText(): (look: ListLook, name: Filter) => string {
  const { t } = useTranslation();
  const { t: words } = useTranslation(LIST_TOOLS);
  return (look, name) => {
    const { level = 1, status = 'sent', period = 1, from = '', to = '', person = '' } = look;
    const texts = {
      unread: () => words(look.unread ? 'filter.readUnread' : 'filter.readRead'),
      level: () => t(`common.level.loa${level}`),
      attachments: () => words('filter.attachments'),
      status: () => t(`messages.status.${status}`),
      period: () => words(`filter.period-${period}`),
      from: () => words('filter.since', { date: from }),
      to: () => words('filter.until', { date: to }),
      person: () => person,
    } as const satisfies Record<Filter, () => string>;
    return texts[name]();
  };
}

/** The filters that apply; each can be taken off, and all at once. */
export function FilterChips({ look, onLook, onGone }: FilterProps & { readonly onGone: () => void }) {
  const styles = useStyles();
  const { t } = useTranslation(LIST_TOOLS);
  const announce = useAnnounce();
  const textOf = useFilterText();
  const names = activeFilters(look);
  if (names.length === 0) return null;
  const remove = (parts: readonly Filter[]) => {
    onLook(without(look, parts));
    if (parts.length < names.length) return;
    announce(t('filter.cleared'));
    onGone();
  };
  return (
    <div className={styles.root}>
      <TagGroup
        className={styles.tags}
        size="small"
        aria-label={t('filter.active')}
        onDismiss={(_event, { value }) => remove(names.filter((name) => name === value))}
      >
        {names.map((name) => {
          const text = textOf(look, name);
          return (
            <Tag
              key={name}
              className={styles.tag}
              value={name}
              dismissible
              dismissIcon={{ 'aria-label': t('filter.remove', { name: text }) }}
            >
              {text}
            </Tag>
          );
        })}
      </TagGroup>
      <Button size="small" appearance="transparent" onClick={() => remove(FILTERS)}>
        {t('filter.clear')}
      </Button>
    </div>
  );
}
