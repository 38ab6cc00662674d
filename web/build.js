/** Builds the pages of every host, and the simulated hosts of the demo: `node web/build.js [production|development]`. Exits with 1 and the reasons when anything is wrong. */
import webpack from 'webpack';
import configureSimulators from '../simulators/webpack.config.js';
import configure from './webpack.config.js';

const mode = process.argv[2] === 'development' ? 'development' : 'production';
const compiler = webpack([...configure({}, { mode }), configureSimulators({}, { mode })]);

compiler.run((error, stats) => {
  if (error) throw error;
  process.stdout.write(`${stats.toString()}\n`);
  process.exitCode = stats.hasErrors() ? 1 : 0;
  compiler.close((closing) => {
    if (closing) throw closing;
  });
});
