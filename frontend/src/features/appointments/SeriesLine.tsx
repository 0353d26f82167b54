import { Text } from "@mantine/core";
import { IconRepeat } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import classes from "./AppointmentFacts.module.css";
import { wordsOf } from "./repeating";
import { seriesQuery } from "./series";

/** That it repeats, how, and which of the series it is. */
export function SeriesLine({ appointmentId, locale }: { appointmentId: string; locale: string }) {
  const series = useQuery(seriesQuery(appointmentId)).data;
  if (!series) return null;
  const at = series.items.findIndex((each) => each.appointment_id === appointmentId);
  const isException = series.items[at]?.is_exception;
  return (
    <Text size="sm" className={classes.repeats}>
      <IconRepeat size={16} aria-hidden="true" />
      {wordsOf(series.rule, locale)}
      {series.is_bounded && ", booked for a year"} · {at + 1} of {series.items.length}
      {isException && " · moved on its own"}
    </Text>
  );
}
