import { IconHourglass } from "@tabler/icons-react";
import { Link } from "react-router";
import { useBusiness, useMe } from "../api/session";
import { countText, dayText } from "../lib/format";
import { MAY, may } from "../lib/permissions";
import { dayOf } from "../lib/zones";
import classes from "./TermNotice.module.css";

/** How long a trial still lasts, or when a demo goes, to whoever can do something about it. */
export function TermNotice() {
  const me = useMe();
  const { zone, locale } = useBusiness();
  const { trial_days_left: left, expires_at: erasedAt } = me.tenant ?? {};
  if (!may(me, MAY.viewBilling)) return null;
  if (erasedAt) {
    const day = dayText(dayOf(erasedAt, zone), locale, "long");
    return <p className={classes.notice}>This is a demo. It is erased on {day}.</p>;
  }
  if (typeof left !== "number") return null;
  return (
    <p className={classes.notice}>
      <IconHourglass size={15} aria-hidden="true" />
      {left > 0 ? `Trial: ${countText(left, "day")} left.` : "Your trial is over."}
      <Link to="/app/settings/plan">Plan and use</Link>
    </p>
  );
}
