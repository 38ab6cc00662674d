import { makeStyles, tokens } from '@fluentui/react-components';

/** Forms of the recipient's pages: one column, fields as wide as a phone and no wider. */
export const useFormStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL },
  input: { maxWidth: '420px', minHeight: '48px' },
  code: { maxWidth: '220px', minHeight: '48px' },
  actions: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
});
