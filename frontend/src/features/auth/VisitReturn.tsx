import { Button, Loader, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useEffect } from "react";
import { returnFromVisit } from "../../api/generated/api";
import { isProblem, messageOf } from "../../api/problem";
import { leaveFor } from "../../lib/leaveFor";
import { wayBack } from "../../lib/wayBack";
import { AuthFrame } from "../../ui/AuthFrame";
import { Later } from "../../ui/States";

/** Where a visit ends: one is oneself again, under a session id never used before. */
export function VisitReturn({ business }: { business: string }) {
  const comeBack = useMutation({
    mutationFn: () => returnFromVisit(),
    onSuccess: ({ url }) => leaveFor(wayBack(url)),
    // Nobody is on a visit here: then one is oneself already, or signed out.
    onError: (error) => isProblem(error, "no-visit") && leaveFor(wayBack("/app")),
  });
  const { mutate, isIdle, error } = comeBack;
  useEffect(() => {
    if (isIdle) mutate();
  }, [isIdle, mutate]);

  if (error && !isProblem(error, "no-visit")) {
    return (
      <AuthFrame business={business} title="The visit is over">
        <Text c="dimmed">{messageOf(error)}</Text>
        <Button size="md" onClick={() => mutate()}>
          Try again
        </Button>
      </AuthFrame>
    );
  }
  return (
    <AuthFrame business={business} title="The visit is over">
      <Later>
        <Loader size="sm" aria-label="Going back" />
      </Later>
    </AuthFrame>
  );
}
