import { Button, Modal, Radio, Stack, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { getCalendar } from "../../api/generated/api";
import type { Appointment, Service } from "../../api/generated/api.schemas";
import { keys } from "../../api/keys";
import { servicesQuery } from "../../api/lists";
import { dayText, momentText, namesText, timeRangeText, zoneText } from "../../lib/format";
import { addDays, dayOf, instantAt, toIso } from "../../lib/zones";
import { DayPicker } from "../../ui/DayPicker";
import { Refusal } from "../../ui/Refusal";
import { aboveFoot, SheetFoot } from "../../ui/SheetFoot";
import { ErrorState, LoadingRows } from "../../ui/States";
import { toastWithUndo } from "../../ui/toast";
import classes from "./SwapDialog.module.css";
import { isSwappable, whoOf } from "./steps";
import { swap, swapBack, whichOf } from "./swapping";
import { TellCustomer } from "./TellCustomer";

interface SwapDialogProps {
  appointment: Appointment;
  locale: string;
  onClose: () => void;
}

/** Two appointments exchange their times and their staff, both or neither. */
export function SwapDialog({ appointment, locale, onClose }: SwapDialogProps) {
  const { time_zone: zone } = appointment;
  const client = useQueryClient();
  const [day, setDay] = useState(dayOf(appointment.starts_at, zone));
  const [otherId, setOther] = useState<string | null>(null);
  const [notify, setNotify] = useState(true);
  const others = useOthers(appointment, day);
  const services = useQuery(servicesQuery).data;
  const choices = others.data
    ?.map((each) => ({ each, obstacle: obstacleOf(appointment, each, services) }))
    .sort((a, b) => Number(!!a.obstacle) - Number(!!b.obstacle));
  const other = choices?.find(({ each, obstacle }) => each.id === otherId && !obstacle)?.each;
  const swapping = useMutation({
    mutationFn: (pair: Appointment[]) => swap(client, pair, notify),
    onSuccess: (pair) => {
      const names = pair.map(whoOf).join(" and ");
      const back = () => swapBack(client, pair, { notify, locale });
      toastWithUndo(`${names} have changed places.`, back);
      onClose();
    },
    onError: () => client.invalidateQueries({ queryKey: keys.appointments.all }),
  });
  return (
    <Modal opened onClose={onClose} title={`Swap ${whoOf(appointment)} with…`}>
      <Stack>
        <Text size="sm" c="dimmed">
          {appointment.service.name}, now {momentText(appointment.starts_at, zone, locale)}. Each
          gets the other's time and person.
        </Text>
        {swapping.isError && (
          <Refusal error={swapping.error}>
            {other && whichOf(swapping.error, [appointment, other])}
          </Refusal>
        )}
        <DayPicker day={day} today={dayOf(Date.now(), zone)} onChange={setDay}>
          <Text fw={550} size="sm">
            {dayText(day, locale, "long")}
          </Text>
        </DayPicker>
        {others.isPending && <LoadingRows rows={3} />}
        {others.isError && <ErrorState error={others.error} onRetry={others.refetch} />}
        {choices?.length === 0 && (
          <Text size="sm" c="dimmed" role="status">
            Nothing else on this day can change places.
          </Text>
        )}
        {!!choices?.length && (
          <Radio.Group label="Changes places with" value={otherId} onChange={setOther}>
            <Stack gap="xs" mt="xs" className={aboveFoot}>
              {choices.map(({ each, obstacle }) => (
                <Radio
                  key={each.id}
                  value={each.id}
                  disabled={!!obstacle}
                  label={whoOf(each)}
                  description={
                    <>
                      {placeText(each, locale)}
                      {obstacle && <span className={classes.obstacle}>{obstacle}</span>}
                    </>
                  }
                />
              ))}
            </Stack>
          </Radio.Group>
        )}
        <TellCustomer value={notify} onChange={setNotify} />
        <SheetFoot>
          <Button variant="default" onClick={onClose}>
            Keep
          </Button>
          <Button
            disabled={!other}
            loading={swapping.isPending}
            onClick={() => other && swapping.mutate([appointment, other])}
          >
            {other ? `Swap with ${whoOf(other)}` : "Choose an appointment"}
          </Button>
        </SheetFoot>
      </Stack>
    </Modal>
  );
}

function placeText(appointment: Appointment, locale: string): string {
  const { starts_at, ends_at, time_zone: zone, service, allocations } = appointment;
  const when = `${timeRangeText(starts_at, ends_at, zone, locale)} ${zoneText(ends_at, zone, locale)}`;
  const who = namesText(allocations);
  return `${when} · ${service.name} · ${who}`;
}

/** Who of the two would have to give what they do not give. */
function obstacleOf(one: Appointment, other: Appointment, services: Service[] = []) {
  return cannotGive(one, other, services) ?? cannotGive(other, one, services);
}

function cannotGive(from: Appointment, to: Appointment, services: Service[]): string | null {
  const wanted = services.find(({ id }) => id === to.service.id);
  const giving = new Set(wanted?.requirements.flatMap(({ resource_ids }) => resource_ids));
  const unable = from.allocations.find(
    ({ kind, resource_id }) => kind === "staff" && !giving.has(resource_id),
  );
  return wanted && unable ? `${unable.resource_name} does not give ${wanted.name}.` : null;
}

/** What else of that day could change places. */
function useOthers(appointment: Appointment, day: string) {
  const from = toIso(instantAt(day, 0, appointment.time_zone));
  const to = toIso(instantAt(addDays(day, 1), 0, appointment.time_zone));
  return useQuery({
    queryKey: keys.appointments.range(from, to),
    queryFn: ({ signal }) => getCalendar({ from, to }, { signal }),
    select: ({ items }) => {
      const now = Date.now();
      return items.filter((each) => each.id !== appointment.id && isSwappable(each, now));
    },
  });
}
