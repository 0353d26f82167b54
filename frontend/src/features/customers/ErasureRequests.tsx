import { Alert, Button, Group, Stack, Text } from "@mantine/core";
import { IconEraser } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { declineErasure, listErasureRequests } from "../../api/generated/api";
import type { ErasureRequest } from "../../api/generated/api.schemas";
import { keys } from "../../api/keys";
import { useBusiness, useMe } from "../../api/session";
import { dayText } from "../../lib/format";
import { isInPerson, MAY, maySee } from "../../lib/permissions";
import { dayOf } from "../../lib/zones";
import { ConfirmWithReason } from "../../ui/ConfirmWithReason";
import { toast, toastProblem } from "../../ui/toast";
import classes from "./Erasure.module.css";

/** Customers who ask to be erased and wait for an answer. */
export function ErasureRequests({ onOpen }: { onOpen: (customerId: string) => void }) {
  const me = useMe();
  const { zone, locale } = useBusiness();
  const client = useQueryClient();
  const [declining, setDeclining] = useState<ErasureRequest | null>(null);
  const requests = useQuery({
    queryKey: keys.erasures.open,
    queryFn: ({ signal }) => listErasureRequests({ signal }),
    enabled: maySee(me, MAY.eraseCustomers),
  });
  const decline = useMutation({
    mutationFn: ({ id, answer }: { id: string; answer: string }) => declineErasure(id, { answer }),
    onSuccess: () => toast("They are told why."),
    onError: (error) => toastProblem(error),
    onSettled: () => {
      setDeclining(null);
      client.invalidateQueries({ queryKey: keys.erasures.all });
    },
  });
  const items = requests.data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <Alert
      m="md"
      color="yellow"
      className={classes.requests}
      icon={<IconEraser size={18} />}
      title="Asked to be erased"
    >
      <Stack gap="xs">
        {items.map((request) => (
          <Group key={request.id} justify="space-between" gap="xs">
            <Text size="sm">
              {request.customer_name}, since{" "}
              {dayText(dayOf(request.created_at, zone), locale, "date")}
            </Text>
            <Group gap="xs">
              {isInPerson(me) && (
                <Button
                  size="xs"
                  variant="default"
                  aria-label={`Tell ${request.customer_name} why not`}
                  onClick={() => setDeclining(request)}
                >
                  Tell why not
                </Button>
              )}
              <Button
                size="xs"
                aria-label={`Look at ${request.customer_name}`}
                onClick={() => onOpen(request.customer_id)}
              >
                Look and decide
              </Button>
            </Group>
          </Group>
        ))}
      </Stack>
      {declining && (
        <ConfirmWithReason
          title={`Keep the data of ${declining.customer_name}?`}
          act="Send the answer"
          keep="Not now"
          needsReason
          isBusy={decline.isPending}
          onConfirm={(answer) => decline.mutate({ id: declining.id, answer })}
          onClose={() => setDeclining(null)}
        >
          They receive your reason by mail, word for word.
        </ConfirmWithReason>
      )}
    </Alert>
  );
}
