import {
  Button,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Field,
  Input,
  makeStyles,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { isProblem, problemType } from '../../../api/problem-error.ts';
import { focusLater } from '../../../components/focus-later.ts';
import { Loading } from '../../../components/loading.tsx';
import { Modal } from '../../../components/modal.tsx';
import { useNotice } from '../../../components/notice.tsx';
import { ProblemMessage } from '../../../components/problem-message.tsx';
import { useProblemText } from '../../../components/problem-text.ts';
import { useFormat } from '../../../components/use-format.ts';
import { paths } from '../paths.ts';
import { filledIn, type Lacking, lackingIn, type Typed, useDetails } from './use-details.ts';
import { useWaitingWords } from './waiting-words.ts';

const useStyles = makeStyles({
  fields: { display: 'grid', gap: tokens.spacingVerticalM, overflowWrap: 'anywhere' },
});

export interface DetailsDialogProps {
  readonly draftId: string;
  /** When it goes if nobody saves it again. */
  readonly keptUntil?: string | null | undefined;
  /** `saved`: something was filled in, it waits for more. */
  readonly onClose: (saved: boolean) => void;
  /** The way to change anything else; left out where the draft is open already. */
  readonly onOpenDraft?: (() => void) | undefined;
}

const isBlank = (text: string | undefined) => (text ?? '').trim() === '';

/** What is typed, what of it is refused, and what follows when the button is pressed. */
function useFilling(draftId: string, onClose: (saved: boolean) => void) {
  const { t } = useTranslation();
  const words = useWaitingWords();
  const navigate = useNavigate();
  const notify = useNotice();
  const details = useDetails(draftId);
  const [typed, setTyped] = useState<Typed>({});
  const [refused, setRefused] = useState<readonly string[]>([]);
  const inputs = useRef(new Map<string, HTMLInputElement>());
  const { read, submit } = details;
  const lacking = read?.lacking ?? [];
  const left = read ? lackingIn(filledIn(read.draft, lacking, typed)) : [];
  const isTyped = !Object.values(typed).every(isBlank);

  const first = lacking[0]?.chip.address;
  useEffect(() => {
    // The fields come after the dialog, whose first button has the focus until then.
    return first === undefined ? undefined : focusLater(() => inputs.current.get(first));
  }, [first]);

  const press = () => {
    const wrong = left.filter(({ chip }) => !isBlank(typed[chip.address]));
    const found = (isTyped ? wrong : left.slice(0, 1)).map(({ chip }) => chip.address);
    setRefused(found);
    if (found[0] !== undefined) return inputs.current.get(found[0])?.focus();
    submit(typed, (count) => {
      if (count > 0) {
        notify({ text: words('saved', { count }) });
        return onClose(true);
      }
      notify({ text: t('compose.send.sent') });
      void navigate(paths.folder('sent'));
    });
  };
  const fieldOf = (address: string) => ({
    text: typed[address] ?? '',
    refused: refused.includes(address),
    onEnter: press,
    onText: (text: string) => {
      setTyped((before) => ({ ...before, [address]: text }));
      setRefused((before) => before.filter((other) => other !== address));
    },
    onInput: (input: HTMLInputElement | null) => {
      if (input) inputs.current.set(address, input);
    },
  });
  const label = left.length > 0 ? words('save') : lacking.length > 0 ? words('send') : t('common.actions.send');
  return { ...details, lacking, isTyped, press, fieldOf, label };
}

/** Lägg till uppgifter: what a message waits for, one field a recipient; when none lacks any more it is sent. */
export function DetailsDialog({ draftId, keptUntil, onClose, onOpenDraft }: DetailsDialogProps) {
  const styles = useStyles();
  const { t } = useTranslation();
  const words = useWaitingWords();
  const filling = useFilling(draftId, onClose);
  const { read, problem, load, save, lacking, isTyped, fieldOf } = filling;
  const textOf = useProblemText();
  const failureText = useFailureText(filling.refusedAddress);
  const lost = read ? read.missingUploads : 0;
  return (
    <Modal onOpenChange={(_event, { open, type }) => open || (isTyped && type === 'backdropClick') || onClose(false)}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{words('add')}</DialogTitle>
          <DialogContent className={styles.fields}>
            {problem ? <ProblemMessage text={textOf(problem)} onRetry={() => void load()} /> : null}
            {save.error ? <ProblemMessage text={failureText(save.error)} /> : null}
            {lost > 0 ? <ProblemMessage text={words('missingUploads', { count: lost })} /> : null}
            {read ? <WhatFollows complete={lacking.length === 0} keptUntil={keptUntil} /> : null}
            {!read && !problem ? <Loading lines={3} /> : null}
            {lacking.map((one) => (
              <DetailField key={one.chip.address} lacking={one} {...fieldOf(one.chip.address)} />
            ))}
          </DialogContent>
          <DialogActions fluid>
            {onOpenDraft ? <Button onClick={onOpenDraft}>{words('open')}</Button> : null}
            <Button onClick={() => onClose(false)}>{t('common.actions.cancel')}</Button>
            {read && lost === 0 ? (
              <Button appearance="primary" disabledFocusable={save.isPending} onClick={filling.press}>
                {save.isPending ? words('sending') : filling.label}
              </Button>
            ) : null}
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Modal>
  );
}

/** That it is sent by itself in the end, and how long it is kept until then. */
function WhatFollows({ complete, keptUntil }: { readonly complete: boolean } & Pick<DetailsDialogProps, 'keptUntil'>) {
  const words = useWaitingWords();
  const format = useFormat();
  const until = keptUntil ? words('draftKeptUntil', { date: format.exact(keptUntil) }) : '';
  return <Text>{[complete ? words('complete') : '', words('text'), until].join(' ').trim()}</Text>;
}

/** Why nothing was sent, and that it still waits. */
function useFailureText(address: string | undefined) {
  const { t } = useTranslation();
  const words = useWaitingWords();
  const textOf = useProblemText();
  return (error: unknown): string => {
    if (isProblem(error, 'network')) return t('compose.send.lost');
    const why = textOf(problemType(error));
    return `${why} ${address ? `${words('refusedFor', { address })} ` : ''}${words('failed')}`;
  };
}

interface DetailFieldProps {
  readonly lacking: Lacking;
  readonly text: string;
  readonly refused: boolean;
  readonly onText: (text: string) => void;
  readonly onEnter: () => void;
  readonly onInput: (input: HTMLInputElement | null) => void;
}

function DetailField({ lacking: { chip, datum }, text, refused, onText, onEnter, onInput }: DetailFieldProps) {
  const { t } = useTranslation();
  const words = useWaitingWords();
  const why = text.trim() === '' ? words('nothing') : t(`compose.refuse.${datum}`);
  return (
    <Field
      label={`${t(`compose.external.${datum}`)}: ${chip.name || chip.address}`}
      hint={t(`compose.external.${datum}Hint`)}
      validationMessage={refused ? why : null}
    >
      <Input
        ref={onInput}
        type={datum === 'phone' ? 'tel' : 'text'}
        inputMode={datum === 'phone' ? 'tel' : 'numeric'}
        autoComplete="off"
        maxLength={datum === 'phone' ? 40 : 13}
        value={text}
        onKeyDown={({ key }) => key === 'Enter' && onEnter()}
        onChange={(_event, data) => onText(data.value)}
      />
    </Field>
  );
}
