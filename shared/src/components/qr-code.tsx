import { makeStyles, tokens } from '@fluentui/react-components';
import { qrInk, qrPaper } from '../theme/qr-colours.ts';

const QUIET_ZONE = 4;
const useStyles = makeStyles({
  root: { width: '220px', maxWidth: '100%', height: 'auto', borderRadius: tokens.borderRadiusMedium, display: 'block' },
});

export interface QrCodeProps {
  /** Modules along one side. */
  readonly size: number;
  /** SVG path of the dark modules, one unit per module. */
  readonly path: string;
  readonly label: string;
}

/** A QR code with its quiet zone (ISO/IEC 18004 §5.3.8); dark on light in every theme, because cameras need it. */
export function QrCode({ size, path, label }: QrCodeProps) {
  const styles = useStyles();
  const side = size + 2 * QUIET_ZONE;
  return (
    <svg
      className={styles.root}
      viewBox={`${-QUIET_ZONE} ${-QUIET_ZONE} ${side} ${side}`}
      role="img"
      aria-label={label}
    >
      <rect x={-QUIET_ZONE} y={-QUIET_ZONE} width={side} height={side} fill={qrPaper} />
      <path d={path} fill={qrInk} shapeRendering="crispEdges" />
    </svg>
  );
}
