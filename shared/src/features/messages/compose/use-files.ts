import { type DragEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAnnounce } from '../../../components/announcer.tsx';
import { useFormat } from '../../../components/use-format.ts';
import { LIMITS } from '../../../domain/limits.ts';
import type { DraftEntry } from './draft-store.ts';
import type { FileRefusal } from './uploads.ts';

/** Of files refused for the same reason, so many are named. */
const NAMED = 5;

/** Why a file was not taken, in words. */
export function useFileRefusalText(): (refusal: FileRefusal) => string {
  const { t } = useTranslation();
  const format = useFormat();
  return ({ reason, name }) => {
    if (reason === 'tooMany') return t('compose.files.tooMany', { count: LIMITS.attachmentsPerMessage });
    if (reason === 'totalTooLarge') return t('compose.files.totalTooLarge', { size: format.size(LIMITS.messageBytes) });
    if (reason === 'empty') return t('compose.files.empty', { name });
    return t('compose.files.tooLarge', { name, size: format.size(LIMITS.attachmentBytes) });
  };
}

/** Every reason once, with the first names: ten thousand files fill no page. */
export function refusalTexts(
  refused: readonly FileRefusal[],
  textOf: (refusal: FileRefusal) => string,
  moreOf: (count: number) => string,
): readonly string[] {
  const reasons = [...new Set(refused.map(({ reason }) => reason))];
  return reasons.flatMap((reason) => {
    const same = refused.filter((refusal) => refusal.reason === reason);
    const texts = [...new Set(same.slice(0, NAMED).map(textOf))];
    return texts.length === NAMED && same.length > NAMED ? [...texts, moreOf(same.length - NAMED)] : texts;
  });
}

/** Files dropped or chosen, and why some were not taken. */
export function useFiles(entry: DraftEntry) {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const textOf = useFileRefusalText();
  const [refusals, setRefusals] = useState<readonly string[]>([]);
  const add = (files: readonly File[]) => {
    const refused = entry.uploads.add(files);
    const added = files.length - refused.length;
    setRefusals([
      ...(refused.length > 0 && files.length > 1 ? [t('compose.files.partly', { added, count: files.length })] : []),
      ...refusalTexts(refused, textOf, (count) => t('compose.files.moreRefused', { count })),
    ]);
    if (added > 0) announce(t('compose.files.added', { count: added }));
  };
  return { add, refusals };
}

/** Drop zone over what gets the handlers; counts enters, because every child fires its own. */
export function useDrop(onFiles: (files: readonly File[]) => void) {
  const [depth, setDepth] = useState(0);
  const carriesFiles = (event: DragEvent) => event.dataTransfer.types.includes('Files');
  return {
    dropping: depth > 0,
    handlers: {
      onDragEnter: (event: DragEvent) => {
        if (carriesFiles(event)) setDepth((before) => before + 1);
      },
      onDragLeave: (event: DragEvent) => {
        if (carriesFiles(event)) setDepth((before) => Math.max(0, before - 1));
      },
      onDragOver: (event: DragEvent) => {
        if (carriesFiles(event)) event.preventDefault();
      },
      onDrop: (event: DragEvent) => {
        if (!carriesFiles(event)) return;
        event.preventDefault();
        setDepth(0);
        onFiles([...event.dataTransfer.files]);
      },
    },
  };
}
