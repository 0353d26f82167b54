import { Button, Loader, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { Link, useNavigate, useSearchParams } from "react-router";
import { redeemHandover } from "../../api/generated/api";
import { keys } from "../../api/keys";
import { isProblem, messageOf } from "../../api/problem";
import { rememberMe } from "../../api/session";
import { AuthFrame } from "../../ui/AuthFrame";
import { Later } from "../../ui/States";

/** Where sign-up ends: the single-use token becomes a session on the business's own host. */
export function Welcome({ business }: { business: string }) {
  const [query] = useSearchParams();
  const token = query.get("token") ?? "";
  const client = useQueryClient();
  const navigate = useNavigate();
  const redeem = useMutation({
    mutationFn: () => redeemHandover({ token }),
    onSuccess: (me) => {
      client.setQueryData(keys.me, rememberMe(me));
      navigate("/app/start", { replace: true });
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
      <AuthFrame business={business} title="This link opens nothing">
        <Text c="dimmed">
          It was used already, is too old or is not complete. Please sign in with your password.
        </Text>
        <Button component={Link} to="/sign-in" size="md">
          Sign in
        </Button>
      </AuthFrame>
    );
  }
  return (
    <AuthFrame business={business} title="Opening your business">
      <Later>
        <Loader size="sm" aria-label="Signing you in" />
      </Later>
    </AuthFrame>
  );
}
