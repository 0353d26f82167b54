import { Anchor, Button, Drawer, Group, Stack, Text } from "@mantine/core";
import { IconCalendarPlus, IconPencil } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { getCustomer, listAppointments } from "../../api/generated/api";
import type { Appointment, Customer } from "../../api/generated/api.schemas";
import { keys } from "../../api/keys";
import { useBusiness } from "../../api/session";
import { momentText } from "../../lib/format";
import { StateBadge } from "../../ui/StateBadge";
import { ErrorState, LoadingRows } from "../../ui/States";
import classes from "./CustomerDrawer.module.css";
import { CustomerForm } from "./CustomerForm";

interface CustomerDrawerProps {
  id: string | null;
  mayEdit: boolean;
  onClose: () => void;
  onBook: (customerId: string) => void;
  onOpenAppointment: (id: string) => void;
  /** What was done to the customer's record. */
  historyOf: (id: string) => ReactNode;
}

export function CustomerDrawer(props: CustomerDrawerProps) {
  const { id, onClose } = props;
  return (
    <Drawer opened={!!id} onClose={onClose} size={440} title="Customer">
      {id && <Content {...props} id={id} />}
    </Drawer>
  );
}

function Content(props: CustomerDrawerProps & { id: string }) {
  const { id, mayEdit, onBook, onOpenAppointment, historyOf } = props;
  const [isEditing, setEditing] = useState(false);
  const customer = useQuery({
    queryKey: keys.customers.one(id),
    queryFn: ({ signal }) => getCustomer(id, { signal }),
  });
  if (customer.isError) return <ErrorState error={customer.error} onRetry={customer.refetch} />;
  if (!customer.data) return <LoadingRows rows={4} />;
  return (
    <Stack>
      <Facts customer={customer.data} />
      <Group gap="xs">
        <Button leftSection={<IconCalendarPlus size={16} />} onClick={() => onBook(id)}>
          Book
        </Button>
        {mayEdit && (
          <Button
            variant="default"
            leftSection={<IconPencil size={16} />}
            onClick={() => setEditing(true)}
          >
            Edit
          </Button>
        )}
      </Group>
      <Visits id={id} onOpen={onOpenAppointment} />
      {historyOf(id)}
      {isEditing && <CustomerForm customer={customer.data} onClose={() => setEditing(false)} />}
    </Stack>
  );
}

function Facts({ customer }: { customer: Customer }) {
  return (
    <div>
      <Text component="h2" fz="xl" fw={620} lh={1.3}>
        {customer.name}
      </Text>
      {customer.email && (
        <Anchor className={classes.contact} href={`mailto:${customer.email}`}>
          {customer.email}
        </Anchor>
      )}
      {customer.phone && (
        <Anchor className={classes.contact} href={`tel:${customer.phone}`}>
          {customer.phone}
        </Anchor>
      )}
      {customer.notes && (
        <Text mt="sm" size="sm" className={classes.notes}>
          {customer.notes}
        </Text>
      )}
    </div>
  );
}

function Visits({ id, onOpen }: { id: string; onOpen: (id: string) => void }) {
  const visits = useQuery({
    queryKey: keys.appointments.ofCustomer(id),
    queryFn: ({ signal }) => listAppointments({ customer_id: id, limit: 50 }, { signal }),
  });
  if (visits.isError) return <ErrorState error={visits.error} onRetry={visits.refetch} />;
  if (!visits.data) return <LoadingRows rows={3} />;
  const latestFirst = [...visits.data.items].sort((a, b) => b.starts_at.localeCompare(a.starts_at));
  return (
    <section>
      <Text component="h3" size="sm" fw={600} mb={4}>
        Appointments
      </Text>
      {latestFirst.length === 0 && (
        <Text size="sm" c="dimmed">
          None yet.
        </Text>
      )}
      <ul className={classes.visits}>
        {latestFirst.map((visit) => (
          <Visit key={visit.id} visit={visit} onOpen={onOpen} />
        ))}
      </ul>
    </section>
  );
}

function Visit({ visit, onOpen }: { visit: Appointment; onOpen: (id: string) => void }) {
  const { locale } = useBusiness();
  return (
    <li>
      <button type="button" className={classes.visit} onClick={() => onOpen(visit.id)}>
        <span>
          <strong>{visit.service.name}</strong>
          <small className="tabular">{momentText(visit.starts_at, visit.time_zone, locale)}</small>
        </span>
        <StateBadge state={visit.state} />
      </button>
    </li>
  );
}
