import { Box, Modal, Select, Stack, Text, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Appointment, Resource, Slot } from "../../api/generated/api.schemas";
import { isProblem } from "../../api/problem";
import { useMe } from "../../api/session";
import { insteadOf } from "../../lib/alternatives";
import { durationText, momentText } from "../../lib/format";
import { MAY, may } from "../../lib/permissions";
import { dayOf } from "../../lib/zones";
import { aboveFoot } from "../../ui/SheetFoot";
import { LoadingRows } from "../../ui/States";
import { LengthField, SeriesLengths, useLength } from "./LengthField";
import { MoveButtons } from "./MoveButtons";
import { countToDo, Occurrences } from "./Occurrences";
import { appointmentQuery } from "./queries";
import { Refused } from "./Refused";
import { type Scope, ScopeChoice } from "./ScopeChoice";
import { SlotChoice } from "./SlotChoice";
import { staffOf, useStaff } from "./staff";
import { TellCustomer } from "./TellCustomer";
import { useMoving } from "./useMoving";

interface MoveDialogProps {
  id: string;
  locale: string;
  onClose: () => void;
}

/** The click-only twin of dragging: another day, person or time, from what is free. */
export function MoveDialog({ id, locale, onClose }: MoveDialogProps) {
  const appointment = useQuery(appointmentQuery(id)).data;
  return (
    <Modal
      opened
      onClose={onClose}
      title={
        appointment ? `Move ${appointment.customer?.name ?? appointment.service.name}` : "Move"
      }
    >
      {appointment && (
        <MoveForm
          key={appointment.id}
          appointment={appointment}
          locale={locale}
          onClose={onClose}
        />
      )}
    </Modal>
  );
}

interface Place {
  starts_at: string;
  /** Who is free then, where the time comes from what is offered. */
  slot?: Slot;
}

/** Names a person only when it is another one; rooms are found anew by the server. */
function personFor(to: Place, wanted: string | null, current: string | null, staff: Resource[]) {
  const other = to.slot && insteadOf(to.slot, wanted, staff);
  const person = other?.id ?? wanted ?? staffOf(to.slot ?? null, staff)[0]?.id;
  return person && person !== current ? { resource_ids: [person] } : {};
}

function moveLabel(
  place: Place | null,
  chosen: Place | null,
  longer: { duration_minutes: number } | undefined,
  zone: string,
  locale: string,
): string | null {
  if (!place) return null;
  if (!chosen && longer) return `Let it take ${durationText(longer.duration_minutes)}`;
  const length = longer ? ` · ${durationText(longer.duration_minutes)}` : "";
  return `Move to ${momentText(place.starts_at, zone, locale)}${length}`;
}

/** What does not fit is seen without looking for it. */
function showOnce(at: HTMLElement | null) {
  at?.scrollIntoView?.({ block: "nearest" });
}

interface MoveFormProps {
  appointment: Appointment;
  locale: string;
  onClose: () => void;
}

function MoveForm({ appointment, locale, onClose }: MoveFormProps) {
  const zone = appointment.time_zone;
  const { staff, current, wanted: staffId, choose: setStaff } = useStaff(appointment);
  const [day, setDay] = useState(dayOf(appointment.starts_at, zone));
  const [scope, setScope] = useState<Scope>("this");
  const isForMany = scope !== "this";
  const length = useLength(appointment, isForMany);
  const [chosen, setPlace] = useState<Place | null>(null);
  // Another length alone leaves it where it is.
  const place = chosen ?? (length.given ? { starts_at: appointment.starts_at } : null);
  const [reason, setReason] = useState("");
  const [skips, setSkips] = useState(false);
  const [notify, setNotify] = useState(true);
  const target = place && {
    starts_at: place.starts_at,
    ...length.given,
    ...personFor(place, staffId, current, staff),
  };
  const moving = useMoving(appointment, target, scope, { locale, onDone: onClose });
  const why = { notify, ...(reason.trim() && { reason: reason.trim() }) };
  const moveTo = (to: Place, overlap: boolean) =>
    moving.one.mutate({
      starts_at: to.starts_at,
      ...length.given,
      ...personFor(to, staffId, current, staff),
      ...why,
      ...(overlap && { overlap }),
    });
  const choose = (to: Place | null) => {
    moving.reset();
    setPlace(to);
    setSkips(false);
  };
  const { shift, preview } = moving;
  return (
    <Stack>
      <Text size="sm" c="dimmed">
        {appointment.service.name}, now {momentText(appointment.starts_at, zone, locale)}
      </Text>
      <MoveRefused
        moving={moving}
        zone={zone}
        locale={locale}
        otherOf={(slot) => insteadOf(slot, staffId, staff)}
        onPick={(slot) => moveTo({ starts_at: slot.starts_at, slot }, false)}
        onAnyway={place && (() => moveTo(place, true))}
      />
      {appointment.series_id && <ScopeChoice act="Move" value={scope} onChange={setScope} />}
      {staff.length > 1 && (
        <Select
          label="With"
          placeholder="Anyone who is free"
          clearable
          value={staffId}
          data={staff.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(next) => {
            setStaff(next);
            choose(null);
          }}
        />
      )}
      {length.isOwn && (
        <LengthField
          minutes={length.minutes}
          onChange={(next) => {
            length.set(next);
            choose(null);
          }}
        />
      )}
      {length.isOwn && isForMany && (
        <SeriesLengths length={length} others={preview.data?.other_lengths} />
      )}
      <SlotChoice
        wanted={{
          serviceId: appointment.service.id,
          day,
          zone,
          resourceId: staffId ?? undefined,
          movingId: appointment.id,
          minutes: length.given?.duration_minutes,
        }}
        locale={locale}
        selected={chosen?.starts_at ?? null}
        onDay={(next) => {
          setDay(next);
          choose(null);
        }}
        onSelect={(slot) => choose({ starts_at: slot.starts_at, slot })}
        onExact={(starts_at) => choose({ starts_at })}
      />
      {shift && preview.isPending && <LoadingRows rows={1} />}
      {shift && preview.data && (
        <Box ref={showOnce} className={aboveFoot}>
          <Occurrences
            items={preview.data.items}
            verb="moved"
            zone={zone}
            locale={locale}
            skips={skips}
            onSkip={setSkips}
          />
        </Box>
      )}
      <TextInput
        label="Reason (optional)"
        description="Kept in the history, for your team only."
        maxLength={500}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <TellCustomer
        who={appointment.customer}
        isClass={!!appointment.session}
        value={notify}
        onChange={setNotify}
      />
      <MoveButtons
        onClose={onClose}
        isBusy={moving.one.isPending || moving.many.isPending}
        label={moveLabel(place, chosen, length.given, zone, locale)}
        count={shift ? countToDo(preview.data?.items, skips) : null}
        onMove={() =>
          shift
            ? moving.many.mutate({ ...shift, ...why, skip_clashes: skips })
            : place && moveTo(place, false)
        }
      />
    </Stack>
  );
}

interface MoveRefusedProps {
  moving: ReturnType<typeof useMoving>;
  zone: string;
  locale: string;
  otherOf: (slot: Slot) => Resource | null;
  onPick: (slot: Slot) => void;
  onAnyway: (() => void) | null;
}

function MoveRefused({ moving, onAnyway, ...choice }: MoveRefusedProps) {
  const mayOverlap = may(useMe(), MAY.overlap) && isProblem(moving.one.error, "slot-taken");
  const error = moving.one.error ?? moving.many.error ?? (moving.shift && moving.preview.error);
  if (!error) return null;
  const slots = isProblem(error) ? error.alternatives : [];
  return (
    <Refused
      error={error}
      others={{ slots, ...choice }}
      anyway={
        mayOverlap && onAnyway
          ? { label: "Move anyway, over the other", onConfirm: onAnyway }
          : undefined
      }
    />
  );
}
