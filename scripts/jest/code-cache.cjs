/**
 * Keeps V8's compiled form of every module that a worker has loaded. Jest compiles each module anew for each file of tests, two
 * thousand of them for a screen or the product: with this it compiles a module once. Modules are still evaluated for each file.
 */
const vm = require('node:vm');

const { SourceTextModule, compileFunction } = vm;
const kept = new Map();

/** V8 itself compares no more than lengths. */
const dataOf = (name, code) => {
  const entry = kept.get(name);
  return entry?.code === code ? entry.data : undefined;
};

vm.SourceTextModule = class extends SourceTextModule {
  constructor(code, options = {}) {
    const cachedData = dataOf(options.identifier, code);
    super(code, cachedData ? { ...options, cachedData } : options);
    if (!cachedData) kept.set(options.identifier, { code, data: this.createCachedData() });
  }
};

vm.compileFunction = (code, parameters, options = {}) => {
  const cachedData = dataOf(options.filename, code);
  if (cachedData) return compileFunction(code, parameters, { ...options, cachedData });
  const compiled = compileFunction(code, parameters, { ...options, produceCachedData: true });
  if (compiled.cachedData) kept.set(options.filename, { code, data: compiled.cachedData });
  return compiled;
};
