import { LineChart, ResponsiveContainer } from '@fluentui/react-charts';
import { tokens } from '@fluentui/react-components';
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

/** Where a day or a month stands on the line: in its middle, whatever the time zone. */
const dateOf = (at: string): Date => new Date(`${at.length === 7 ? `${at}-01` : at}T12:00:00`);

/**
 * Messages over time, for the eye alone: the table below says the same. It takes no focus, because the library's own keyboard way
 * names its points in English.
 */
export function MessageChart({ points }: MessageChartProps) {
  const { t } = useTranslation(STATISTICS);
  const { language } = useFormat();
  const step = Math.ceil(points.length / MOST_TICKS);
  const ticks = points.filter((_, index) => index % step === 0).map(({ at }) => dateOf(at));
  const lines = LINES.map(({ metric, color, dashes }) => ({
    legend: t(`messages.${metric}`),
    data: points.map((point) => ({ x: dateOf(point.at), y: point[metric] })),
    color,
    lineOptions: { strokeWidth: 2, strokeDasharray: dashes },
  }));
  return (
    <div inert style={{ height: HEIGHT_PIXELS }}>
      <ResponsiveContainer>
        <LineChart
          data={{ chartTitle: t('messages.course'), lineChartData: lines }}
          culture={language}
          height={HEIGHT_PIXELS}
          hideTooltip
          tickValues={ticks}
          customDateTimeFormatter={(date) => date.toLocaleDateString(language, { day: 'numeric', month: 'short' })}
        />
      </ResponsiveContainer>
    </div>
  );
}
