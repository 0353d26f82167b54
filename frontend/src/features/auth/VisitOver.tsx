import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { returnFromVisit } from "../../api/generated/api";
import type { ProblemError } from "../../api/problem";
import { leaveFor } from "../../lib/leaveFor";
import { wayBack } from "../../lib/wayBack";
import { AuthFrame } from "../../ui/AuthFrame";

const WHY: Record<string, string> = {
  released: "It was stopped, perhaps in another tab.",
  expired: "Its time is up. Whatever you saved before stays.",
  actor_gone: "Your own account or session is no longer active.",
  target_gone: "The account that you were in is no longer active.",
  role_changed: "Your role, or that of the account, has changed.",
  session_ended: "The session behind it has ended.",
  ended_by_owner: "The owner of the business ended it.",
};

/** Says that the visit on which this page was is over, why, and leads back. */
export function VisitOver({ business, problem }: { business: string; problem: ProblemError }) {
  const back = useMutation({
    mutationFn: () => returnFromVisit(),
    onSuccess: ({ url }) => leaveFor(wayBack(url)),
    onError: () => leaveFor(problem.returnUrl ?? "/sign-in"),
  });
  return (
    <AuthFrame
      business={business}
      title="This visit is over"
      lead={WHY[problem.reason ?? ""] ?? problem.message}
    >
      <Button size="md" autoFocus loading={back.isPending} onClick={() => back.mutate()}>
        Go back
      </Button>
    </AuthFrame>
  );
}
