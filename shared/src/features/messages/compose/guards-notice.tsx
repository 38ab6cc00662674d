import { MessageBar, MessageBarBody, Text } from '@fluentui/react-components';
import { type RefCallback, useDeferredValue, useMemo } from 'react';
import { useFormat } from '../../../components/use-format.ts';
import { type SensitiveKind, sensitiveIn } from '../../../domain/sensitive.ts';
import { type Chip, chipsOf, type Draft } from './draft.ts';
import { bodyFinding, newRecipients } from './guards.ts';
import { useGuardWords } from './guards-words.ts';

/** Kinds of sensitive values as people list them. */
export function useKindsText(): (kinds: readonly SensitiveKind[]) => string {
  const t = useGuardWords();
  const { language } = useFormat();
  return (kinds) => new Intl.ListFormat(language).format(kinds.map((kind) => t(`kind.${kind}`)));
}

interface NoticeProps {
  readonly place: 'subject' | 'openText' | 'body';
  readonly kinds: readonly SensitiveKind[];
  readonly barRef?: RefCallback<HTMLDivElement>;
}

function Notice({ place, kinds, barRef }: NoticeProps) {
  const t = useGuardWords();
  const textOf = useKindsText();
  if (kinds.length === 0) return null;
  return (
    <MessageBar {...(barRef ? { ref: barRef } : {})} tabIndex={-1} intent="warning" layout="multiline" role="status">
      <MessageBarBody>{t(`notice.${place}`, { what: textOf(kinds) })}</MessageBarBody>
    </MessageBar>
  );
}

export interface TextGuardProps {
  readonly place: 'subject' | 'openText';
  readonly text: string;
  readonly barRef?: RefCallback<HTMLDivElement>;
}

/** Points out, near its field, what does not belong in a text that is not encrypted. */
export function TextGuard({ text, ...rest }: TextGuardProps) {
  const settled = useDeferredValue(text);
  const kinds = useMemo(() => sensitiveIn(settled), [settled]);
  return <Notice {...rest} kinds={kinds} />;
}

/** Points out, where the level is chosen, what asks for a higher one. */
export function BodyGuard({ draft, bodyHtml = draft.bodyHtml }: { readonly draft: Draft; readonly bodyHtml?: string }) {
  const { level } = draft;
  const settled = useDeferredValue(bodyHtml);
  const kinds = useMemo(() => bodyFinding({ level }, settled), [level, settled]);
  return <Notice place="body" kinds={kinds} />;
}

/** Says which addresses were typed again, once. */
export function RepeatedNotice({ addresses }: { readonly addresses: readonly string[] }) {
  const t = useGuardWords();
  if (addresses.length === 0) return null;
  return (
    <MessageBar layout="multiline" role="status">
      <MessageBarBody>{t('notice.repeated', { addresses: shortList(addresses) })}</MessageBarBody>
    </MessageBar>
  );
}

const NAMED = 5;

/** The first few, so that a pasted list does not fill the page. */
const shortList = (addresses: readonly string[]): string =>
  `${addresses.slice(0, NAMED).join(', ')}${addresses.length > NAMED ? ` … (${addresses.length})` : ''}`;

/** In the summary: to whom the mailbox writes for the first time, and who looks like somebody else. */
export function RecipientGuard({ draft }: { readonly draft: Draft }) {
  const t = useGuardWords();
  const fresh = newRecipients(draft).map(({ address }) => address);
  const alike = chipsOf(draft).flatMap(({ address, resembles }) => (resembles ? [{ address, domain: resembles }] : []));
  return (
    <>
      {fresh.length > 0 ? <Text>{t('notice.firstTime', { addresses: shortList(fresh) })}</Text> : null}
      {alike.map((one) => (
        <Text key={one.address}>{t('notice.resembles', one)}</Text>
      ))}
    </>
  );
}

/** What is odd about a recipient, for her chip; empty for most. */
export function useChipWarning(): (chip: Chip) => string {
  const t = useGuardWords();
  return ({ forbidden, firstTime, resembles }) => {
    if (forbidden) return t('chip.forbidden');
    if (resembles) return t('chip.resembles', { domain: resembles });
    return firstTime ? t('chip.firstTime') : '';
  };
}
