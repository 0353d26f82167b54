import { Select, Switch, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import {
  createResource,
  getResource,
  setResourceHours,
  updateResource,
} from "../../api/generated/api";
import type { Resource } from "../../api/generated/api.schemas";
import { idempotent, ifMatch } from "../../api/http";
import { keys } from "../../api/keys";
import { locationsQuery } from "../../api/lists";
import { isProblem } from "../../api/problem";
import { useBusiness } from "../../api/session";
import { useSubmission } from "../../api/submission";
import { ColorField, colorName } from "../../ui/ColorField";
import { FormModal } from "../../ui/FormModal";
import { focusFirstError, showFieldErrors } from "../../ui/forms";
import { toast, toastProblem } from "../../ui/toast";
import { useChangeOf } from "../../ui/useChangeOf";
import { DepartureDialog } from "./DepartureDialog";

interface ResourceFormProps {
  kind: Resource["kind"];
  resource?: Resource;
  onClose: () => void;
}

interface Values {
  name: string;
  location_id: string;
  color: string;
  is_active: boolean;
}

const TITLES: Record<string, string> = {
  staff: "New person",
  room: "New room",
  equipment: "New piece of equipment",
};

const USUAL_WEEK = [0, 1, 2, 3, 4].map((weekday) => ({
  weekday,
  opens: "09:00",
  closes: "17:00",
}));

function valuesOf(resource: Resource | undefined, locationId: string): Values {
  return {
    name: resource?.name ?? "",
    location_id: resource?.location_id ?? locationId,
    color: resource?.color ?? "#5250d6",
    is_active: resource?.is_active ?? true,
  };
}

export function ResourceForm({ kind, resource, onClose }: ResourceFormProps) {
  const client = useQueryClient();
  const submitOnce = useSubmission();
  const locations = useQuery(locationsQuery).data ?? [];
  const form = useForm<Values>({
    initialValues: valuesOf(resource, locations[0]?.id ?? ""),
    validate: {
      name: (value) => (value.trim() ? null : "Enter a name."),
      location_id: (value) => (value ? null : "Choose a location."),
    },
  });
  const { change } = useChangeOf(form, resource, {
    valuesOf: (now) => valuesOf(now, ""),
    newest: ({ id }) => getResource(id),
    reads: {
      location_id: (id) => locations.find((each) => each.id === id)?.name ?? "",
      color: colorName,
    },
  });
  const [isLeaving, setLeaving] = useState(false);
  // Read by a close that comes before the next render.
  const isOff = useRef(false);
  const { zone: businessZone, locale } = useBusiness();
  const save = useMutation({
    mutationFn: async ({ values, version }: { values: Values; version?: number }) => {
      const changed = (seen: RequestInit) => updateResource(resource?.id ?? "", values, seen);
      if (resource) return version ? changed(ifMatch(version)) : change(values, changed);
      const body = { ...values, kind };
      const made = await submitOnce(body, (sent, key) => createResource(sent, idempotent(key)));
      // Somebody without hours is never free, so a new one starts with usual hours.
      return setResourceHours(made.id, { hours: USUAL_WEEK }, ifMatch(made.version));
    },
    onSuccess: (saved) => {
      client.invalidateQueries({ queryKey: keys.resources.all });
      // Whoever is switched off again is so for another reason than the last time.
      client.invalidateQueries({ queryKey: keys.departures.all });
      if (isLeaving) return;
      toast(resource ? `${saved.name} is saved.` : `${saved.name} is added.`);
      onClose();
    },
    onError: (error) => {
      client.invalidateQueries({ queryKey: keys.resources.all });
      if (isProblem(error, "resource-has-appointments")) setLeaving(true);
      // The form is behind the question, and closes with it.
      else if (isLeaving) toastProblem(error);
      else showFieldErrors(form, error);
    },
  });
  if (resource && isLeaving) {
    const place = locations.find(({ id }) => id === resource.location_id);
    return (
      <DepartureDialog
        resource={resource}
        zone={place?.time_zone ?? businessZone}
        locale={locale}
        onOff={(now) => {
          const { name, location_id, color } = form.values;
          const isSame =
            name === now.name && color === now.color && location_id === now.location_id;
          isOff.current = true;
          if (!isSame) save.mutate({ values: form.values, version: now.version });
        }}
        onClose={() => (isOff.current ? onClose() : setLeaving(false))}
      />
    );
  }
  return (
    <FormModal
      title={resource ? `Edit ${resource.name}` : (TITLES[kind] ?? "New")}
      act={resource ? "Save" : "Add"}
      isBusy={save.isPending}
      error={save.error}
      onClose={onClose}
      onSubmit={form.onSubmit((values) => save.mutate({ values }), focusFirstError(form))}
    >
      <TextInput label="Name" data-autofocus {...form.getInputProps("name")} />
      <Select
        label="Location"
        allowDeselect={false}
        data={locations.map(({ id, name }) => ({ value: id, label: name }))}
        {...form.getInputProps("location_id")}
      />
      <ColorField
        label="Colour"
        value={form.values.color}
        onChange={(color) => form.setFieldValue("color", color)}
      />
      <Switch label="Can be booked" {...form.getInputProps("is_active", { type: "checkbox" })} />
    </FormModal>
  );
}
