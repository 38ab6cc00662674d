import { Checkbox, MessageBar, MessageBarBody } from '@fluentui/react-components';
import { type Ref, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../components/use-format.ts';
import { LIMITS } from '../../../domain/limits.ts';
import { usePaneStyles } from './pane.styles.ts';
import type { Obstacle, PaneFile, PaneItem } from './pane-item.ts';
import { useItemWords } from './use-item-words.ts';

function useObstacleText() {
  const { t } = useTranslation();
  const { names: join } = useFormat();
  const words = useItemWords();
  return (obstacle: Obstacle): string => {
    switch (obstacle.kind) {
      case 'lists':
      case 'withoutAddress':
      case 'unreadable':
        return t(`paneCompose.obstacle.${obstacle.kind}`, { ...words, names: join(obstacle.names) });
      case 'tooManyRecipients':
        return t('paneCompose.obstacle.tooManyRecipients', {
          ...words,
          count: obstacle.count,
          most: LIMITS.recipientsPerMessage,
        });
      case 'subjectTooLong':
      case 'tooManyFiles':
        return t(`paneCompose.obstacle.${obstacle.kind}`, { count: obstacle.count });
      default:
        return t(`paneCompose.obstacle.${obstacle.kind}`, words);
    }
  };
}

export interface PaneObstaclesProps {
  readonly obstacles: readonly Obstacle[];
  readonly headingRef: Ref<HTMLHeadingElement>;
}

/** Everything that has to be changed in the mail before it can be encrypted. */
export function PaneObstacles({ obstacles, headingRef }: PaneObstaclesProps) {
  const styles = usePaneStyles();
  const { t } = useTranslation();
  const textOf = useObstacleText();
  const titleId = useId();
  if (obstacles.length === 0) return null;
  return (
    <MessageBar intent="warning" layout="multiline" aria-labelledby={titleId}>
      <MessageBarBody className={styles.wrap}>
        <h2 id={titleId} ref={headingRef} tabIndex={-1} className={styles.heading}>
          {t('paneCompose.obstacle.title')}
        </h2>
        <ul className={styles.obstacles}>
          {obstacles.map((obstacle) => (
            <li key={obstacle.kind}>{textOf(obstacle)}</li>
          ))}
        </ul>
      </MessageBarBody>
    </MessageBar>
  );
}

export interface SkipFilesProps {
  readonly item: PaneItem;
  readonly unreadable: readonly PaneFile[];
  readonly skipped: ReadonlySet<string>;
  readonly onSkip: (id: string, skip: boolean) => void;
}

/** Files that cannot come along, each with the choice to send without it. Never chosen beforehand. */
export function SkipFiles({ item, unreadable, skipped, onSkip }: SkipFilesProps) {
  const styles = usePaneStyles();
  const { t } = useTranslation();
  const files: readonly (PaneFile & { readonly kind?: string })[] = [...item.cloud, ...unreadable];
  if (files.length === 0) return null;
  return (
    <div className={styles.part}>
      {files.map((file) => (
        <div key={file.id} className={styles.wrap}>
          {file.kind === 'cloud' ? <div>{t('paneCompose.obstacle.cloud', { name: file.fileName })}</div> : null}
          <Checkbox
            checked={skipped.has(file.id)}
            label={t('paneCompose.obstacle.skip', { name: file.fileName })}
            onChange={(_event, data) => onSkip(file.id, data.checked === true)}
          />
        </div>
      ))}
    </div>
  );
}
