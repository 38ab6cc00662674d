export * from './common.ts';
export * from './endpoint.ts';
export * from './links.ts';
export * from './live.ts';
export * from './messages.ts';
export * from './problems.ts';
export * from './sign-in.ts';
export * from './uploads.ts';
