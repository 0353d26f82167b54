import type { Signing } from "../../api/generated/api.schemas";
import { Notice } from "../../ui/light/Notice";
import { bothZones } from "./moments";
import { useWords, type Words } from "./words/words";

/** What somebody has to know of the document beside what it says: whose place they are in, and
 * that it was corrected after they had opened it. */
export function Standing({ view }: { view: Signing }) {
  const words = useWords();
  const { say } = words;
  const { in_place_of: former, renewal, business, contract } = view;
  return (
    <>
      {former && (
        <Notice
          title={
            former.is_named
              ? say("This document names {name}; you sign in their place", { name: former.name })
              : say("You sign in the place of {name}", { name: former.name })
          }
        >
          <p>{whyOf(former, contract.sender_name, words)}</p>
        </Notice>
      )}
      {renewal && (
        <Notice tone="warn" title={say("This document was corrected after you had opened it")}>
          <p>
            {say(
              "It names {name} since {moment}. What you have filled in is kept. Please read it again before you sign.",
              {
                name: renewal.name,
                moment: bothZones(renewal.at, contract.time_zone, business.locale, words),
              },
            )}
          </p>
        </Notice>
      )}
    </>
  );
}

function whyOf(
  { is_delegated, name, reason }: NonNullable<Signing["in_place_of"]>,
  sender: string,
  { say }: Words,
): string {
  if (!is_delegated) {
    return say("{sender} put you in their place. The certificate says so.", { sender });
  }
  return reason
    ? say("{name} lets you sign instead: “{reason}”. The certificate says so.", { name, reason })
    : say("{name} lets you sign instead. The certificate says so.", { name });
}
