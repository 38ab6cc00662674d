/**
 * jsdom whose getComputedStyle asks the selector engine only about rules that can match the element at all. Fluent UI puts a rule
 * for every single declaration on the page, and jsdom tries each of them on every element that a test looks for by its role:
 * that was two thirds of the time of every screen's test. What is answered is the same.
 */
require('./code-cache.cjs');

const SELECTORS = 'jsdom/lib/jsdom/living/helpers/selectors.js';
const selectors = require(require.resolve(SELECTORS, { paths: [require.resolve('jest-environment-jsdom')] }));
const SIMPLE = /^[\w\s.,:>+~-]+$/;
const LAST_COMPOUND = /(?:^|[\s>+~])(?:([\w-]+)|\.([\w-]+))[\w.-]*(?:::?[\w-]+)*$/;

/** What an element has to have, one or the other: a class or a name. Null = whatever. */
const needsOf = (selector) => {
  // Rules like @keyframes have no selector.
  if (selector === undefined || !SIMPLE.test(selector)) return null;
  const needs = { names: new Set(), classes: [] };
  for (const part of selector.split(',')) {
    const [, name, className] = LAST_COMPOUND.exec(part.trim()) ?? [];
    if (name) needs.names.add(name.toLowerCase());
    else if (className) needs.classes.push(className);
    else return null;
  }
  return needs;
};

const known = new Map();
const { matchesDontThrow } = selectors;
selectors.matchesDontThrow = (element, selector) => {
  if (!known.has(selector)) known.set(selector, needsOf(selector));
  const needs = known.get(selector);
  if (
    needs &&
    !needs.names.has(element._localName.toLowerCase()) &&
    !needs.classes.some((className) => element.classList.contains(className))
  )
    return false;
  return matchesDontThrow(element, selector);
};

// Only now: jsdom takes the function when it is loaded.
module.exports = require('jest-environment-jsdom');
