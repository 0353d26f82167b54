import type { CustomerImportDetails } from "../../api/generated/api.schemas";
import { useBusiness } from "../../api/session";
import classes from "./Imports.module.css";

interface CountsProps {
  found: CustomerImportDetails;
  isDone: boolean;
}

/** What the rows came to, or would. */
export function Counts({ found, isDone }: CountsProps) {
  const { locale } = useBusiness();
  const told = [
    { label: isDone ? "Added" : "New customers", value: found.added, tone: "ok" },
    { label: isDone ? "Updated" : "To be updated", value: found.changed, tone: "ok" },
    { label: "There already", value: found.unchanged, tone: "" },
    { label: "Refused", value: found.refused, tone: found.refused ? "warn" : "" },
  ];
  return (
    <dl className={classes.counts}>
      {told.map(({ label, value, tone }) => (
        <div key={label} data-tone={value ? tone : undefined}>
          <dt>{label}</dt>
          <dd className="tabular">{value.toLocaleString(locale)}</dd>
        </div>
      ))}
    </dl>
  );
}
