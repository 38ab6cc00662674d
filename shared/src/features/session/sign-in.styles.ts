import { makeStyles, tokens } from '@fluentui/react-components';

/** Layout that the sign-in forms share. */
export const useFormStyles = makeStyles({
  form: { display: 'grid', gap: tokens.spacingVerticalL },
  row: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalM, alignItems: 'center' },
  others: { display: 'grid', gap: tokens.spacingVerticalS, margin: 0, padding: 0, border: 'none' },
  divider: { flexGrow: 0 },
});
