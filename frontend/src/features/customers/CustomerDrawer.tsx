import { Anchor, Button, Drawer, Group, Stack, Text } from "@mantine/core";
import { IconCalendarPlus, IconPencil } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { getCustomer } from "../../api/generated/api";
import type { Customer } from "../../api/generated/api.schemas";
import { keys } from "../../api/keys";
import { useMe } from "../../api/session";
import { isInPerson, MAY, may, maySee } from "../../lib/permissions";
import { ErrorState, LoadingRows } from "../../ui/States";
import { useOnTop } from "../../ui/useClosing";
import { BlockButton } from "./BlockButton";
import classes from "./CustomerDrawer.module.css";
import { CustomerForm } from "./CustomerForm";
import { EraseButton } from "./EraseButton";
import { Figures } from "./Figures";
import { FormerRecords } from "./FormerRecords";
import { MergeButton } from "./MergeButton";
import { Tags } from "./Tags";
import { Visits } from "./Visits";

interface CustomerDrawerProps {
  id: string | null;
  mayEdit: boolean;
  onClose: () => void;
  onBook: (customerId: string) => void;
  onOpenAppointment: (id: string) => void;
  /** What was done to the customer's record. */
  historyOf: (id: string) => ReactNode;
  /** What they have signed or are to sign. */
  contractsOf: (id: string) => ReactNode;
}

export function CustomerDrawer(props: CustomerDrawerProps) {
  const { id, onClose } = props;
  return (
    <Drawer opened={!!id} {...useOnTop(onClose)} size={440} title="Customer">
      {id && <Content {...props} id={id} />}
    </Drawer>
  );
}

function Content(props: CustomerDrawerProps & { id: string }) {
  const { id, mayEdit, onBook, onOpenAppointment, historyOf, contractsOf } = props;
  const me = useMe();
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
      {customer.data.erased_at ? (
        <Text size="sm" c="dimmed">
          This customer was erased. What stays below names nobody, but for contracts that were
          signed.
        </Text>
      ) : (
        <Group gap="xs">
          {customer.data.status === "active" && may(me, MAY.book) && (
            <Button leftSection={<IconCalendarPlus size={16} />} onClick={() => onBook(id)}>
              Book
            </Button>
          )}
          {mayEdit && (
            <Button
              variant="default"
              leftSection={<IconPencil size={16} />}
              onClick={() => setEditing(true)}
            >
              Edit
            </Button>
          )}
          {mayEdit && <BlockButton customer={customer.data} />}
          {may(me, MAY.mergeCustomers) && <MergeButton customer={customer.data} />}
          {may(me, MAY.eraseCustomers) && isInPerson(me) && (
            <EraseButton customer={customer.data} />
          )}
        </Group>
      )}
      <Figures id={id} />
      <Visits id={id} onOpen={onOpenAppointment} />
      {contractsOf(id)}
      {maySee(me, MAY.mergeCustomers) && <FormerRecords customer={customer.data} />}
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
      <Tags customer={customer} />
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
      {customer.time_zone && (
        <Text size="sm" c="dimmed">
          {customer.time_zone.replaceAll("_", " ")}
        </Text>
      )}
      {customer.notes && (
        <Text mt="sm" size="sm" className={classes.notes}>
          {customer.notes}
        </Text>
      )}
    </div>
  );
}
