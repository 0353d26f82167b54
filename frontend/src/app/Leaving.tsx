import { type Location, useBlocker } from "react-router";
import { hasUnsaved } from "../ui/Begun";
import { Confirm } from "../ui/Confirm";

/** What an address opens forms of: a page, an appointment beside it, one of the mails. */
function placeOf({ pathname, search }: Location): string {
  const query = new URLSearchParams(search);
  return [pathname, query.get("appointment"), query.get("mail")].join();
}

/** Asks before something typed is left behind unsaved; not whoever has signed out, for whom nothing can be saved. */
export function Leaving() {
  const leave = useBlocker(
    ({ currentLocation, nextLocation }) =>
      hasUnsaved() &&
      nextLocation.pathname.startsWith("/app") &&
      placeOf(currentLocation) !== placeOf(nextLocation),
  );
  if (leave.state !== "blocked") return null;
  return (
    <Confirm
      title="Leave without saving?"
      act="Leave"
      keep="Stay here"
      isLoss
      isBusy={false}
      onConfirm={leave.proceed}
      onClose={leave.reset}
    >
      What you filled in here is not saved yet and would be lost.
    </Confirm>
  );
}
