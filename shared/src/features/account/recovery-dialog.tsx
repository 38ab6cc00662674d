import {
  Button,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { useAnnounce } from '../../components/announcer.tsx';
import { FACTORS } from '../../components/factor-words.tsx';
import { Modal } from '../../components/modal.tsx';
import { useReturnFocus } from '../../components/use-return-focus.ts';

const useStyles = makeStyles({
  content: { display: 'grid', gap: tokens.spacingVerticalL },
  codes: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(190px, 1fr))',
    gap: tokens.spacingVerticalS,
    margin: 0,
    padding: 0,
    listStyleType: 'none',
    fontFamily: tokens.fontFamilyMonospace,
  },
});

const grouped = (code: string) => code.replace(/(.{4})(?=.)/g, '$1-');

/** The new recovery codes, this once: closed by who says that they are saved, not by a click beside it. */
export function RecoveryDialog({
  codes,
  onClose,
}: {
  readonly codes: readonly string[];
  readonly onClose: () => void;
}) {
  const styles = useStyles();
  const { t } = useTranslation(FACTORS);
  const announce = useAnnounce();
  useReturnFocus();
  const copy = async () => {
    await navigator.clipboard.writeText(codes.map(grouped).join('\n'));
    announce(t('recoveryDialog.copied'));
  };
  return (
    <Modal modalType="alert">
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{t('recoveryDialog.title')}</DialogTitle>
          <DialogContent className={styles.content}>
            <Text>{t('recoveryDialog.text')}</Text>
            <ul className={styles.codes}>
              {codes.map((code) => (
                <li key={code}>{grouped(code)}</li>
              ))}
            </ul>
          </DialogContent>
          <DialogActions>
            <Button onClick={() => void copy().catch(() => undefined)}>{t('recoveryDialog.copy')}</Button>
            <Button appearance="primary" onClick={onClose}>
              {t('recoveryDialog.done')}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Modal>
  );
}
