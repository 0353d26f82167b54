import type { Signing } from "../../api/generated/api.schemas";
import { Notice } from "../../ui/light/Notice";
import { useWords, type Words } from "../../ui/speech/words";
import { bothZones } from "./moments";

/** What somebody has to know of the document beside what it says: whose place they are in, and
 * that it was corrected after they had opened it. */
export function Standing({ view }: { view: Signing }) {
  const words = useWords();
  const { say } = words;
  const { in_place_of: formers, renewal, business, contract } = view;
  return (
    <>
      {formers.length > 0 && (
        <Notice title={whoseOf(formers, words)}>
          {formers.map((former, at) => {
            const isLast = at === formers.length - 1;
            const told = (isLast ? lastStep : earlierStep)(former, contract.sender_name, words);
            return <p key={`${former.name} ${former.heir}`}>{told}</p>;
          })}
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

type Former = Signing["in_place_of"][number];

/** Whom the document names, or else who had the place first. */
function whoseOf(formers: readonly Former[], { say }: Words): string {
  const named = formers.find(({ is_named }) => is_named);
  if (named)
    return say("This document names {name}; you sign in their place", { name: named.name });
  return say("You sign in the place of {name}", { name: formers[0]?.name ?? "" });
}

function earlierStep(former: Former, sender: string, { say }: Words): string {
  const { name, heir, reason, is_delegated } = former;
  if (!is_delegated)
    return say("{sender} put {heir} in the place of {name}.", { sender, heir, name });
  return reason
    ? say("{name} let {heir} sign instead: “{reason}”.", { name, heir, reason })
    : say("{name} let {heir} sign instead.", { name, heir });
}

function lastStep({ name, reason, is_delegated }: Former, sender: string, { say }: Words): string {
  if (!is_delegated) {
    return say("{sender} put you in the place of {name}. The certificate says so.", {
      sender,
      name,
    });
  }
  return reason
    ? say("{name} lets you sign instead: “{reason}”. The certificate says so.", { name, reason })
    : say("{name} lets you sign instead. The certificate says so.", { name });
}
