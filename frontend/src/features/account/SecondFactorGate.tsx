import { Anchor } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { keys } from "../../api/keys";
import { useMe } from "../../api/session";
import { AuthFrame } from "../../ui/AuthFrame";
import { SetUpSecondFactor } from "./SetUpSecondFactor";

/** All that an account sees which must have a second factor and has none yet. */
export function SecondFactorGate({ onSignOut }: { onSignOut: () => void }) {
  const { user, tenant } = useMe();
  const client = useQueryClient();
  return (
    <AuthFrame
      business={tenant?.name ?? "SmoothSchedule"}
      title="Set up your second factor"
      lead="Your account reaches many businesses, so a password alone is not enough. It takes a minute."
      footer={
        <Anchor component="button" type="button" onClick={onSignOut}>
          You are {user.email}. Sign out
        </Anchor>
      }
    >
      <SetUpSecondFactor onDone={() => client.invalidateQueries({ queryKey: keys.me })} />
    </AuthFrame>
  );
}
