import { describe, expect, it } from '@jest/globals';
import stylesLoader from './styles-loader.js';

describe('the styles loader', () => {
  it('works styles of tokens out, each where it stands', () => {
    const built = stylesLoader(
      "const one = makeStyles({ root: { display: 'grid', gap: tokens.spacingVerticalS } });\nconst two = makeStyles({ root: { color: 'red' } });",
    );
    expect(built).toContain("import { __styles } from '@fluentui/react-components';");
    expect(built).not.toContain('makeStyles(');
    expect(built).toMatch(/const one = __styles\(\{"root":\{.*\{display:grid;\}.*var\(--spacingVerticalS\).*\);/);
    expect(built).toMatch(/const two = __styles\(\{"root":\{.*\{color:red;\}.*\);/);
  });

  it('leaves styles that name something of their module as they are', () => {
    const source = 'const useStyles = makeStyles({ root: ROW });';
    expect(stylesLoader(source)).toBe(source);
  });

  it('leaves a module without styles as it is', () => {
    expect(stylesLoader('export const one = 1;')).toBe('export const one = 1;');
  });
});
