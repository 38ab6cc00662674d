import type { BrandVariants } from '@fluentui/react-components';

/**
 * One calm dark green at hue 160 (OKLCH), lightness 0.16 … 0.94. The only place in the product with colours of its own.
 * 80 carries white text at 6.1:1; 120 reads at 6.1:1 on Fluent's dark background. `theme.test.ts` measures both.
 */
export const brand: BrandVariants = {
  10: '#04110a',
  20: '#081d13',
  30: '#0d2b1c',
  40: '#123927',
  50: '#184731',
  60: '#1f553b',
  70: '#246144',
  80: '#2b6e4e',
  90: '#357c5a',
  100: '#47926c',
  110: '#59a47e',
  120: '#70b691',
  130: '#88c6a4',
  140: '#a3d5b9',
  150: '#c1e3cf',
  160: '#def1e5',
};
