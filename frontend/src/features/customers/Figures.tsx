import { useQuery } from "@tanstack/react-query";
import { getCustomerFigures } from "../../api/generated/api";
import type { CustomerFigures } from "../../api/generated/api.schemas";
import { keys } from "../../api/keys";
import { useBusiness } from "../../api/session";
import { dayText, moneyText } from "../../lib/format";
import { dayOf } from "../../lib/zones";
import { ErrorState, LoadingRows } from "../../ui/States";
import classes from "./CustomerDrawer.module.css";

/** Visits and spend at a glance. */
export function Figures({ id }: { id: string }) {
  const figures = useQuery({
    queryKey: keys.appointments.figuresOf(id),
    queryFn: ({ signal }) => getCustomerFigures(id, { signal }),
  });
  if (figures.isError) return <ErrorState error={figures.error} onRetry={figures.refetch} />;
  if (!figures.data) return <LoadingRows rows={1} />;
  return <Shown figures={figures.data} />;
}

function Shown({ figures }: { figures: CustomerFigures }) {
  const { zone, locale } = useBusiness();
  const { visits, missed, cancelled, last_visit_at, spend } = figures;
  const spent = spend.map((each) => moneyText(each.amount_minor, each.currency, locale));
  const told = [
    { label: "Visits", value: visits.toLocaleString(locale) },
    { label: "Spent", value: spent.join(" + ") || "Nothing" },
    { label: "Did not come", value: missed.toLocaleString(locale) },
    { label: "Cancelled", value: cancelled.toLocaleString(locale) },
    {
      label: "Last visit",
      value: last_visit_at ? dayText(dayOf(last_visit_at, zone), locale, "date") : "Never",
    },
  ];
  return (
    <dl className={classes.figures}>
      {told.map(({ label, value }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd className="tabular">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
