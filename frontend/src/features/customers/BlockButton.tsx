import { Button } from "@mantine/core";
import { IconBan, IconCircleCheck } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { updateCustomer } from "../../api/generated/api";
import type { Customer } from "../../api/generated/api.schemas";
import { ifMatch } from "../../api/http";
import { keys } from "../../api/keys";
import { Confirm } from "../../ui/Confirm";
import { toast, toastProblem } from "../../ui/toast";

/** Blocks the customer after a question; unblocking needs none. */
export function BlockButton({ customer }: { customer: Customer }) {
  const client = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const isBlocked = customer.status === "blocked";
  const change = useMutation({
    mutationFn: (status: Customer["status"]) =>
      updateCustomer(customer.id, { status }, ifMatch(customer.version)),
    onSuccess: (saved) => {
      client.setQueryData(keys.customers.one(saved.id), saved);
      client.invalidateQueries({ queryKey: keys.customers.all });
      toast(`${saved.name} is ${saved.status === "blocked" ? "blocked" : "no longer blocked"}.`);
    },
    onError: (error) => toastProblem(error),
    onSettled: () => setAsking(false),
  });
  if (isBlocked) {
    return (
      <Button
        variant="default"
        leftSection={<IconCircleCheck size={16} />}
        loading={change.isPending}
        onClick={() => change.mutate("active")}
      >
        Unblock
      </Button>
    );
  }
  return (
    <>
      <Button variant="default" leftSection={<IconBan size={16} />} onClick={() => setAsking(true)}>
        Block
      </Button>
      {isAsking && (
        <Confirm
          title={`Block ${customer.name}?`}
          act="Block"
          keep="Do not block"
          isLoss
          isBusy={change.isPending}
          onConfirm={() => change.mutate("blocked")}
          onClose={() => setAsking(false)}
        >
          They can no longer book, and nobody can book for them. They are not told, and what is
          booked already stays. You can unblock them at any time.
        </Confirm>
      )}
    </>
  );
}
