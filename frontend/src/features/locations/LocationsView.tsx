import { Badge, Button, Switch, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { IconMapPin, IconPlus } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { createLocation, getLocation, updateLocation } from "../../api/generated/api";
import type { Location } from "../../api/generated/api.schemas";
import { idempotent } from "../../api/http";
import { keys } from "../../api/keys";
import { locationsQuery } from "../../api/lists";
import { useBusiness, useMe } from "../../api/session";
import { useSubmission } from "../../api/submission";
import { timeText, zoneCity, zoneText } from "../../lib/format";
import { MAY, may } from "../../lib/permissions";
import { type Column, DataTable } from "../../ui/DataTable";
import { FormModal } from "../../ui/FormModal";
import { focusFirstError, showFieldErrors } from "../../ui/forms";
import { EmptyState, ErrorState, LoadingRows, PageHead } from "../../ui/States";
import { toast } from "../../ui/toast";
import { useChangeOf } from "../../ui/useChangeOf";
import { ZoneField } from "../../ui/ZoneField";
import { Closures } from "./Closures";

export function LocationsView() {
  const me = useMe();
  const { locale } = useBusiness();
  const locations = useQuery(locationsQuery);
  const [editing, setEditing] = useState<Location | "new" | null>(null);
  const mayEdit = may(me, MAY.editLocations);
  const add = mayEdit && (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setEditing("new")}>
      New location
    </Button>
  );
  return (
    <>
      <PageHead title="Locations" actions={add} />
      {locations.isPending && <LoadingRows rows={3} />}
      {locations.isError && !locations.data && (
        <ErrorState error={locations.error} onRetry={locations.refetch} />
      )}
      {locations.data?.length === 0 && (
        <EmptyState icon={IconMapPin} title="There is no location yet." action={add} />
      )}
      {!!locations.data?.length && (
        <DataTable
          label="Locations"
          rows={locations.data}
          columns={columnsOf(locale)}
          keyOf={({ id }) => id}
          onOpen={setEditing}
        />
      )}
      {!!locations.data?.length && <Closures locations={locations.data} mayEdit={mayEdit} />}
      {editing && (
        <LocationForm
          location={editing === "new" ? undefined : editing}
          onClose={() => setEditing(null)}
        />
      )}
    </>
  );
}

function columnsOf(locale: string): Column<Location>[] {
  return [
    { label: "Name", sortBy: ({ name }) => name, cell: ({ name }) => name },
    { label: "Address", isMinor: true, cell: ({ address }) => address || "–" },
    {
      label: "Time zone",
      cell: ({ time_zone: zone }) =>
        `${zoneCity(zone)}, now ${timeText(Date.now(), zone, locale)} ${zoneText(Date.now(), zone, locale)}`,
    },
    {
      label: "State",
      isMinor: true,
      cell: ({ is_active }) =>
        is_active ? <Badge color="green">Open</Badge> : <Badge color="gray">Off</Badge>,
    },
  ];
}

interface Values {
  name: string;
  address: string;
  time_zone: string;
  is_active: boolean;
}

function valuesOf(location: Location | undefined, zone: string): Values {
  return {
    name: location?.name ?? "",
    address: location?.address ?? "",
    time_zone: location?.time_zone ?? zone,
    is_active: location?.is_active ?? true,
  };
}

function LocationForm({ location, onClose }: { location?: Location; onClose: () => void }) {
  const isLocked = !may(useMe(), MAY.editLocations);
  const { zone } = useBusiness();
  const client = useQueryClient();
  const submitOnce = useSubmission();
  const form = useForm<Values>({
    initialValues: valuesOf(location, zone),
    validate: { name: (value) => (value.trim() ? null : "Enter a name.") },
  });
  const { change } = useChangeOf(form, location, {
    valuesOf: (now) => valuesOf(now, zone),
    newest: ({ id }) => getLocation(id),
  });
  const save = useMutation({
    mutationFn: (values: Values) =>
      location
        ? change(values, (seen) => updateLocation(location.id, values, seen))
        : submitOnce(values, (body, key) => createLocation(body, idempotent(key))),
    onSuccess: (saved) => {
      client.invalidateQueries({ queryKey: keys.locations.all });
      client.invalidateQueries({ queryKey: keys.appointments.all });
      toast(location ? `${saved.name} is saved.` : `${saved.name} is added.`);
      onClose();
    },
    onError: (error) => {
      client.invalidateQueries({ queryKey: keys.locations.all });
      showFieldErrors(form, error);
    },
  });
  return (
    <FormModal
      title={location ? `${isLocked ? "" : "Edit "}${location.name}` : "New location"}
      isLocked={isLocked}
      act={location ? "Save" : "Add location"}
      isBusy={save.isPending}
      error={save.error}
      onClose={onClose}
      onSubmit={form.onSubmit((values) => save.mutate(values), focusFirstError(form))}
    >
      <TextInput label="Name" data-autofocus {...form.getInputProps("name")} />
      <TextInput label="Address" {...form.getInputProps("address")} />
      <ZoneField
        description="Opening hours are read on this wall clock."
        {...form.getInputProps("time_zone")}
      />
      <Switch
        label="Open for bookings"
        {...form.getInputProps("is_active", { type: "checkbox" })}
      />
    </FormModal>
  );
}
