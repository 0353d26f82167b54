import { Anchor, Button, Loader, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useEffect } from "react";
import { useSearchParams } from "react-router";
import { redeemVisit } from "../../api/generated/api";
import { isProblem, messageOf } from "../../api/problem";
import { rememberMe } from "../../api/session";
import { leaveFor } from "../../lib/leaveFor";
import { AuthFrame } from "../../ui/AuthFrame";
import { Later } from "../../ui/States";

interface VisitLandingProps {
  business: string;
  /** Where whoever came with a dead link starts anew. */
  platformUrl: string;
}

/** Where a visit from the platform arrives: the single-use token becomes a session here. */
export function VisitLanding({ business, platformUrl }: VisitLandingProps) {
  const [query] = useSearchParams();
  const token = query.get("token") ?? "";
  const redeem = useMutation({
    mutationFn: () => redeemVisit({ token }),
    onSuccess: (me) => {
      rememberMe(me);
      leaveFor("/app");
    },
  });
  const { mutate, isIdle, error } = redeem;
  useEffect(() => {
    if (isIdle) mutate();
  }, [isIdle, mutate]);

  if (error && isProblem(error, "offline", "unavailable")) {
    return (
      <AuthFrame business={business} title="We could not reach the server">
        <Text c="dimmed">{messageOf(error)}</Text>
        <Button size="md" onClick={() => mutate()}>
          Try again
        </Button>
      </AuthFrame>
    );
  }
  if (error) {
    return (
      <AuthFrame
        business={business}
        title="This link leads nowhere any more"
        lead="It works once, within 30 seconds, and was used or is too old. Nothing has changed."
        footer={<Anchor href="/sign-in">Sign in to {business}</Anchor>}
      >
        <Button component="a" href={platformUrl} size="md">
          Back to the platform
        </Button>
      </AuthFrame>
    );
  }
  return (
    <AuthFrame business={business} title={`Opening ${business}`}>
      <Later>
        <Loader size="sm" aria-label="Starting the visit" />
      </Later>
    </AuthFrame>
  );
}
