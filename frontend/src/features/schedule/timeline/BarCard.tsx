import { Portal } from "@mantine/core";
import type { Appointment } from "../../../api/generated/api.schemas";
import { moneyText, namesText, timeRangeText, zoneText } from "../../../lib/format";
import classes from "./BarCard.module.css";
import { customerName, isOverlapping, stateWords } from "./bars";

export interface Peek {
  appointment: Appointment;
  box: DOMRect;
}

const CARD_WIDTH = 264;
const CARD_ROOM = 170;

/** The whole appointment beside its bar, however small the bar is. The bar's name says the same. */
export function BarCard({ peek, zone, locale }: { peek: Peek; zone: string; locale: string }) {
  const { appointment, box } = peek;
  const { starts_at, ends_at, service, allocations } = appointment;
  const left = Math.max(8, Math.min(box.left, window.innerWidth - CARD_WIDTH - 8));
  const isBelow = box.bottom + CARD_ROOM < window.innerHeight;
  const place = isBelow ? { top: box.bottom + 6 } : { bottom: window.innerHeight - box.top + 6 };
  return (
    <Portal>
      <div
        className={classes.card}
        style={{ left, width: CARD_WIDTH, ...place }}
        aria-hidden="true"
      >
        <strong>{customerName(appointment)}</strong>
        <span className={classes.service}>
          <i style={{ background: service.color }} />
          {service.name} · {moneyText(appointment.price_minor, appointment.currency, locale)}
        </span>
        <span className="tabular">
          {timeRangeText(starts_at, ends_at, zone, locale)} {zoneText(ends_at, zone, locale)}
        </span>
        <span className={classes.muted}>
          {namesText(allocations)} · {stateWords(appointment.state)}
        </span>
        {isOverlapping(appointment) && (
          <span className={classes.overlap}>On purpose over another appointment</span>
        )}
      </div>
    </Portal>
  );
}
