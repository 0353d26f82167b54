import { Badge, Button } from "@mantine/core";
import { IconPlus, IconScissors } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import type { NewService, Service } from "../../api/generated/api.schemas";
import { resourcesQuery, servicesQuery } from "../../api/lists";
import { useBusiness, useMe } from "../../api/session";
import { durationText, moneyText } from "../../lib/format";
import { MAY, may } from "../../lib/permissions";
import { type Column, DataTable } from "../../ui/DataTable";
import { EmptyState, ErrorState, LoadingRows, PageHead } from "../../ui/States";
import { ServiceForm } from "./ServiceForm";
import classes from "./Services.module.css";

interface ServicesViewProps {
  /** The service that is being edited, as visitors would see it. */
  previewOf: (draft: NewService, serviceId?: string) => ReactNode;
}

export function ServicesView({ previewOf }: ServicesViewProps) {
  const me = useMe();
  const services = useQuery(servicesQuery);
  const columns = useColumns();
  const [editing, setEditing] = useState<Service | "new" | null>(null);
  const mayEdit = may(me, MAY.editServices);
  const add = mayEdit && (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setEditing("new")}>
      New service
    </Button>
  );
  return (
    <>
      <PageHead title="Services" actions={add} />
      {services.isPending && <LoadingRows />}
      {services.isError && !services.data && (
        <ErrorState error={services.error} onRetry={services.refetch} />
      )}
      {services.data?.length === 0 && (
        <EmptyState icon={IconScissors} title="There is nothing to book yet." action={add} />
      )}
      {!!services.data?.length && (
        <DataTable
          label="Services"
          rows={services.data}
          columns={columns}
          keyOf={({ id }) => id}
          onOpen={setEditing}
        />
      )}
      {editing && (
        <ServiceForm
          service={editing === "new" ? undefined : editing}
          previewOf={previewOf}
          onClose={() => setEditing(null)}
        />
      )}
    </>
  );
}

function useColumns(): Column<Service>[] {
  const { locale } = useBusiness();
  const resources = useQuery(resourcesQuery).data ?? [];
  const nameOf = (id: string) => resources.find((each) => each.id === id)?.name;
  const needs = ({ requirements }: Service) =>
    requirements
      .flatMap(({ resource_ids }) => resource_ids.map(nameOf))
      .filter(Boolean)
      .join(", ");
  return [
    {
      label: "Service",
      sortBy: ({ name }) => name,
      cell: ({ name, color }) => (
        <span className={classes.name}>
          <i style={{ background: color }} />
          {name}
        </span>
      ),
    },
    {
      label: "Duration",
      sortBy: ({ duration_minutes }) => duration_minutes,
      cell: ({ duration_minutes }) => durationText(duration_minutes),
    },
    {
      label: "Price",
      isRight: true,
      sortBy: ({ price_minor }) => price_minor,
      cell: ({ price_minor, currency }) => moneyText(price_minor, currency, locale),
    },
    { label: "With", isMinor: true, cell: needs },
    {
      label: "Booking",
      isMinor: true,
      cell: ({ is_active, is_public, requires_approval }) =>
        !is_active ? (
          <Badge color="gray">Off</Badge>
        ) : !is_public ? (
          <Badge color="gray">Team only</Badge>
        ) : requires_approval ? (
          <Badge color="yellow">By approval</Badge>
        ) : (
          <Badge color="green">Online</Badge>
        ),
    },
  ];
}
