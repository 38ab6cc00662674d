import { Checkbox, Field, Input, Radio, RadioGroup } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useElement } from '../../../components/use-element.ts';
import type { MessageRules } from '../../../contract/organisation-rules.ts';
import { LIMITS } from '../../../domain/limits.ts';
import { useComposeStyles } from './compose.styles.ts';
import { Disclosure } from './disclosure.tsx';
import type { Audience, Draft } from './draft.ts';
import { useRefusalText } from './refusal-text.ts';
import { levelRefusals, type Refusal } from './refusals.ts';
import { standingRefusals, useValueWhenFound } from './standing-refusals.ts';

export interface MoreOptionsProps {
  readonly draft: Draft;
  /** The organisation's own, once they are known. */
  readonly rules?: MessageRules | undefined;
  readonly update: (part: Partial<Draft>) => void;
  readonly refusals: readonly Refusal[];
}

/** What few messages need: how long it is valid, how often it may be downloaded, who can open it. Opens by itself where something is set or refused. */
export function MoreOptions({ draft, rules, update, refusals }: MoreOptionsProps) {
  const styles = useComposeStyles();
  const { t } = useTranslation();
  const before = useValueWhenFound(refusals, draft);
  const standing = standingRefusals(
    refusals,
    levelRefusals(draft, Date.now()),
    (field) => field in draft && before[field as keyof Draft] !== draft[field as keyof Draft],
  );
  const refusalText = useRefusalText(standing);
  const validUntil = useElement<HTMLInputElement>();
  const maxDownloads = useElement<HTMLInputElement>();
  const untilRefusal = refusalText('validUntil');
  const downloadsRefusal = refusalText('maxDownloads');
  const refused = untilRefusal ? validUntil : downloadsRefusal ? maxDownloads : undefined;
  const usualDownloads = rules?.maxDownloads ?? rules?.mostDownloads;
  const mostDownloads = rules?.mostDownloads ?? LIMITS.downloadsPerRecipient;
  const [open, setOpen] = useState(
    draft.validUntil !== '' ||
      draft.maxDownloads !== '' ||
      draft.readReceipt ||
      draft.audience !== 'recipients' ||
      refused !== undefined,
  );
  useEffect(() => {
    if (!refused) return;
    setOpen(true);
    refused.element.current?.focus();
  }, [refused]);
  return (
    <Disclosure label={t('compose.level.more')} open={open} onOpen={setOpen}>
      <Field
        className={styles.narrowField}
        label={t('compose.level.validUntil')}
        hint={
          rules
            ? t('compose.level.validUntilDays', { days: rules.linkDays, most: rules.mostLinkDays })
            : t('compose.level.validUntilHint')
        }
        validationMessage={untilRefusal ?? null}
      >
        <Input
          ref={validUntil.set}
          type="date"
          value={draft.validUntil}
          onChange={(_event, data) => update({ validUntil: data.value })}
        />
      </Field>
      <Field
        className={styles.narrowField}
        label={t('compose.level.maxDownloads')}
        hint={
          usualDownloads
            ? t('compose.level.maxDownloadsUsual', { usual: usualDownloads, most: mostDownloads })
            : t('compose.level.maxDownloadsHint')
        }
        validationMessage={downloadsRefusal ?? null}
      >
        <Input
          ref={maxDownloads.set}
          type="number"
          inputMode="numeric"
          min={1}
          max={mostDownloads}
          step={1}
          value={draft.maxDownloads}
          onChange={(_event, data) => update({ maxDownloads: data.value })}
        />
      </Field>
      <Field hint={t('compose.level.readReceiptHint')}>
        <Checkbox
          checked={draft.readReceipt}
          label={t('compose.level.readReceipt')}
          onChange={(_event, data) => update({ readReceipt: data.checked === true })}
        />
      </Field>
      <Field label={t('compose.level.audience')} hint={t('compose.level.audienceHint')}>
        <RadioGroup value={draft.audience} onChange={(_event, data) => update({ audience: data.value as Audience })}>
          <Radio value={'recipients' satisfies Audience} label={t('compose.level.audienceRecipients')} />
          <Radio
            value={'recipientsAndOrganisation' satisfies Audience}
            label={t('compose.level.audienceOrganisation')}
          />
        </RadioGroup>
      </Field>
    </Disclosure>
  );
}
