import { Checkbox, Field, Subtitle2, Text } from '@fluentui/react-components';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useActing } from '../../../api/acting.tsx';
import { useFormat } from '../../../components/use-format.ts';
import { useLevels } from '../use-messages.ts';
import { useComposeStyles } from './compose.styles.ts';
import { type Draft, type ExternalDraft, emptyExternal, externalChips } from './draft.ts';
import type { DraftEntry } from './draft-store.ts';
import { choosableMethods } from './external-methods.ts';
import { ExternalStepForm } from './external-step.tsx';
import { KnownNote } from './known-note.tsx';
import type { Refusal } from './refusals.ts';
import { preferredOf, useKnownDetails } from './use-known-details.ts';
import { useWaitingWords } from './waiting-words.ts';

interface ExternalPartProps {
  readonly entry: DraftEntry;
  readonly draft: Draft;
  readonly index: number;
  readonly refusals: readonly Refusal[];
}

/** The step of one recipient without an account. */
export function ExternalPart({ entry, draft, index, refusals }: ExternalPartProps) {
  const styles = useComposeStyles();
  const { t } = useTranslation();
  const words = useWaitingWords();
  const format = useFormat();
  // A function mailbox has a language of its own.
  const language = useActing()?.acting?.language ?? format.language;
  const levels = useLevels();
  const chips = externalChips(draft);
  const address = chips[index]?.address ?? '';
  const level = draft.level ?? 1;
  const methods = choosableMethods(levels.data ?? [], level);
  const external = draft.external[address] ?? emptyExternal(language);
  const change = (part: Partial<ExternalDraft>) =>
    entry.update((before) => ({
      ...before,
      external: {
        ...before.external,
        [address]: { ...(before.external[address] ?? emptyExternal(language)), ...part },
      },
    }));
  const weakest = methods[0];
  const outdated = external.method === undefined || !methods.includes(external.method);

  const { known, usable, isAsked } = useKnownDetails(address, external, change);
  const name = chips[index]?.name || known.find((one) => one.name !== '')?.name;
  const isKnown = usable !== undefined && external.known === usable.id;

  // biome-ignore lint/correctness/useExhaustiveDependencies: chooses the preferred or the weakest method that reaches the level, when none does.
  useEffect(() => {
    if (!isAsked || !outdated || !weakest) return;
    const fresh = external.method === undefined;
    change({ method: weakest, ...(fresh ? preferredOf(known, methods) : {}) });
  }, [outdated, weakest, address, isAsked]);

  const later = (
    <Field hint={words('laterHint')}>
      <Checkbox
        checked={external.later === true}
        label={words('later')}
        onChange={(_event, { checked }) =>
          change(
            checked === true ? { later: true, known: undefined, phone: '', personalNumber: '' } : { later: undefined },
          )
        }
      />
    </Field>
  );

  return (
    <div className={styles.step}>
      <Subtitle2 as="h2" className={styles.heading}>
        {t('compose.external.title', { address: name ? `${name} (${address})` : address })}
      </Subtitle2>
      {chips.length > 1 ? (
        <Text className={styles.quiet}>{t('compose.external.progress', { step: index + 1, total: chips.length })}</Text>
      ) : null}
      <ExternalStepForm
        {...{ address, external, level, methods, refusals }}
        later={isKnown ? null : later}
        known={isKnown ? <KnownNote usable={usable} onOther={() => change({ known: null })} /> : null}
        onChange={change}
      />
    </div>
  );
}
