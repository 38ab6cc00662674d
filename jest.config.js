/** One Jest for the whole repository: Node projects and browser-side (jsdom) projects. `./scripts/test` runs it with --experimental-vm-modules. */
const transform = {
  '^.+\\.tsx?$': [
    '@swc/jest',
    {
      jsc: {
        parser: { syntax: 'typescript', tsx: true },
        target: 'es2024',
        transform: { react: { runtime: 'automatic' } },
      },
      module: { type: 'es6' },
    },
  ],
};
const common = {
  transform,
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  modulePathIgnorePatterns: ['/dist/', '/.data/', '/build/'],
};
export default {
  testTimeout: 30_000,
  // Jest leaves one core to whoever watches: on two cores it would do everything on one.
  maxWorkers: '100%',
  // Modules of a test that has ended stay in its worker (nodejs/node#33439): a fresh one is quicker than a full one's collecting.
  workerIdleMemoryLimit: '1GB',
  projects: [
    {
      ...common,
      displayName: 'backend',
      testEnvironment: '<rootDir>/../scripts/jest/node.environment.cjs',
      rootDir: 'backend',
      testMatch: ['<rootDir>/**/*.test.ts'],
      globalSetup: '<rootDir>/src/testing/postgres.setup.js',
      globalTeardown: '<rootDir>/src/testing/postgres.teardown.js',
    },
    {
      ...common,
      displayName: 'pure',
      rootDir: '.',
      testEnvironment: '<rootDir>/scripts/jest/node.environment.cjs',
      testMatch: [
        '<rootDir>/shared/src/{contract,domain}/**/*.test.ts',
        '<rootDir>/{scripts,manifests,bench}/**/*.test.ts',
        '<rootDir>/web/build-steps/*.test.js',
      ],
    },
    {
      ...common,
      displayName: 'screens',
      rootDir: '.',
      moduleNameMapper: { '^@fluentui/react-icons$': '<rootDir>/shared/src/testing/fluent-icons.js' },
      testEnvironment: '<rootDir>/scripts/jest/jsdom.environment.cjs',
      setupFiles: ['<rootDir>/shared/src/testing/browser-globals.ts'],
      testMatch: [
        '<rootDir>/shared/src/**/*.test.tsx',
        '<rootDir>/shared/src/{api,host,i18n,theme,features,components}/**/*.test.ts',
        '<rootDir>/{web,teams-app,outlook-addin,simulators}/src/**/*.test.{ts,tsx}',
      ],
    },
  ],
};
