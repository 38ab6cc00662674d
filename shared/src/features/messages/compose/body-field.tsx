import { Field, Label, makeStyles, Textarea, tokens, useId } from '@fluentui/react-components';
import { lazy, Suspense, useRef } from 'react';
import { useTranslation } from 'react-i18next';

const RichEditor = lazy(() =>
  import(/* webpackChunkName: "editor" */ './rich-editor.tsx').then((module) => ({ default: module.RichEditor })),
);

const useStyles = makeStyles({
  root: { display: 'grid', gap: tokens.spacingVerticalXXS },
  plain: { '& textarea': { minHeight: '220px' } },
  refusal: { color: tokens.colorPaletteRedForeground1, fontSize: tokens.fontSizeBase200 },
});

const escapeHtml = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** Plain text as the editor's HTML: one paragraph per line. */
export const textToHtml = (text: string): string =>
  text
    .split('\n')
    .map((line) => `<p>${escapeHtml(line)}</p>`)
    .join('');

export interface BodyFieldProps {
  /** Of what is written; a message's text, unless it is something else. */
  readonly label?: string;
  readonly html: string;
  readonly onHtml: (html: string) => void;
  readonly refusal?: string | undefined;
}

/** The message: rich text when the editor has arrived; until then plain text, and nothing typed is lost. */
export function BodyField({ label, html, onHtml, refusal }: BodyFieldProps) {
  const styles = useStyles();
  const { t } = useTranslation();
  const labelId = useId('body');
  const typing = useRef(false);
  return (
    <Suspense
      fallback={
        <PlainBody
          {...(label ? { label } : {})}
          html={html}
          onHtml={onHtml}
          onFocusChange={(focused) => {
            typing.current = focused;
          }}
        />
      }
    >
      <div className={styles.root}>
        <Label id={labelId}>{label ?? t('compose.body')}</Label>
        <RichEditor labelId={labelId} html={html} onHtml={onHtml} focusAtEnd={typing} />
        {refusal ? (
          <span role="alert" className={styles.refusal}>
            {refusal}
          </span>
        ) : null}
      </div>
    </Suspense>
  );
}

interface PlainBodyProps extends BodyFieldProps {
  readonly onFocusChange: (focused: boolean) => void;
}

function PlainBody({ label, html, onHtml, onFocusChange }: PlainBodyProps) {
  const styles = useStyles();
  const { t } = useTranslation();
  const first = useRef(html);
  // A draft that is already rich is shown when the editor comes; it is not flattened to be typed over.
  const rich = first.current !== '';
  return (
    <Field label={label ?? t('compose.body')}>
      <Textarea
        className={styles.plain}
        resize="vertical"
        readOnly={rich}
        defaultValue=""
        onFocus={() => onFocusChange(true)}
        onBlur={() => onFocusChange(false)}
        onChange={(_event, data) => onHtml(textToHtml(data.value))}
      />
    </Field>
  );
}
