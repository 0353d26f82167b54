import { Progress } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { listWorkingTimes } from "../../api/generated/api";
import type { Appointment } from "../../api/generated/api.schemas";
import { keys } from "../../api/keys";
import { resourcesQuery } from "../../api/lists";
import { durationText } from "../../lib/format";
import { Face } from "../../ui/Face";
import classes from "./Day.module.css";
import { bookedSpans, merged, minutesOf, takenMinutes } from "./fullness";

interface FullnessProps {
  appointments: Appointment[];
  from: string;
  to: string;
}

/** How much of everybody's hours today is booked. */
export function Fullness({ appointments, from, to }: FullnessProps) {
  const resources = useQuery(resourcesQuery).data ?? [];
  const working = useQuery({
    queryKey: keys.hours.working(from, to),
    queryFn: ({ signal }) => listWorkingTimes({ from, to }, { signal }),
  }).data;
  const rows = (working?.items ?? []).flatMap(({ resource_id, windows }) => {
    const resource = resources.find(({ id }) => id === resource_id);
    const open = merged(
      windows.map(({ starts_at, ends_at }) => [Date.parse(starts_at), Date.parse(ends_at)]),
    );
    const minutes = minutesOf(open);
    if (resource?.kind !== "staff" || minutes === 0) return [];
    const taken = takenMinutes(open, bookedSpans(appointments, resource_id));
    return [{ resource, minutes, taken, percent: Math.round((taken / minutes) * 100) }];
  });
  if (rows.length === 0) return null;
  return (
    <section aria-label="How full the day is">
      <h2 className={classes.title}>How full the day is</h2>
      <ul className={classes.full}>
        {rows.map(({ resource, minutes, taken, percent }) => (
          <li key={resource.id}>
            <Face name={resource.name} color={resource.color} />
            <div>
              <span className={classes.fullText}>
                <strong>{resource.name}</strong>
                <small>
                  {durationText(Math.round(taken))} of {durationText(Math.round(minutes))}
                </small>
              </span>
              <Progress
                value={percent}
                color={percent >= 90 ? "yellow" : "brand"}
                aria-label={`${resource.name}: ${percent} % booked`}
              />
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
