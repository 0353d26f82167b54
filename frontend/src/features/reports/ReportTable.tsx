import type { Report } from "../../api/generated/api.schemas";
import { formerText } from "../../lib/format";
import classes from "./Reports.module.css";
import type { Period } from "./ranges";
import { bucketText, valueText } from "./values";

interface ReportTableProps {
  report: Report;
  period: Period;
  locale: string;
}

/** Every period with every measure: what the chart draws. */
export function PeriodTable({ report, period, locale }: ReportTableProps) {
  const { measures, buckets, whole } = report;
  return (
    <Table
      caption="Period by period"
      head={["Period", ...measures.map(({ label }) => label)]}
      rows={[
        ...buckets.map((bucket, at) => ({
          name: bucketText(bucket, period, locale),
          values: whole.values[at] ?? [],
        })),
        { name: "Total", values: whole.total, isTotal: true },
      ]}
      report={report}
      locale={locale}
    />
  );
}

/** Each service, person or location with its total, and a bar as long as it is large. */
export function LineTable({
  report,
  what,
  locale,
}: Omit<ReportTableProps, "period"> & { what: string }) {
  const { measures, lines } = report;
  const most = Math.max(...lines.map(({ total }) => total[0] ?? 0), 0);
  return (
    <Table
      caption={`By ${what.toLowerCase()}`}
      head={[what, ...measures.map(({ label }) => label)]}
      rows={lines.map(({ name, is_former, total }) => ({
        name: formerText(name, is_former),
        values: total,
        share: most ? (total[0] ?? 0) / most : 0,
      }))}
      report={report}
      locale={locale}
    />
  );
}

interface Row {
  name: string;
  values: (number | null)[];
  isTotal?: boolean;
  share?: number;
}

interface TableProps {
  caption: string;
  head: string[];
  rows: Row[];
  report: Report;
  locale: string;
}

function Table({ caption, head, rows, report, locale }: TableProps) {
  const { measures } = report;
  return (
    <div className={classes.tableBox}>
      <table className={classes.table}>
        <caption>{caption}</caption>
        <thead>
          <tr>
            {head.map((label) => (
              <th key={label} scope="col">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, values, isTotal, share }) => (
            <tr key={name} data-total={isTotal || undefined}>
              <th scope="row">
                {name}
                {share !== undefined && (
                  <span
                    className={classes.share}
                    style={{ "--share": share } as React.CSSProperties}
                    aria-hidden="true"
                  />
                )}
              </th>
              {measures.map(({ key, unit }, at) => (
                <td key={key} className="tabular">
                  {valueText(values[at], unit, { ...report, locale })}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
