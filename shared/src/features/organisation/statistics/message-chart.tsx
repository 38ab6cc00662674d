import { LineChart, ResponsiveContainer } from '@fluentui/react-charts';
import { makeStyles, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../components/use-format.ts';
import type { OrganisationStatistics } from '../../../contract/statistics.ts';
import { STATISTICS } from './statistics-words.tsx';

export interface MessageChartProps {
  readonly points: OrganisationStatistics['course']['points'];
}

const HEIGHT_PIXELS = 260;
/** So many days fit below the line on a telephone. */
const MOST_TICKS = 5;
const LINES = [
  { metric: 'sent', color: tokens.colorBrandForeground1, dashes: '0' },
  { metric: 'received', color: tokens.colorPaletteBlueForeground2, dashes: '6 4' },
] as const;

/** So many steps has the scale of counts at most. */
const MOST_STEPS = 4;

/** A scale of whole numbers from nothing up: its highest and in how many steps. */
export const countScale = (counts: readonly number[]): { readonly most: number; readonly steps: number } => {
  const highest = Math.max(1, ...counts);
  const smallest = Math.ceil(highest / MOST_STEPS);
  const power = 10 ** Math.floor(Math.log10(smallest));
  const step = ([1, 2, 5].find((times) => times * power >= smallest) ?? 10) * power;
  const steps = Math.ceil(highest / step);
  return { most: steps * step, steps };
};

const useStyles = makeStyles({
  legend: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalL}`,
    '& span': { display: 'inline-flex', alignItems: 'center', gap: tokens.spacingHorizontalS },
    '& line': { strokeWidth: '2px', '@media (forced-colors: active)': { stroke: 'CanvasText' } },
  },
});

/** Where a day or a month stands on the line: in its middle, whatever the time zone. */
const dateOf = (at: string): Date => new Date(`${at.length === 7 ? `${at}-01` : at}T12:00:00`);

/**
 * Messages over time, for the eye alone: the table below says the same. It takes no focus, because the library's own keyboard way
 * names its points in English.
 */
export function MessageChart({ points }: MessageChartProps) {
  const { t } = useTranslation(STATISTICS);
  const { language } = useFormat();
  const styles = useStyles();
  const scale = countScale(points.flatMap(({ sent, received }) => [sent, received]));
  const step = Math.ceil(points.length / MOST_TICKS);
  const ticks = points.filter((_, index) => index % step === 0).map(({ at }) => dateOf(at));
  const lines = LINES.map(({ metric, color, dashes }) => ({
    legend: t(`messages.${metric}`),
    data: points.map((point) => ({ x: dateOf(point.at), y: point[metric] })),
    color,
    lineOptions: { strokeWidth: 2, strokeDasharray: dashes },
  }));
  return (
    <div inert>
      <div style={{ height: HEIGHT_PIXELS }}>
        <ResponsiveContainer>
          <LineChart
            data={{ chartTitle: t('messages.course'), lineChartData: lines }}
            culture={language}
            height={HEIGHT_PIXELS}
            hideTooltip
            hideLegend
            tickValues={ticks}
            customDateTimeFormatter={(date) => date.toLocaleDateString(language, { day: 'numeric', month: 'short' })}
            yMaxValue={scale.most}
            yAxisTickCount={scale.steps}
            yAxisTickFormat={(count: number) => count.toLocaleString(language)}
          />
        </ResponsiveContainer>
      </div>
      {/* The library's own shows colours alone. */}
      <div className={styles.legend}>
        {LINES.map(({ metric, color, dashes }) => (
          <span key={metric}>
            <svg width="32" height="8" aria-hidden="true">
              <line x1="0" x2="32" y1="4" y2="4" stroke={color} strokeDasharray={dashes} />
            </svg>
            {t(`messages.${metric}`)}
          </span>
        ))}
      </div>
    </div>
  );
}
