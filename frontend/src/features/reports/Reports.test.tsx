import { screen, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { renderApp } from "../../../test/render";
import type { Report } from "../../api/generated/api.schemas";
import { Chart } from "./Chart";
import { PeriodTable } from "./ReportTable";
import { complaintAbout, SPANS, usualPeriod } from "./ranges";
import { changeText, valueText } from "./values";

const report: Report = {
  kind: "revenue",
  first: "2026-11-01",
  last: "2026-11-02",
  currency: "USD",
  measures: [{ key: "earned", label: "Earned", unit: "money" }],
  buckets: ["2026-11-01", "2026-11-02"],
  whole: { total: [7500], values: [[5000], [2500]] },
  lines: [],
  compared: null,
};

describe("reports", () => {
  it("draws the first measure and says the same in a table", () => {
    renderApp(
      <>
        <Chart report={report} period="day" locale="en-US" />
        <PeriodTable report={report} period="day" locale="en-US" />
      </>,
    );
    expect(screen.getByRole("img", { name: /^Earned: \$75\.00 in all/ })).toBeVisible();
    const table = screen.getByRole("table", { name: "Period by period" });
    expect(within(table).getByRole("row", { name: "Nov 2 $25.00" })).toBeVisible();
  });

  it.each([
    ["count", 5, ["5"]],
    ["count", 10, ["5", "10"]],
    ["money", 500, ["$2.50", "$5.00"]],
  ] as const)("marks no half of a person: %s up to %i", (unit, most, marks) => {
    const measures = [{ key: "missed", label: "Did not come", unit }];
    const whole = { total: [most], values: [[most], [0]] };
    renderApp(<Chart report={{ ...report, measures, whole }} period="day" locale="en-US" />);
    for (const mark of ["2.5", "5", "10", "$2.50", "$5.00"]) {
      const found = screen.queryAllByText(mark).length > 0;
      expect(found, mark).toBe((marks as readonly string[]).includes(mark));
    }
  });

  it("knows the usual spans, and what they are parted into", () => {
    const of = (value: string) => SPANS.find((span) => span.value === value)?.of("2026-01-15");
    expect(of("last-month")).toEqual({ first: "2025-12-01", last: "2025-12-31" });
    expect(of("quarter")).toEqual({ first: "2025-11-01", last: "2026-01-31" });
    expect(of("year")).toEqual({ first: "2025-02-01", last: "2026-01-31" });
    expect(usualPeriod({ first: "2026-01-01", last: "2026-01-31" })).toBe("day");
    expect(usualPeriod({ first: "2026-01-01", last: "2026-12-31" })).toBe("month");
    expect(complaintAbout({ first: "2026-01-01", last: "2026-12-31" }, "day")).toMatch(/100 days/);
  });

  it("says nothing where there is nothing to say", () => {
    const how = { currency: "USD", locale: "en-US" };
    expect(valueText(null, "percent", how)).toBe("–");
    expect(valueText(0, "money", how)).toBe("$0.00");
    expect(valueText(60, "hours", how)).toBe("2.5 days");
    expect([changeText(3, 2), changeText(1, 2), changeText(1, 0)]).toEqual([
      "50 % more than",
      "50 % less than",
      null,
    ]);
  });
});
