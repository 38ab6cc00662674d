/**
 * Works our styles out when the pages are built, as Fluent's own are: `makeStyles({ … })` becomes the class names and rules that
 * Griffel would compute while the page starts. Styles that name something of their module are left as they are.
 */
import { shorthands, tokens, typographyStyles } from '@fluentui/react-components';
import { resolveStyleRulesForSlots } from '@griffel/core';
import ts from 'typescript';

const KNOWN = { shorthands, tokens, typographyStyles };

/** What `makeStyles` was called with; undefined where it cannot be known without the module. */
function stylesOf(text) {
  try {
    return new Function(...Object.keys(KNOWN), `return (${text});`)(...Object.values(KNOWN));
  } catch (error) {
    if (error instanceof ReferenceError) return undefined;
    throw error;
  }
}

function callsIn(file) {
  const calls = [];
  const visit = (node) => {
    if (ts.isCallExpression(node) && node.expression.getText(file) === 'makeStyles') calls.push(node);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return calls;
}

export default function stylesLoader(source) {
  if (!source.includes('makeStyles(')) return source;
  const file = ts.createSourceFile('styles.js', source, ts.ScriptTarget.Latest, true);
  let result = source;
  for (const call of callsIn(file).reverse()) {
    const styles = stylesOf(call.arguments[0].getText(file));
    if (!styles) continue;
    const worked = resolveStyleRulesForSlots(styles).map((part) => JSON.stringify(part));
    result = `${result.slice(0, call.getStart(file))}__styles(${worked.join(', ')})${result.slice(call.end)}`;
  }
  return result === source ? source : `import { __styles } from '@fluentui/react-components';\n${result}`;
}
