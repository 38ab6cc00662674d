import { Text } from '@fluentui/react-components';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Loading } from '../../../components/loading.tsx';
import { useFormat } from '../../../components/use-format.ts';
import type { AssuranceLevel } from '../../../domain/levels.ts';
import { Disclosure } from '../compose/disclosure.tsx';
import { type Draft, type ExternalDraft, emptyExternal, externalChips } from '../compose/draft.ts';
import type { DraftEntry } from '../compose/draft-store.ts';
import { choosableMethods } from '../compose/external-methods.ts';
import type { Refusal } from '../compose/refusals.ts';
import { useLevels } from '../use-messages.ts';
import { usePaneStyles } from './pane.styles.ts';
import { type Refused, refusalsOf } from './pane-refusals.ts';

const ExternalStepForm = lazy(() =>
  import(/* webpackChunkName: "external-step" */ '../compose/external-step.tsx').then((module) => ({
    default: module.ExternalStepForm,
  })),
);

/**
 * The weakest method that reaches the level, for everybody who has none that does, and for whom nobody has said anything yet:
 * whoever chooses a lower level first must not fill in what the former one asked for.
 */
function useDefaultMethods(entry: DraftEntry, draft: Draft, touched: ReadonlySet<string>) {
  const { language } = useFormat();
  const levels = useLevels();
  const level: AssuranceLevel = draft.level ?? 1;
  const methods = choosableMethods(levels.data ?? [], level);
  const [weakest] = methods;
  const outdated = externalChips(draft).filter(({ address }) => {
    const method = draft.external[address]?.method;
    return method === undefined || !methods.includes(method) || (method !== weakest && !touched.has(address));
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
  /** Whose parts were refused, and why; the focus goes to the first. */
  readonly refused: readonly Refused[];
}

const NONE: readonly Refusal[] = [];

/** The external step, once for each recipient without an account. */
export function PaneExternals({ entry, draft, open, onOpen, refused }: PaneExternalsProps) {
  const styles = usePaneStyles();
  const { t } = useTranslation();
  const { language } = useFormat();
  const [touched, setTouched] = useState<ReadonlySet<string>>(
    () => new Set(Object.keys(draft.external).filter((address) => draft.external[address]?.method !== undefined)),
  );
  const { methods, level } = useDefaultMethods(entry, draft, touched);
  const chips = externalChips(draft);
  if (chips.length === 0) return null;
  const change = (address: string) => (part: Partial<ExternalDraft>) => {
    setTouched((before) => new Set([...before, address]));
    entry.update((before) => {
      const external = { ...(before.external[address] ?? emptyExternal(language)), ...part };
      return { ...before, external: { ...before.external, [address]: external } };
    });
  };
  return (
    <section className={styles.part} aria-label={t('paneCompose.external.title')}>
      <h2 className={styles.heading}>{t('paneCompose.external.title')}</h2>
      {chips.map(({ address }) => {
        const ready = refusalsOf(draft, address).length === 0;
        const others = open.filter((other) => other !== address);
        return (
          <Disclosure
            key={address}
            open={open.includes(address)}
            onOpen={(on) => onOpen(on ? [...others, address] : others)}
            label={
              <span className={styles.rowText}>
                <Text>{t('compose.external.title', { address })}</Text>
                <Text size={200} className={styles.quiet}>
                  {t(ready ? 'paneCompose.external.ready' : 'paneCompose.external.notReady')}
                </Text>
              </span>
            }
          >
            <Suspense fallback={<Loading lines={3} />}>
              <ExternalStepForm
                address={address}
                external={draft.external[address] ?? emptyExternal(language)}
                onChange={change(address)}
                level={level}
                methods={methods}
                refusals={refused.find((one) => one.address === address)?.refusals ?? NONE}
                takesFocus={refused[0]?.address === address}
              />
            </Suspense>
          </Disclosure>
        );
      })}
    </section>
  );
}
