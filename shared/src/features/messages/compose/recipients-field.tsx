import {
  Field,
  makeStyles,
  Tag,
  TagPicker,
  TagPickerControl,
  TagPickerGroup,
  TagPickerInput,
  TagPickerList,
  TagPickerOption,
} from '@fluentui/react-components';
import { BuildingRegular } from '@fluentui/react-icons/svg/building';
import { ChevronDownRegular } from '@fluentui/react-icons/svg/chevron-down';
import { ErrorCircleRegular } from '@fluentui/react-icons/svg/error-circle';
import { GlobeRegular } from '@fluentui/react-icons/svg/globe';
import { PeopleRegular } from '@fluentui/react-icons/svg/people';
import { PersonRegular } from '@fluentui/react-icons/svg/person';
import { QuestionCircleRegular } from '@fluentui/react-icons/svg/question-circle';
import { WarningRegular } from '@fluentui/react-icons/svg/warning';
import {
  type ClipboardEvent,
  type ComponentType,
  type KeyboardEvent,
  type RefCallback,
  useEffect,
  useRef,
  useState,
} from 'react';
import { useTranslation } from 'react-i18next';
import { useAnnounce } from '../../../components/announcer.tsx';
import type { RecipientSuggestion } from '../../../contract/contacts.ts';
import { normaliseEmail } from '../../../domain/email.ts';
import { type Chip, type ChipKind, changedChips, splitAddresses } from './draft.ts';
import { useChipWarning } from './guards-notice.tsx';
import { useKnownWords } from './known-words.ts';
import { optionOf, useGroupChoice, useSuggestions } from './use-suggestions.ts';

const useStyles = makeStyles({
  control: { minWidth: 0, minHeight: '40px' },
  group: { flexWrap: 'wrap', minWidth: 0, maxWidth: '100%' },
  // Fluent's columns are as wide as their text: a long address would push the dismiss button out of sight.
  tag: {
    gridTemplateColumns: 'auto minmax(0, 1fr) auto',
    minWidth: 0,
    maxWidth: '100%',
    height: 'auto',
    overflowWrap: 'anywhere',
  },
  tagText: { minWidth: 0, whiteSpace: 'normal' },
});

const ICONS: Readonly<Record<ChipKind, ComponentType>> = {
  checking: QuestionCircleRegular,
  unknown: QuestionCircleRegular,
  invalid: ErrorCircleRegular,
  internal: PersonRegular,
  'other-organisation': BuildingRegular,
  external: GlobeRegular,
};

/** Where a chip leads, in words: shown on the chip itself. */
export function useChipText(): (chip: Chip) => string {
  const { t } = useTranslation();
  return ({ kind, organisation, functionMailbox }) => {
    if (functionMailbox) return t('compose.chip.functionMailbox');
    if (kind !== 'other-organisation') return t(`compose.chip.${kind}`);
    return organisation ? t('compose.chip.other-organisation', { organisation }) : t('compose.chip.otherOrganisation');
  };
}

export interface RecipientsFieldProps {
  readonly label: string;
  readonly hint?: string;
  readonly chips: readonly Chip[];
  readonly onAdd: (typed: readonly string[]) => void;
  readonly onRemove: (address: string) => void;
  /** Why the step cannot be left; said at the field. */
  readonly refusal?: string | undefined;
  readonly inputRef?: RefCallback<HTMLInputElement>;
}

/** Says aloud which recipients came and went, and which turned out to be no address. */
function useAnnouncedChips(chips: readonly Chip[]) {
  const announce = useAnnounce();
  const { t } = useTranslation();
  const seen = useRef(chips);
  useEffect(() => {
    const before = seen.current;
    seen.current = chips;
    const texts = changedChips(before, chips).map(({ change, name }) => t(`compose.chip.${change}`, { name }));
    if (texts.length > 0) announce(texts.join('. '));
  }, [chips, announce, t]);
}

/** Recipients as chips that say at once what each is; typed, pasted or chosen among those that one may mean. */
export function RecipientsField({ label, hint, chips, onAdd, onRemove, refusal, inputRef }: RecipientsFieldProps) {
  const styles = useStyles();
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const suggestions = useSuggestions(typed);
  useAnnouncedChips(chips);
  const options = (suggestions.data ?? []).filter(
    (one) => typed !== '' && !chips.some((chip) => chip.address === one.address),
  );
  const group = useGroupChoice(onAdd);

  const commit = (text: string) => {
    const pieces = splitAddresses(text);
    if (pieces.length > 0) onAdd(pieces);
    setTyped('');
  };
  const choose = (value: string) => {
    const chosen = options.find((one) => optionOf(one) === value);
    if (chosen?.kind !== 'group') return commit(value);
    setTyped('');
    void group.choose(chosen);
  };
  const paste = (event: ClipboardEvent<HTMLInputElement>) => {
    const text = event.clipboardData.getData('text');
    // The control's own paste would turn line breaks into nothing and run two addresses together.
    if (!/[,;\n\r\t]|@.*>/.test(text)) return;
    event.preventDefault();
    commit(`${typed}${text}`);
  };
  const change = (text: string) => (/[,;\n]/.test(text) ? commit(text) : setTyped(text));
  const keyDown = (event: KeyboardEvent) => {
    // A whole address is taken as it stands; anything else may still be a choice among the suggestions.
    if (event.key !== 'Enter' || typed.trim() === '') return;
    if (options.length > 0 && normaliseEmail(typed) === null) return;
    event.preventDefault();
    commit(typed);
  };

  return (
    <Field label={label} hint={hint ?? null} validationMessage={refusal ?? group.refusal ?? null}>
      <TagPicker
        noPopover={options.length === 0}
        selectedOptions={chips.map((chip) => chip.address)}
        onOptionSelect={(_event, data) => {
          if (chips.some((chip) => chip.address === data.value)) onRemove(data.value);
          else choose(data.value);
        }}
      >
        <TagPickerControl
          className={styles.control}
          expandIcon={
            options.length > 0
              ? { 'aria-label': `${t('compose.chip.suggestions')}: ${label}`, children: <ChevronDownRegular /> }
              : null
          }
        >
          {chips.length > 0 ? (
            <TagPickerGroup className={styles.group} aria-label={t('compose.chip.selected', { field: label })}>
              {chips.map((chip) => (
                <ChipTag key={chip.address} chip={chip} />
              ))}
            </TagPickerGroup>
          ) : null}
          <TagPickerInput
            {...(inputRef ? { ref: inputRef } : {})}
            value={typed}
            autoComplete="off"
            onChange={(event) => {
              group.forget();
              change(event.target.value);
            }}
            onPaste={paste}
            onKeyDown={keyDown}
            onBlur={() => commit(typed)}
          />
        </TagPickerControl>
        {options.length > 0 ? (
          <TagPickerList>
            {options.map((one) => (
              <Suggested key={optionOf(one)} suggestion={one} />
            ))}
          </TagPickerList>
        ) : (
          // Fluent needs a second child, also when there is nothing to choose.
          <span hidden />
        )}
      </TagPicker>
    </Field>
  );
}

const SUGGESTED: Readonly<Record<RecipientSuggestion['kind'], ComponentType>> = {
  contact: PersonRegular,
  account: PersonRegular,
  earlier: GlobeRegular,
  group: PeopleRegular,
  mailbox: PeopleRegular,
};

function Suggested({ suggestion }: { readonly suggestion: RecipientSuggestion }) {
  const words = useKnownWords();
  const { kind, name, address, memberCount = 0 } = suggestion;
  const Icon = SUGGESTED[kind];
  const what = kind === 'group' ? words('kind.group', { count: memberCount }) : words(`kind.${kind}`);
  return (
    <TagPickerOption
      media={<Icon aria-hidden="true" />}
      text={name || (address ?? '')}
      value={optionOf(suggestion)}
      secondaryContent={address ? `${address} · ${what}` : what}
    >
      {name || address}
    </TagPickerOption>
  );
}

function ChipTag({ chip }: { readonly chip: Chip }) {
  const styles = useStyles();
  const { t } = useTranslation();
  const chipText = useChipText();
  const warningOf = useChipWarning();
  const textOf = (one: Chip) => [chipText(one), warningOf(one)].filter((text) => text !== '').join(' · ');
  const Icon = chip.forbidden
    ? ErrorCircleRegular
    : chip.resembles
      ? WarningRegular
      : chip.functionMailbox
        ? PeopleRegular
        : ICONS[chip.kind];
  return (
    <Tag
      className={styles.tag}
      value={chip.address}
      appearance={chip.kind === 'external' ? 'brand' : 'filled'}
      media={<Icon aria-hidden="true" />}
      primaryText={{ className: styles.tagText, children: chip.name || chip.address }}
      secondaryText={{ className: styles.tagText, children: textOf(chip) }}
      title={`${chip.address} – ${textOf(chip)}`}
      dismissIcon={{ 'aria-label': t('compose.chip.remove', { name: chip.name || chip.address }) }}
    />
  );
}
