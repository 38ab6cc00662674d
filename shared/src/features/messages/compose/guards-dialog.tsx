import {
  Button,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Text,
  useId,
} from '@fluentui/react-components';
import { Modal } from '../../../components/modal.tsx';
import type { Finding } from './guards.ts';
import { useKindsText } from './guards-notice.tsx';
import { useGuardWords } from './guards-words.ts';

export interface GuardsDialogProps {
  readonly findings: readonly Finding[];
  /** To what is to be changed: the first of the findings. */
  readonly onChange: () => void;
  /** Back to where she pressed, with nothing chosen. */
  readonly onClose: () => void;
  readonly onSendAnyway: () => void;
  /** Of the button that goes on all the same, where that does not send. */
  readonly anywayText?: string | undefined;
}

/** Lists once, before it leaves, everything about a message that is worth another look. */
export function GuardsDialog({ findings, onChange, onClose, onSendAnyway, anywayText }: GuardsDialogProps) {
  const t = useGuardWords();
  const kindsText = useKindsText();
  const textId = useId('guards');
  const textOf = (finding: Finding): string => {
    if (finding.place === 'recipient') return t('dialog.recipient', finding);
    const what = kindsText(finding.kinds);
    return finding.place === 'openText'
      ? t('dialog.openText', { what, address: finding.address })
      : t(`dialog.${finding.place}`, { what });
  };
  return (
    <Modal modalType="alert" onOpenChange={(_event, data) => data.open || onClose()}>
      <DialogSurface aria-describedby={textId}>
        <DialogBody>
          <DialogTitle>{t('dialog.title')}</DialogTitle>
          <DialogContent id={textId}>
            <Text as="p">{t('dialog.text')}</Text>
            <ul style={{ overflowWrap: 'anywhere' }}>
              {findings.map(textOf).map((text) => (
                <li key={text}>{text}</li>
              ))}
            </ul>
          </DialogContent>
          <DialogActions>
            {/* First: the dialog begins on it, and the safe one is what a hasty Enter presses. */}
            <Button appearance="primary" onClick={onChange}>
              {t('dialog.change')}
            </Button>
            <Button onClick={onSendAnyway}>{anywayText ?? t('dialog.sendAnyway')}</Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Modal>
  );
}
