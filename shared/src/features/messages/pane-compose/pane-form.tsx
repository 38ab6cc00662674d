import { Button, Checkbox, MessageBar, MessageBarActions, MessageBarBody, Spinner } from '@fluentui/react-components';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSessionSoFar } from '../../../api/session.tsx';
import { useAnnounce } from '../../../components/announcer.tsx';
import { focusLater } from '../../../components/focus-later.ts';
import { Loading } from '../../../components/loading.tsx';
import { PageHeading } from '../../../components/page-heading.tsx';
import { ProblemMessage } from '../../../components/problem-message.tsx';
import { useElement } from '../../../components/use-element.ts';
import { useTitle } from '../../../components/use-title.ts';
import type { HostComposeItem } from '../../../host/compose-item.port.ts';
import { chipsOf, type Draft, externalChips } from '../compose/draft.ts';
import type { DraftEntry } from '../compose/draft-store.ts';
import { choosableMethods } from '../compose/external-methods.ts';
import { type Finding, findingsOf } from '../compose/guards.ts';
import { BodyGuard, TextGuard } from '../compose/guards-notice.tsx';
import { LevelStep } from '../compose/level-step.tsx';
import { openTextTo } from '../compose/open-text-to.ts';
import { levelRefusals, type Refusal } from '../compose/refusals.ts';
import { Summary } from '../compose/summary.tsx';
import { useDraftValue } from '../compose/use-draft.ts';
import { useLevels } from '../use-messages.ts';
import { usePaneStyles } from './pane.styles.ts';
import { PaneContents } from './pane-contents.tsx';
import { type Obstacle, obstaclesOf, type PaneFile, type PaneItem } from './pane-item.ts';
import { PaneObstacles, SkipFiles } from './pane-obstacles.tsx';
import { type Refused, refusedIn } from './pane-refusals.ts';
import { useItemWords } from './use-item-words.ts';
import { planFor, type Sending } from './use-sending.ts';

const PaneExternals = lazy(() =>
  import(/* webpackChunkName: "pane-externals" */ './pane-externals.tsx').then((module) => ({
    default: module.PaneExternals,
  })),
);
const GuardsDialog = lazy(() =>
  import(/* webpackChunkName: "guards-dialog" */ '../compose/guards-dialog.tsx').then((module) => ({
    default: module.GuardsDialog,
  })),
);

export interface PaneFormProps {
  readonly source: HostComposeItem;
  readonly entry: DraftEntry;
  readonly item: PaneItem;
  readonly unreadable: readonly PaneFile[];
  /** An earlier try was begun in this draft, and its end is not known. */
  readonly earlierTry: boolean;
  /** Gives up the earlier try. */
  readonly onCancelEarlier: () => void;
  readonly onReadAgain: () => Promise<void>;
  /** Asks where the addresses lead that are not known yet. */
  readonly onResolve: () => Promise<void>;
  readonly onSend: (sending: Sending) => void;
  /** Why sending did not even begin; said where the person has pressed. */
  readonly failure?: string | undefined;
}

const NOTHING: readonly Refusal[] = [];
const NOBODY: readonly Refused[] = [];

function obstaclesNow(props: PaneFormProps, draft: Draft, skipped: ReadonlySet<string>): readonly Obstacle[] {
  const { item, unreadable } = props;
  // What the server says is no address has none, whatever it looked like.
  const invalid = chipsOf(draft).filter(({ kind }) => kind === 'invalid');
  const withoutAddress = [...item.withoutAddress, ...invalid.map(({ name, address }) => name || address)];
  return obstaclesOf({ ...item, withoutAddress }, unreadable, skipped);
}

/** What is asked for in the form, and what keeps it from being sent. */
function useForm(props: PaneFormProps) {
  const { entry, item, earlierTry, onResolve, onSend } = props;
  const { t } = useTranslation();
  const announce = useAnnounce();
  const draft = useDraftValue(entry);
  const [skipped, setSkipped] = useState<ReadonlySet<string>>(new Set());
  const [clear, setClear] = useState(true);
  const [open, setOpen] = useState<readonly string[]>([]);
  const [refused, setRefused] = useState(NOBODY);
  const [levelRefused, setLevelRefused] = useState(NOTHING);
  const [exposed, setExposed] = useState<readonly Finding[]>([]);
  const [unchecked, setUnchecked] = useState(false);
  const [busy, setBusy] = useState(false);
  const obstaclesHeading = useRef<HTMLHeadingElement>(null);
  const { element: button, set: setButton } = useElement<HTMLButtonElement>();
  const { element: subjectWarning, set: setSubjectWarning } = useElement<HTMLDivElement>();
  const obstacles = obstaclesNow(props, draft, skipped);

  const send = () => {
    setExposed([]);
    onSend({ item, files: item.files.filter(({ id }) => !skipped.has(id)), clear, earlierTry });
  };
  /** Shows the causes and moves the focus to the first; true when there is one. */
  const refuse = (now: Draft): boolean => {
    if (obstaclesNow(props, now, skipped).length > 0) {
      obstaclesHeading.current?.focus();
      return true;
    }
    const level = levelRefusals(now, Date.now());
    setLevelRefused(level);
    if (level.length > 0) return true;
    const all = refusedIn(now);
    setRefused(all);
    if (all.length === 0) return false;
    setOpen((before) => [...new Set([...before, ...all.map(({ address }) => address)])]);
    announce(t('paneCompose.external.toMend', { count: all.flatMap(({ refusals }) => refusals).length }));
    return true;
  };
  const submit = async () => {
    setUnchecked(false);
    if (refuse(entry.get())) return;
    setBusy(true);
    await onResolve().finally(() => setBusy(false));
    const now = entry.get();
    if (chipsOf(now).some(({ kind }) => kind === 'unknown' || kind === 'checking')) return setUnchecked(true);
    if (refuse(now)) return;
    const places = findingsOf(now, item.mail.bodyHtml);
    setExposed(places);
    if (places.length === 0) send();
  };
  const skip = (id: string, on: boolean) =>
    setSkipped((before) => new Set(on ? [...before, id] : [...before].filter((other) => other !== id)));
  const change = () => {
    const [first] = exposed;
    const address = first?.place === 'openText' ? first.address : undefined;
    setExposed([]);
    if (typeof address === 'string') setOpen((before) => [...new Set([...before, address])]);
    focusLater(() => (typeof address === 'string' ? openTextTo(address) : subjectWarning.current) ?? button.current);
  };
  const stay = () => {
    setExposed([]);
    focusLater(() => button.current);
  };
  return {
    ...{ draft, skipped, skip, clear, setClear, open, setOpen, refused, levelRefused, exposed, change, stay },
    ...{ unchecked, busy, obstacles, obstaclesHeading, setButton, setSubjectWarning, send, submit },
  };
}

/**
 * The button can be pressed before the person is signed in: sending begins when she is, if the level is one of her organisation's, and
 * when it is known who the recipients are and each without an account has the method that she is offered first.
 */
function usePress(draft: Draft, submit: () => Promise<void>) {
  const { level } = draft;
  const session = useSessionSoFar();
  const levels = useLevels();
  const [isWaiting, setWaiting] = useState(false);
  const isLevelThere =
    level !== undefined && (levels.data?.some((known) => known.active && known.level === level) ?? true);
  const hasMethods = choosableMethods(levels.data ?? [], level ?? 1).length > 0;
  const isSettled =
    chipsOf(draft).every(({ kind }) => kind !== 'checking') &&
    (!hasMethods || externalChips(draft).every(({ address }) => draft.external[address]?.method !== undefined));
  const isReady = session !== undefined && levels.isSuccess && isSettled;
  const isOver = isWaiting && (isReady || levels.isError);
  useEffect(() => {
    if (!isOver) return;
    setWaiting(false);
    if (isReady && isLevelThere) void submit();
  }, [isOver, isReady, isLevelThere, submit]);
  const press = () => {
    if (isReady) void submit();
    else setWaiting(true);
  };
  return { isLevelThere, isWaiting, press };
}

/** What will be encrypted, how it may be read, and one button. */
export function PaneForm(props: PaneFormProps) {
  const { source, entry, item, unreadable, earlierTry, onCancelEarlier, onReadAgain } = props;
  const styles = usePaneStyles();
  const { t } = useTranslation();
  const words = useItemWords();
  useTitle(t('paneCompose.title'));
  const form = useForm(props);
  const { draft, skipped, obstacles } = form;
  const { isLevelThere, isWaiting, press } = usePress(draft, form.submit);
  // Before it is known who is who, a summary would count wrong.
  const isKnown = chipsOf(draft).every(({ kind }) => kind !== 'checking');
  const fileCount = item.files.filter(({ id }) => !skipped.has(id)).length;
  return (
    <div className={styles.page}>
      <div className={styles.head}>
        <PageHeading focusOn="form">{t('paneCompose.title')}</PageHeading>
        <Button size="small" onClick={() => void onReadAgain()}>
          {t('paneCompose.readAgain')}
        </Button>
      </div>
      {earlierTry ? (
        <MessageBar layout="multiline">
          <MessageBarBody className={styles.wrap}>{t('paneCompose.earlierTry', words)}</MessageBarBody>
          <MessageBarActions>
            <Button onClick={onCancelEarlier}>{t('paneCompose.end.cancel')}</Button>
          </MessageBarActions>
        </MessageBar>
      ) : null}
      {source.surface === 'appointment' ? (
        <MessageBar layout="multiline">
          <MessageBarBody>{t('paneCompose.appointment')}</MessageBarBody>
        </MessageBar>
      ) : null}
      <PaneContents item={item} draft={draft} skipped={skipped} />
      <TextGuard place="subject" text={item.mail.subject} barRef={form.setSubjectWarning} />
      <PaneObstacles obstacles={obstacles} headingRef={form.obstaclesHeading} />
      <SkipFiles item={item} unreadable={unreadable} skipped={skipped} onSkip={form.skip} />
      <LevelStep entry={entry} refusals={form.levelRefused} early />
      <BodyGuard draft={draft} bodyHtml={item.mail.bodyHtml} />
      {externalChips(draft).length > 0 ? (
        <Suspense fallback={<Loading lines={2} />}>
          <PaneExternals entry={entry} draft={draft} open={form.open} onOpen={form.setOpen} refused={form.refused} />
        </Suspense>
      ) : null}
      {source.surface === 'appointment' ? (
        <Checkbox
          checked={form.clear}
          label={t('paneCompose.clearInvitation')}
          onChange={(_event, data) => form.setClear(data.checked === true)}
        />
      ) : null}
      {isKnown && chipsOf(draft).length > 0 && obstacles.length === 0 ? (
        <Summary draft={draft} fileCount={fileCount} toldBy={planFor(source, form.clear).path} />
      ) : null}
      {form.unchecked ? (
        <ProblemMessage text={t('paneCompose.obstacle.recipientsUnchecked')} onRetry={() => void form.submit()} />
      ) : null}
      {props.failure ? <ProblemMessage text={props.failure} /> : null}
      <Button
        ref={form.setButton}
        className={styles.primary}
        appearance="primary"
        size="large"
        disabledFocusable={form.busy || isWaiting || !isLevelThere}
        icon={form.busy || isWaiting ? <Spinner size="tiny" /> : null}
        onClick={press}
      >
        {t('paneCompose.send')}
      </Button>
      {form.exposed.length > 0 ? (
        <Suspense fallback={null}>
          <GuardsDialog findings={form.exposed} onSendAnyway={form.send} onChange={form.change} onClose={form.stay} />
        </Suspense>
      ) : null}
    </div>
  );
}
