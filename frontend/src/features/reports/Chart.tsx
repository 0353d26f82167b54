import { useElementSize } from "@mantine/hooks";
import type { Report } from "../../api/generated/api.schemas";
import classes from "./Reports.module.css";
import type { Period } from "./ranges";
import { axisText, bucketText, valueText } from "./values";

interface ChartProps {
  report: Report;
  period: Period;
  locale: string;
}

/** Until it is known how much room there is. */
const USUAL_WIDTH = 760;
const LABEL_ROOM = 84;
const HEIGHT = 220;
const BOTTOM = 30;
const LEFT = 4;

/** The first measure as bars, with the compared days as marks; the table says the same. */
export function Chart({ report, period, locale }: ChartProps) {
  const { ref, width: room } = useElementSize<HTMLDivElement>();
  const [measure] = report.measures;
  if (!measure) return null;
  // Drawn as wide as it is shown, so that its words are as large as all others.
  const width = room || USUAL_WIDTH;
  const values = report.whole.values.map(([first]) => first ?? 0);
  const before = report.compared?.values.map(([first]) => first ?? 0) ?? [];
  const top = niceTop(Math.max(...values, ...before, 0));
  // Half of five people is a line that nothing can stand on.
  const shares = measure.unit === "count" && top % 2 !== 0 ? [1] : [0.5, 1];
  const step = (width - LEFT) / Math.max(values.length, 1);
  const bar = Math.min(step * 0.72, 44);
  const y = (value: number) => (HEIGHT - BOTTOM) * (1 - value / top);
  const say = (value: number) => valueText(value, measure.unit, { ...report, locale });
  const every = Math.ceil((values.length * LABEL_ROOM) / width);
  return (
    <figure className={classes.chart}>
      <div ref={ref}>
        <svg
          viewBox={`0 0 ${width} ${HEIGHT}`}
          role="img"
          aria-label={`${measure.label}: ${say(report.whole.total[0] ?? 0)} in all. The table below has each value.`}
        >
          {shares.map((share) => (
            <g key={share}>
              <line
                x1={0}
                x2={width}
                y1={y(top * share)}
                y2={y(top * share)}
                className={classes.grid}
              />
              <text
                x={LEFT}
                y={y(top * share) + 4}
                dominantBaseline="hanging"
                className={classes.axis}
              >
                {say(top * share)}
              </text>
            </g>
          ))}
          {report.buckets.map((bucket, at) => {
            const value = values[at] ?? 0;
            const x = LEFT + step * at + (step - bar) / 2;
            const beside = before[at];
            return (
              <g key={bucket}>
                <title>{`${bucketText(bucket, period, locale)}: ${say(value)}`}</title>
                <rect x={x - 2} y={0} width={bar + 4} height={HEIGHT - BOTTOM} fill="transparent" />
                <rect
                  x={x}
                  y={y(value)}
                  width={bar}
                  height={HEIGHT - BOTTOM - y(value)}
                  rx={Math.min(4, bar / 3)}
                  className={classes.bar}
                />
                {beside !== undefined && (
                  <line
                    x1={x - 2}
                    x2={x + bar + 2}
                    y1={y(beside)}
                    y2={y(beside)}
                    className={classes.beside}
                  />
                )}
                {at % every === 0 && (
                  <text
                    x={at === 0 ? x : x + bar / 2}
                    y={HEIGHT - 6}
                    textAnchor={at === 0 ? "start" : "middle"}
                    className={classes.axis}
                  >
                    {axisText(bucket, period, locale)}
                  </text>
                )}
              </g>
            );
          })}
          <line
            x1={0}
            x2={width}
            y1={HEIGHT - BOTTOM}
            y2={HEIGHT - BOTTOM}
            className={classes.grid}
          />
        </svg>
      </div>
    </figure>
  );
}

/** A round number that nothing drawn exceeds. */
export function niceTop(most: number): number {
  if (most <= 0) return 1;
  const size = 10 ** Math.floor(Math.log10(most));
  return [1, 2, 2.5, 5, 10].map((each) => each * size).find((each) => each >= most) ?? most;
}
