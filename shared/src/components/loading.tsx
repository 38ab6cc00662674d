import { makeStyles, Skeleton, SkeletonItem, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { Delayed } from './delayed.tsx';

const useStyles = makeStyles({
  root: { display: 'grid', gap: tokens.spacingVerticalL, padding: tokens.spacingHorizontalL },
});

/** Grey lines where content will be, after 300 ms. */
export function Loading({ lines = 4 }: { readonly lines?: number }) {
  const styles = useStyles();
  const { t } = useTranslation();
  return (
    <Delayed>
      <Skeleton className={styles.root} role="status" aria-label={t('common.state.loading')} aria-busy="true">
        {Array.from({ length: lines }, (_, line) => `line-${line}`).map((key) => (
          <SkeletonItem key={key} size={20} />
        ))}
      </Skeleton>
    </Delayed>
  );
}
