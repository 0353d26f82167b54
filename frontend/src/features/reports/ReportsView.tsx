import { Alert, Tabs } from "@mantine/core";
import { IconAlertTriangle, IconChartBar } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useSearchParams } from "react-router";
import { getExportReportUrl, getReport } from "../../api/generated/api";
import type { GetReportParams, Report } from "../../api/generated/api.schemas";
import { keys } from "../../api/keys";
import { useBusiness } from "../../api/session";
import { daysText } from "../../lib/format";
import { dayOf } from "../../lib/zones";
import { ExportButton } from "../../ui/ExportButton";
import { EmptyState, ErrorState, LoadingRows, PageHead } from "../../ui/States";
import { Chart } from "./Chart";
import { ReportFilters } from "./ReportFilters";
import classes from "./Reports.module.css";
import { LineTable, PeriodTable } from "./ReportTable";
import { complaintAbout, type Period, type Range, SPANS, usualPeriod } from "./ranges";
import { changeText, valueText } from "./values";

const KINDS = [
  { value: "bookings", label: "Bookings" },
  { value: "revenue", label: "Revenue" },
  { value: "utilisation", label: "Utilisation" },
  { value: "no_shows", label: "No-shows" },
  { value: "lead_time", label: "Lead time" },
] as const;

const NOTES: Record<string, string> = {
  bookings: "What stands or took place, on the day it starts.",
  revenue: "Prices of completed appointments; those still to come are expected.",
  utilisation:
    "Booked time in the time people work: weekly hours without time off and closed days. Rooms and equipment count where you ask for them.",
  no_shows: "Of the visits that are over, how many nobody came to.",
  lead_time: "How long before its start an appointment was booked.",
};
const WHAT: Record<string, string> = {
  service: "Service",
  resource: "Person or room",
  location: "Location",
};

/** How the business is doing. */
export function ReportsView() {
  const [query, setQuery] = useSearchParams();
  const { zone, locale } = useBusiness();
  const set = (changes: Record<string, string | null>) =>
    setQuery((old) => {
      const next = new URLSearchParams(old);
      for (const [name, value] of Object.entries(changes)) {
        if (value) next.set(name, value);
        else next.delete(name);
      }
      return next;
    });
  const asked = askedIn(query, dayOf(Date.now(), zone));
  const complaint = complaintAbout(asked.range, asked.period);
  const report = useQuery({
    queryKey: keys.reports(asked.params),
    queryFn: ({ signal }) => getReport(asked.params, { signal }),
    enabled: !complaint,
    placeholderData: keepPreviousData,
  });
  return (
    <>
      <PageHead
        title="Reports"
        actions={
          !complaint && (
            <ExportButton
              url={getExportReportUrl(asked.params)}
              fileName={`${asked.params.kind}-${asked.range.first}-${asked.range.last}.csv`}
            />
          )
        }
      />
      <Tabs value={asked.params.kind} onChange={(kind) => set({ kind })} className={classes.tabs}>
        <Tabs.List className="scroll-sideways">
          {KINDS.map(({ value, label }) => (
            <Tabs.Tab key={value} value={value}>
              {label}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={asked.params.kind}>
          <ReportFilters
            query={query}
            span={asked.span}
            range={asked.range}
            period={asked.period}
            set={set}
          />
          {complaint && (
            <Alert
              m="md"
              color="yellow"
              role="alert"
              icon={<IconAlertTriangle size={18} />}
              title={complaint}
            />
          )}
          {!complaint && report.isError && (
            <ErrorState error={report.error} onRetry={report.refetch} />
          )}
          {!complaint && report.isPending && <LoadingRows />}
          {!complaint && report.data && !report.isError && (
            <Shown
              report={report.data}
              period={asked.period}
              what={WHAT[query.get("by") ?? ""]}
              locale={locale}
            />
          )}
        </Tabs.Panel>
      </Tabs>
    </>
  );
}

interface ShownProps {
  report: Report;
  period: Period;
  what?: string;
  locale: string;
}

function Shown({ report, period, what, locale }: ShownProps) {
  const isEmpty = report.whole.total.every((each) => !each);
  if (isEmpty) {
    return (
      <EmptyState
        icon={IconChartBar}
        title={`Nothing to report from ${daysText(report.first, report.last, locale)}.`}
      >
        Choose other days, or take a filter away.
      </EmptyState>
    );
  }
  return (
    <div className={classes.report}>
      <p className={classes.note}>{NOTES[report.kind]}</p>
      <Totals report={report} locale={locale} />
      <Chart report={report} period={period} locale={locale} />
      {what && report.lines.length > 0 && <LineTable report={report} what={what} locale={locale} />}
      <PeriodTable report={report} period={period} locale={locale} />
    </div>
  );
}

function Totals({ report, locale }: { report: Report; locale: string }) {
  const { measures, whole, compared } = report;
  return (
    <dl className={classes.totals}>
      {measures.map(({ key, label, unit }, at) => {
        const change = compared && changeText(whole.total[at], compared.total[at]);
        return (
          <div key={key}>
            <dt>{label}</dt>
            <dd className="tabular">{valueText(whole.total[at], unit, { ...report, locale })}</dd>
            {compared && compared.total[at] !== null && (
              <dd className={classes.change}>
                {change ?? "against"} {valueText(compared.total[at], unit, { ...report, locale })},{" "}
                {daysText(compared.first, compared.last, locale)}
              </dd>
            )}
          </div>
        );
      })}
    </dl>
  );
}

interface Asked {
  span: string;
  range: Range;
  period: Period;
  params: GetReportParams;
}

function askedIn(query: URLSearchParams, today: string): Asked {
  const span = query.get("span") ?? "30";
  const known = SPANS.find(({ value }) => value === span);
  const range = known?.of(today) ?? {
    first: query.get("first") ?? today,
    last: query.get("last") ?? today,
  };
  const period = (query.get("period") as Period) ?? usualPeriod(range);
  const kind = (query.get("kind") ?? "bookings") as GetReportParams["kind"];
  const params = {
    kind,
    ...range,
    period,
    by: (query.get("by") ?? undefined) as GetReportParams["by"],
    compare: (query.get("compare") ?? undefined) as GetReportParams["compare"],
    service_id: query.get("service") ?? undefined,
    resource_id: query.get("resource") ?? undefined,
    location_id: query.get("location") ?? undefined,
  };
  return { span, range, period, params };
}
