import { ConfigError, readConfig } from './composition/config.ts';
import { startSefos } from './composition/sefos.ts';

/** Runs the server until it is told to stop (Ctrl-C, SIGTERM). */
const main = async (): Promise<void> => {
  // Files that we make are the service account's alone.
  process.umask(0o077);
  const config = readConfig(process.env);
  const sefos = await startSefos(config);
  if (config.mode !== 'production') {
    console.log(
      `\nSEFOS (${config.mode}) runs at ${sefos.url}\n  Start here:  ${sefos.url}/dev   accounts, captured mail and SMS, BankID\n  Sign in:     ${sefos.url}/\n  API:         ${sefos.url}/api/v1/openapi.json\n\nCtrl-C stops it. Data is kept in ${config.dataDir}\n`,
    );
  }
  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    sefos.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error('Stopping failed:', error instanceof Error ? error.message : error);
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
};

main().catch((error: unknown) => {
  const port = (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
  if (error instanceof ConfigError) console.error(error.message);
  else if (port) console.error('The port is taken: set PORT to a free one, or stop what listens there.');
  else console.error(error);
  process.exit(1);
});
