import { Alert, Button, Group, Select, Stack, Text, TextInput } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { eraseCustomer, previewErasure } from "../../api/generated/api";
import type {
  Customer,
  ErasurePreview,
  ErasurePreviewObstacle,
  ErasureWishBecause,
} from "../../api/generated/api.schemas";
import { ifMatch } from "../../api/http";
import { keys } from "../../api/keys";
import { isProblem } from "../../api/problem";
import { FormSheet } from "../../ui/FormSheet";
import { Refusal } from "../../ui/Refusal";
import { ErrorState, LoadingRows } from "../../ui/States";
import { toast } from "../../ui/toast";
import { ErasureLines } from "./ErasureLines";

const REASONS: { value: ErasureWishBecause; label: string }[] = [
  { value: "asked", label: "They asked for it" },
  { value: "not_needed", label: "We do not need it any more" },
  { value: "objected", label: "They object to our keeping it" },
  { value: "unlawful", label: "We should not have had it" },
  { value: "required", label: "A law or an authority says so" },
];
const OBSTACLES: Record<NonNullable<ErasurePreviewObstacle>, string> = {
  "works-here":
    "Their account belongs to the team. Make it a customer’s account or take them out of the team first.",
  "import-underway": "A file of customers is being imported. Finish or cancel that first.",
};

interface EraseDialogProps {
  customer: Customer;
  onClose: () => void;
}

/** Shows what goes and what stays, and erases once the name is typed. */
export function EraseDialog({ customer, onClose }: EraseDialogProps) {
  const preview = useQuery({
    queryKey: keys.erasures.preview(customer.id, customer.version),
    queryFn: ({ signal }) => previewErasure(customer.id, { signal }),
  });
  return (
    <FormSheet onClose={onClose} title={`Erase ${customer.name}?`} size="lg">
      {preview.isPending && <LoadingRows rows={6} />}
      {preview.isError && <ErrorState error={preview.error} onRetry={preview.refetch} />}
      {preview.data && <Deciding customer={customer} preview={preview.data} onClose={onClose} />}
    </FormSheet>
  );
}

function Deciding({ customer, preview, onClose }: EraseDialogProps & { preview: ErasurePreview }) {
  const client = useQueryClient();
  const [because, setBecause] = useState<ErasureWishBecause | null>(null);
  const [confirmation, setConfirmation] = useState("");
  const [isAsked, setAsked] = useState(false);
  const erase = useMutation({
    mutationFn: (reason: ErasureWishBecause) =>
      eraseCustomer(customer.id, { because: reason, confirmation }, ifMatch(customer.version)),
    onSuccess: (saved) => {
      client.setQueryData(keys.customers.one(saved.id), saved);
      for (const queryKey of [
        keys.customers.all,
        keys.appointments.all,
        keys.contracts.all,
        keys.waitlist.all,
        keys.erasures.all,
      ]) {
        client.invalidateQueries({ queryKey });
      }
      toast("The customer was erased.");
      onClose();
    },
    onError: (error) => {
      if (isProblem(error, "stale")) client.invalidateQueries({ queryKey: keys.customers.all });
    },
  });
  const fields = isProblem(erase.error) ? erase.error.fields : {};
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (because && confirmation.trim()) erase.mutate(because);
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <ErasureLines lines={preview.lines} />
        <Text size="sm" c="dimmed">
          {preview.not_found}
        </Text>
        {preview.obstacle ? (
          <Alert color="yellow" role="alert" icon={<IconAlertTriangle size={18} />}>
            {OBSTACLES[preview.obstacle]}
          </Alert>
        ) : (
          <>
            <Select
              label="Why"
              placeholder="Choose a reason"
              data={REASONS}
              value={because}
              error={isAsked && !because ? "Choose why." : undefined}
              onChange={(value) => setBecause(value as ErasureWishBecause | null)}
            />
            <TextInput
              label="Type their name to confirm"
              description={customer.name}
              autoComplete="off"
              value={confirmation}
              error={
                fields.confirmation ??
                (isAsked && !confirmation.trim() ? "Type the name." : undefined)
              }
              onChange={(event) => setConfirmation(event.currentTarget.value)}
            />
          </>
        )}
        {erase.isError && !fields.confirmation && <Refusal error={erase.error} />}
        {!preview.obstacle && (
          <Alert color="red" icon={<IconAlertTriangle size={18} />}>
            This cannot be taken back, by you or by us. Nobody is written to about it.
          </Alert>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Keep the customer
          </Button>
          {!preview.obstacle && (
            <Button color="red" type="submit" loading={erase.isPending}>
              Erase for good
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  );
}
