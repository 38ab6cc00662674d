import { Accordion, AccordionHeader, AccordionItem, AccordionPanel, Text } from '@fluentui/react-components';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../components/use-format.ts';
import type { AssuranceLevel } from '../../../domain/levels.ts';
import { type Draft, type ExternalDraft, emptyExternal, externalChips } from '../compose/draft.ts';
import type { DraftEntry } from '../compose/draft-store.ts';
import { choosableMethods } from '../compose/external-methods.ts';
import { ExternalStepForm } from '../compose/external-step.tsx';
import { externalRefusals, type Refusal } from '../compose/refusals.ts';
import { useLevels } from '../use-messages.ts';
import { usePaneStyles } from './pane.styles.ts';

/** What keeps a recipient without an account from being sent to. */
export function refusalsOf(draft: Draft, address: string): readonly Refusal[] {
  const external = draft.external[address];
  return external && draft.level
    ? externalRefusals(external, draft.level)
    : [{ field: 'method', reason: 'method' } satisfies Refusal];
}

/** The weakest method that reaches the level, for everybody who has none that does. */
function useDefaultMethods(entry: DraftEntry, draft: Draft) {
  const { language } = useFormat();
  const levels = useLevels();
  const level: AssuranceLevel = draft.level ?? 1;
  const methods = choosableMethods(levels.data ?? [], level);
  const [weakest] = methods;
  const outdated = externalChips(draft).filter(({ address }) => {
    const method = draft.external[address]?.method;
    return method === undefined || !methods.includes(method);
  });
  const key = outdated.map(({ address }) => address).join(' ');
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when somebody lacks a method that reaches the level.
  useEffect(() => {
    if (!weakest || outdated.length === 0) return;
    entry.update((before) => {
      const external: Record<string, ExternalDraft> = { ...before.external };
      for (const { address } of outdated) {
        external[address] = { ...(external[address] ?? emptyExternal(language)), method: weakest };
      }
      return { ...before, external };
    });
  }, [key, weakest]);
  return { methods, level };
}

export interface PaneExternalsProps {
  readonly entry: DraftEntry;
  readonly draft: Draft;
  /** Addresses whose parts are open. */
  readonly open: readonly string[];
  readonly onOpen: (addresses: readonly string[]) => void;
  /** Whose part was refused first, and why: focus goes there. */
  readonly refused: { readonly address: string; readonly refusals: readonly Refusal[] } | undefined;
}

const NONE: readonly Refusal[] = [];

/** The external step, once for each recipient without an account. */
export function PaneExternals({ entry, draft, open, onOpen, refused }: PaneExternalsProps) {
  const styles = usePaneStyles();
  const { t } = useTranslation();
  const { language } = useFormat();
  const { methods, level } = useDefaultMethods(entry, draft);
  const chips = externalChips(draft);
  if (chips.length === 0) return null;
  const change = (address: string) => (part: Partial<ExternalDraft>) =>
    entry.update((before) => {
      const external = { ...(before.external[address] ?? emptyExternal(language)), ...part };
      return { ...before, external: { ...before.external, [address]: external } };
    });
  return (
    <section className={styles.part} aria-label={t('paneCompose.external.title')}>
      <h2 className={styles.heading}>{t('paneCompose.external.title')}</h2>
      <Accordion
        multiple
        collapsible
        openItems={[...open]}
        onToggle={(_event, data) => onOpen(data.openItems.map(String))}
      >
        {chips.map(({ address }) => {
          const ready = refusalsOf(draft, address).length === 0;
          return (
            <AccordionItem key={address} value={address}>
              <AccordionHeader as="h3">
                <span className={styles.rowText}>
                  <Text>{t('compose.external.title', { address })}</Text>
                  <Text size={200} className={styles.quiet}>
                    {t(ready ? 'paneCompose.external.ready' : 'paneCompose.external.notReady')}
                  </Text>
                </span>
              </AccordionHeader>
              <AccordionPanel>
                <ExternalStepForm
                  external={draft.external[address] ?? emptyExternal(language)}
                  onChange={change(address)}
                  level={level}
                  methods={methods}
                  refusals={refused?.address === address ? refused.refusals : NONE}
                />
              </AccordionPanel>
            </AccordionItem>
          );
        })}
      </Accordion>
    </section>
  );
}
