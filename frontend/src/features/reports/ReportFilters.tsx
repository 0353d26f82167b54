import { Select, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { locationsQuery, resourcesQuery, servicesQuery } from "../../api/lists";
import classes from "./Reports.module.css";
import { type Range, SPANS } from "./ranges";

interface ReportFiltersProps {
  query: URLSearchParams;
  span: string;
  range: Range;
  period: string;
  set: (changes: Record<string, string | null>) => void;
}

const PERIODS = [
  { value: "day", label: "Day by day" },
  { value: "week", label: "By week" },
  { value: "month", label: "By month" },
];
const BYS = [
  { value: "service", label: "By service" },
  { value: "resource", label: "By person or room" },
  { value: "location", label: "By location" },
];
const COMPARES = [
  { value: "previous", label: "The days before" },
  { value: "year", label: "A year ago" },
];

/** What the report is about; the address keeps it. */
export function ReportFilters({ query, span, range, period, set }: ReportFiltersProps) {
  const services = useQuery(servicesQuery).data ?? [];
  const resources = useQuery(resourcesQuery).data ?? [];
  const locations = useQuery(locationsQuery).data ?? [];
  const options = (rows: { id: string; name: string }[]) =>
    rows.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <div className={classes.filters}>
      <Select
        aria-label="Days"
        allowDeselect={false}
        data={[...SPANS.map(({ value, label }) => ({ value, label })), CHOSEN]}
        value={span}
        onChange={(value) => set({ span: value, ...(value === "chosen" ? range : NO_DAYS) })}
      />
      {span === "chosen" && (
        <>
          <TextInput
            type="date"
            aria-label="First day"
            value={range.first}
            onChange={(event) => set({ first: event.currentTarget.value })}
          />
          <TextInput
            type="date"
            aria-label="Last day"
            value={range.last}
            onChange={(event) => set({ last: event.currentTarget.value })}
          />
        </>
      )}
      <Select
        aria-label="Parted"
        allowDeselect={false}
        data={PERIODS}
        value={period}
        onChange={(value) => set({ period: value })}
      />
      <Select
        aria-label="Lines"
        placeholder="All together"
        clearable
        data={BYS}
        value={query.get("by")}
        onChange={(value) => set({ by: value })}
      />
      <Select
        aria-label="Compare with"
        placeholder="Compare with"
        clearable
        data={COMPARES}
        value={query.get("compare")}
        onChange={(value) => set({ compare: value })}
      />
      <Select
        aria-label="Service"
        placeholder="Any service"
        clearable
        searchable
        data={options(services)}
        value={query.get("service")}
        onChange={(value) => set({ service: value })}
      />
      <Select
        aria-label="Person or room"
        placeholder="Anybody"
        clearable
        searchable
        data={options(resources)}
        value={query.get("resource")}
        onChange={(value) => set({ resource: value })}
      />
      {locations.length > 1 && (
        <Select
          aria-label="Location"
          placeholder="Any location"
          clearable
          data={options(locations)}
          value={query.get("location")}
          onChange={(value) => set({ location: value })}
        />
      )}
    </div>
  );
}

const CHOSEN = { value: "chosen", label: "From – to" };
const NO_DAYS = { first: null, last: null };
