import { Button, Text } from '@fluentui/react-components';
import { AttachRegular } from '@fluentui/react-icons/svg/attach';
import { type RefCallback, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemMessage } from '../../../components/problem-message.tsx';
import { useComposeStyles } from './compose.styles.ts';
import type { DraftEntry } from './draft-store.ts';
import { FileRow } from './file-row.tsx';
import { LeftFiles } from './left-files.tsx';
import { useUploadItems } from './use-draft.ts';

export interface FilesFieldProps {
  readonly entry: DraftEntry;
  readonly onFiles: (files: readonly File[]) => void;
  /** Why files were not taken, or why the step cannot be left. */
  readonly refusals: readonly string[];
  readonly buttonRef: RefCallback<HTMLButtonElement>;
}

/** Lägg till filer, and the files on their way. */
export function FilesField({ entry, onFiles, refusals, buttonRef }: FilesFieldProps) {
  const styles = useComposeStyles();
  const { t } = useTranslation();
  const items = useUploadItems(entry);
  const input = useRef<HTMLInputElement>(null);
  return (
    <div className={styles.step}>
      <div className={styles.bar}>
        <input
          ref={input}
          className={styles.input}
          type="file"
          multiple
          aria-label={t('compose.files.label')}
          tabIndex={-1}
          onChange={(event) => {
            onFiles([...(event.target.files ?? [])]);
            event.target.value = '';
          }}
        />
        <Button ref={buttonRef} icon={<AttachRegular />} onClick={() => input.current?.click()}>
          {t('compose.addFiles')}
        </Button>
        <Text size={200} className={styles.quiet}>
          {t('compose.dropHint')}
        </Text>
      </div>
      {refusals.length > 0 ? <ProblemMessage text={refusals.join(' ')} /> : null}
      {items.length > 0 ? (
        <ul className={styles.files} aria-label={t('compose.files.label')}>
          {items.map((item) => (
            <FileRow
              key={item.id}
              item={item}
              onRemove={() => entry.uploads.remove(item.id)}
              onRetry={() => entry.uploads.retry(item.id)}
              onChoose={() => input.current?.click()}
            />
          ))}
        </ul>
      ) : null}
      <LeftFiles entry={entry} items={items} />
    </div>
  );
}
