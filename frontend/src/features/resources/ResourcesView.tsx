import { Badge, Button, SegmentedControl } from "@mantine/core";
import { IconCalendarTime, IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { type NavigateOptions, useSearchParams } from "react-router";
import type { Location, Resource } from "../../api/generated/api.schemas";
import { locationsQuery, resourcesQuery } from "../../api/lists";
import { useBusiness, useMe } from "../../api/session";
import { durationText } from "../../lib/format";
import { MAY, may } from "../../lib/permissions";
import { type Column, DataTable } from "../../ui/DataTable";
import { Named } from "../../ui/Face";
import { EmptyState, ErrorState, LoadingRows, PageHead } from "../../ui/States";
import { DeleteResource } from "./DeleteResource";
import { FormerResources } from "./FormerResources";
import { ResourceDrawer } from "./ResourceDrawer";
import { ResourceForm } from "./ResourceForm";
import { useGone } from "./useGone";
import { openMinutes, weekOf } from "./weeklyHours";

const KINDS = [
  { value: "staff", label: "Staff", one: "person" },
  { value: "room", label: "Rooms", one: "room" },
  { value: "equipment", label: "Equipment", one: "piece of equipment" },
] as const;

type Kind = (typeof KINDS)[number]["value"];

interface ResourcesViewProps {
  /** The private links under which other programs read a calendar. */
  linksOf: (resourceId: string) => ReactNode;
}

export function ResourcesView({ linksOf }: ResourcesViewProps) {
  const me = useMe();
  const [query, setQuery] = useSearchParams();
  const resources = useQuery(resourcesQuery);
  const locations = useQuery(locationsQuery).data ?? [];
  const { zone, locale } = useBusiness();
  const [isAdding, setAdding] = useState(false);
  const [deleting, setDeleting] = useState<Resource | null>(null);
  const kind = (KINDS.find(({ value }) => value === query.get("kind")) ?? KINDS[0]).value;
  const one = KINDS.find(({ value }) => value === kind)?.one;
  const rows = resources.data?.filter((each) => each.kind === kind) ?? [];
  const openId = query.get("resource");
  const open = resources.data?.find(({ id }) => id === openId);
  const mayEdit = may(me, MAY.editResources);
  const set = (name: string, value: string | null, options?: NavigateOptions) =>
    setQuery((old) => {
      const next = new URLSearchParams(old);
      if (value) next.set(name, value);
      else next.delete(name);
      return next;
    }, options);
  // The way back does not lead to it once more.
  useGone(resources, openId, () => set("resource", null, { replace: true }));
  const add = mayEdit && (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setAdding(true)}>
      New {one}
    </Button>
  );
  return (
    <>
      <PageHead
        title="Staff and rooms"
        actions={
          <>
            <SegmentedControl
              size="xs"
              aria-label="Kind"
              value={kind}
              data={KINDS.map(({ value, label }) => ({ value, label }))}
              onChange={(next) => set("kind", next as Kind)}
            />
            {add}
          </>
        }
      />
      {resources.isPending && <LoadingRows />}
      {resources.isError && !resources.data && (
        <ErrorState error={resources.error} onRetry={resources.refetch} />
      )}
      {resources.data && rows.length === 0 && (
        <EmptyState icon={IconCalendarTime} title={`There is no ${one} yet.`} action={add} />
      )}
      {rows.length > 0 && (
        <DataTable
          label="Staff and rooms"
          rows={rows}
          columns={columnsOf(locations)}
          keyOf={({ id }) => id}
          onOpen={({ id }) => set("resource", id)}
        />
      )}
      {isAdding && <ResourceForm kind={kind} onClose={() => setAdding(false)} />}
      <ResourceDrawer
        resource={open ?? null}
        mayEdit={mayEdit}
        linksOf={linksOf}
        onDelete={(found) => {
          set("resource", null);
          setDeleting(found);
        }}
        onClose={() => set("resource", null)}
      />
      {mayEdit && resources.data && <FormerResources />}
      {deleting && (
        <DeleteResource
          resource={deleting}
          zone={locations.find(({ id }) => id === deleting.location_id)?.time_zone ?? zone}
          locale={locale}
          onClose={() => setDeleting(null)}
        />
      )}
    </>
  );
}

function columnsOf(locations: Location[]): Column<Resource>[] {
  return [
    {
      label: "Name",
      sortBy: ({ name }) => name,
      cell: ({ name, color }) => <Named name={name} color={color} />,
    },
    {
      label: "Location",
      isMinor: true,
      cell: ({ location_id }) => locations.find(({ id }) => id === location_id)?.name,
    },
    {
      label: "Hours a week",
      sortBy: ({ hours }) => openMinutes(weekOf(hours)),
      cell: ({ hours }) => (hours.length ? durationText(openMinutes(weekOf(hours))) : "None yet"),
    },
    {
      label: "State",
      cell: ({ is_active }) =>
        is_active ? <Badge color="green">Bookable</Badge> : <Badge color="gray">Off</Badge>,
    },
  ];
}
