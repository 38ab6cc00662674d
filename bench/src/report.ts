import { availableParallelism, cpus, loadavg, platform, release, totalmem } from 'node:os';
import { significant } from './statistics.ts';

/** One line of the table. `met` is null where the issue names no goal: extra information. */
export interface Outcome {
  readonly row: string;
  readonly figure: string;
  readonly ceiling: string;
  readonly ratio: number | null;
  readonly goal: string;
  readonly met: boolean | null;
  /** Figures behind the line, per round where there are rounds. */
  readonly facts: Readonly<Record<string, unknown>>;
}

export interface Machine {
  readonly cores: number;
  readonly model: string;
  readonly memoryGiB: number;
  readonly system: string;
  readonly node: string;
  readonly loadAtStart: readonly number[];
}

export const machineOf = (): Machine => ({
  cores: availableParallelism(),
  model: cpus()[0]?.model ?? 'unknown',
  memoryGiB: significant(totalmem() / 1024 ** 3),
  system: `${platform()} ${release()}`,
  node: process.version,
  loadAtStart: loadavg().map(significant),
});

const HEAD = ['row', 'figure', 'ceiling', 'ratio', 'goal', 'met'];

const cellsOf = ({ row, figure, ceiling, ratio, goal, met }: Outcome): string[] => [
  row,
  figure,
  ceiling,
  ratio === null ? '–' : ratio.toFixed(2),
  goal,
  met === null ? '–' : met ? 'yes' : 'NO',
];

/** The outcomes as a table of text. */
export const tableOf = (outcomes: readonly Outcome[]): string => {
  const lines = [HEAD, ...outcomes.map(cellsOf)];
  const widths = HEAD.map((_, column) => Math.max(...lines.map((cells) => (cells[column] ?? '').length)));
  const text = (cells: readonly string[]) => cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ');
  return [text(HEAD), widths.map((width) => '-'.repeat(width)).join('  '), ...lines.slice(1).map(text)].join('\n');
};
