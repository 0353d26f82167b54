import { Button, Group, SegmentedControl, Select } from "@mantine/core";
import { IconHourglass, IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useSearchParams } from "react-router";
import type { WaitlistEntry } from "../../api/generated/api.schemas";
import { servicesQuery } from "../../api/lists";
import { useMe } from "../../api/session";
import { looksOnly } from "../../lib/permissions";
import { EmptyState, ErrorState, LoadingRows, PageHead } from "../../ui/States";
import { AddToWaitlist, type CustomerField } from "./AddToWaitlist";
import { EntryList } from "./EntryList";
import { OfferDialog, type TimeField } from "./OfferDialog";
import { waitlistQuery } from "./queries";

interface WaitlistViewProps {
  /** How a customer is found, and how a time is chosen: parts of other features. */
  customerField: CustomerField;
  timeField: TimeField;
  onOpenCustomer: (id: string) => void;
}

/** Who waits for a time, in order; people join, are offered times, and are taken off. */
export function WaitlistView({ customerField, timeField, onOpenCustomer }: WaitlistViewProps) {
  const [query, setQuery] = useSearchParams();
  const serviceId = query.get("service") ?? "";
  const isOver = query.get("show") === "over";
  const services = useQuery(servicesQuery).data ?? [];
  const list = useQuery(waitlistQuery(serviceId, isOver));
  const [isAdding, setAdding] = useState(false);
  const [offering, setOffering] = useState<WaitlistEntry | null>(null);
  const set = (name: string, value: string | null) =>
    setQuery((old) => {
      const next = new URLSearchParams(old);
      if (value) next.set(name, value);
      else next.delete(name);
      return next;
    });
  const isReadOnly = looksOnly(useMe());
  const add = !isReadOnly && (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setAdding(true)}>
      Add to the waitlist
    </Button>
  );
  return (
    <>
      <PageHead title="Waitlist" actions={add} />
      <Group px="md" py="sm" gap="sm">
        <SegmentedControl
          size="xs"
          aria-label="Which entries"
          data={[
            { value: "now", label: "Waiting" },
            { value: "over", label: "Over" },
          ]}
          value={isOver ? "over" : "now"}
          onChange={(value) => set("show", value === "over" ? "over" : null)}
        />
        <Select
          size="xs"
          aria-label="Service"
          placeholder="All services"
          clearable
          searchable
          value={serviceId || null}
          data={services.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(id) => set("service", id)}
        />
      </Group>
      {list.isPending && <LoadingRows rows={4} height={64} />}
      {list.isError && !list.data && <ErrorState error={list.error} onRetry={list.refetch} />}
      {list.data?.length === 0 && (
        <EmptyState
          icon={IconHourglass}
          title={isOver ? "Nobody has left the list yet." : "Nobody waits for a time."}
          action={isOver ? undefined : add}
        >
          {!isOver &&
            "Customers join on the booking page when nothing suits them. Freed times are offered to them by themselves, in order."}
        </EmptyState>
      )}
      {!!list.data?.length && (
        <EntryList
          entries={list.data}
          isReadOnly={isReadOnly}
          onOffer={setOffering}
          onOpenCustomer={onOpenCustomer}
        />
      )}
      {isAdding && (
        <AddToWaitlist
          services={services}
          serviceId={serviceId}
          customerField={customerField}
          onClose={() => setAdding(false)}
        />
      )}
      {offering && (
        <OfferDialog entry={offering} timeField={timeField} onClose={() => setOffering(null)} />
      )}
    </>
  );
}
