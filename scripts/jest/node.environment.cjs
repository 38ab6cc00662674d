require('./code-cache.cjs');

// Jest's own, which comes with it.
module.exports = require(require.resolve('jest-environment-node', { paths: [require.resolve('jest')] }));
